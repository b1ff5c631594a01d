/** A file that one worker alone reads and writes, at any place. */
export interface RandomFile {
  size(): number;
  /** The bytes from `position` on; fewer than `length` at the end of the file. */
  read(position: number, length: number): Uint8Array<ArrayBuffer>;
  /**
   * Writes all of `bytes`, beyond the end too.
   * @throws Failure `disk-full` when they do not all fit; what is then at and behind `position` is undefined
   */
  write(position: number, bytes: Uint8Array): void;
  truncate(size: number): void;
  /** Makes what was written survive the worker. @throws Failure `disk-full` */
  flush(): void;
  /** May be called again. */
  close(): void;
}

/** The files of one job. Whoever holds a folder is the only one to work on the job, in all tabs. */
export interface JobFolder {
  readonly id: string;
  /** Opens a file, making it when there is none. */
  open(name: string): Promise<RandomFile>;
  /** A file that is not open, as it is now; null when there is none. */
  blob(name: string, type: string): Promise<Blob | null>;
  /** Deletes a file that is not open, if there is one. */
  delete(name: string): Promise<void>;
  /** Deletes the folder and lets go of it. */
  remove(): Promise<void>;
  /** Lets go of it: others may take it. */
  release(): void;
}

/** Where the folders of jobs are kept. */
export interface JobFolders {
  /** Whether they outlive the worker. */
  readonly lasting: boolean;
  create(id: string): Promise<JobFolder>;
  /** Takes hold of a folder that is there; null when there is none. @throws Failure `bad-request` when another holds it */
  take(id: string): Promise<JobFolder | null>;
  /** A file of each folder that nobody holds, to look at. */
  survey(name: string): Promise<readonly { readonly id: string; readonly read: (file: string) => Promise<Blob | null> }[]>;
  /** Bytes that may still be written, or null when the browser does not tell. */
  room(): Promise<number | null>;
}
