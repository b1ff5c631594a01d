import type { RandomFile } from '../../lib/random-file.js';

/** The files of one job. One worker at a time holds a folder, across all tabs, and only the holder works on the job. */
export interface JobFolder {
  readonly id: string;
  /** Opens a file, making it when there is none. */
  open(name: string): Promise<RandomFile>;
  /** A file that is not open, as it is now; null when there is none. */
  blob(name: string, type: string): Promise<Blob | null>;
  /** Deletes a file that is not open, if there is one. */
  delete(name: string): Promise<void>;
  /** Deletes the folder and releases it. */
  remove(): Promise<void>;
  /** Lets other workers take the folder. */
  release(): void;
}

/** The folders of all jobs. */
export interface JobFolders {
  /** Whether they outlive the worker. */
  readonly persistent: boolean;
  create(id: string): Promise<JobFolder>;
  /** Takes an existing folder; null when there is none. @throws Failure `bad-request` when another worker holds it */
  take(id: string): Promise<JobFolder | null>;
  /** The folders without a holder that have a file `name`, with a way to read their files. */
  list(name: string): Promise<readonly { readonly id: string; readonly read: (file: string) => Promise<Blob | null> }[]>;
  /** Bytes that may still be written; null when the browser does not tell. */
  freeBytes(): Promise<number | null>;
}
