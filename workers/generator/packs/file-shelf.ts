/** A flat folder of files that outlives the visit. Names are plain: no slashes. */
export interface FileShelf {
  /** Name and size in bytes of every file. */
  list(): Promise<ReadonlyMap<string, number>>;
  /** The whole file, or null when there is none. */
  read(name: string): Promise<Uint8Array<ArrayBuffer> | null>;
  /** Writes the whole file at once. */
  write(name: string, bytes: Uint8Array<ArrayBuffer>): Promise<void>;
  /** Opens a file, new or not, to add to its end. One holder at a time; whoever opens it closes it. */
  grow(name: string): Promise<GrowingFile>;
  /** Whether so many bytes more may be written, as far as can be known before. */
  hasRoomFor(bytes: number): Promise<boolean>;
  /** Does nothing when there is no such file. */
  remove(name: string): Promise<void>;
}

/** A file that is added to at its end. */
export interface GrowingFile {
  readonly size: number;
  /** Fills `target` from `position`; it must lie within the file. */
  readAt(position: number, target: Uint8Array<ArrayBuffer>): void;
  /** @throws DOMException `QuotaExceededError` when there is no room */
  append(bytes: Uint8Array<ArrayBuffer>): void;
  clear(): void;
  /** Makes what was written last. May be called more than once. */
  close(): void;
}

/** A growing file in memory, for browsers without storage and for visits that keep nothing. */
export class MemoryFile implements GrowingFile {
  readonly #bytes: Uint8Array<ArrayBuffer>;
  #size = 0;

  /** @param capacity bytes that it will hold at most */
  constructor(capacity: number) {
    this.#bytes = new Uint8Array(capacity);
  }

  get size(): number {
    return this.#size;
  }

  /** What was written, without a copy. */
  get content(): Uint8Array<ArrayBuffer> {
    return this.#bytes.subarray(0, this.#size);
  }

  readAt(position: number, target: Uint8Array<ArrayBuffer>): void {
    target.set(this.#bytes.subarray(position, position + target.length));
  }

  append(bytes: Uint8Array<ArrayBuffer>): void {
    this.#bytes.set(bytes, this.#size);
    this.#size += bytes.length;
  }

  clear(): void {
    this.#size = 0;
  }

  close(): void {
    // Nothing is held besides memory.
  }
}
