/** A file that one worker alone reads and writes, at any position. */
export interface RandomFile {
  size(): number;
  /** The bytes from `position` on; fewer than `length` at the end of the file. */
  read(position: number, length: number): Uint8Array<ArrayBuffer>;
  /**
   * Writes all of `bytes`, beyond the end too.
   * @throws DOMException `QuotaExceededError` when they do not fit; the content from `position` on is then undefined
   */
  write(position: number, bytes: Uint8Array): void;
  truncate(size: number): void;
  /** Makes the written bytes survive the worker. @throws DOMException `QuotaExceededError` */
  flush(): void;
  /** May be called again. */
  close(): void;
}

const DEFAULT_CAPACITY = 64 * 1024;

/** A file in memory, for browsers without file storage. */
export class MemoryFile implements RandomFile {
  #bytes: Uint8Array<ArrayBuffer>;
  #size = 0;

  /** @param capacity bytes to reserve; the file grows beyond them by copying itself */
  constructor(capacity = DEFAULT_CAPACITY) {
    this.#bytes = new Uint8Array(capacity);
  }

  /** The content, without a copy. */
  get content(): Uint8Array<ArrayBuffer> {
    return this.#bytes.subarray(0, this.#size);
  }

  size(): number {
    return this.#size;
  }

  read(position: number, length: number): Uint8Array<ArrayBuffer> {
    return this.#bytes.slice(position, Math.min(position + length, this.#size));
  }

  write(position: number, bytes: Uint8Array): void {
    const end = position + bytes.length;
    if (end > this.#bytes.length) {
      const larger = new Uint8Array(Math.max(end, this.#bytes.length * 2));
      larger.set(this.content);
      this.#bytes = larger;
    }
    this.#bytes.set(bytes, position);
    this.#size = Math.max(this.#size, end);
  }

  truncate(size: number): void {
    this.#bytes.fill(0, size);
    this.#size = size;
  }

  flush(): void {
    // Memory does not outlive the worker.
  }

  close(): void {
    // Nothing is held besides memory.
  }
}
