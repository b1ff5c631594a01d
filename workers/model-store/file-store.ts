import type { RandomFile } from '../lib/random-file.js';

/** A flat folder of files that outlives the visit. Names are plain: no slashes. */
export interface FileStore {
  /** Name and size in bytes of every file. */
  list(): Promise<ReadonlyMap<string, number>>;
  /** The whole file, or null when there is none. */
  read(name: string): Promise<Uint8Array<ArrayBuffer> | null>;
  /** The file, which is read when its content is asked for, or null when there is none. */
  file(name: string): Promise<Blob | null>;
  /** Writes the whole file at once. */
  write(name: string, bytes: Uint8Array<ArrayBuffer>): Promise<void>;
  /** Opens a file and creates it when it is missing. One holder at a time; the holder flushes and closes it. */
  open(name: string): Promise<RandomFile>;
  /** Whether so many bytes more may be written, as far as can be known before. */
  hasRoomFor(bytes: number): Promise<boolean>;
  /** Does nothing when there is no such file. */
  remove(name: string): Promise<void>;
}
