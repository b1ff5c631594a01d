import { Zip, ZipPassThrough } from 'fflate';

const NOTHING = new Uint8Array(0);

/**
 * Writes a zip archive without copying: the result refers to the Blobs that went in, and only their checksums are computed,
 * chunk by chunk. Its size costs neither memory nor disk until it is saved.
 */
export class ZipWriter {
  readonly #parts: BlobPart[] = [];
  /** What is being run through for its checksum and must not be written a second time. */
  #passing: Uint8Array = NOTHING;
  #failure: Error | null = null;
  readonly #zip = new Zip((error, chunk) => {
    if (error !== null) this.#failure = error;
    else if (chunk !== this.#passing) this.#parts.push(chunk);
  });

  /** @param onChunk told of each chunk's bytes as it is read */
  async add(name: string, file: Blob, onChunk: (bytes: number) => void = () => undefined): Promise<void> {
    const entry = new ZipPassThrough(name);
    this.#zip.add(entry);
    this.#pass(entry, NOTHING, false); // makes the archive write the entry's header
    this.#parts.push(file);
    const reader = file.stream().getReader();
    for (let read = await reader.read(); !read.done; read = await reader.read()) {
      this.#pass(entry, read.value, false);
      onChunk(read.value.length);
    }
    this.#pass(entry, NOTHING, true);
  }

  /** The archive; it can be read as long as the Blobs in it can. */
  finish(): Blob {
    this.#zip.end();
    this.#check();
    return new Blob(this.#parts, { type: 'application/zip' });
  }

  #pass(entry: ZipPassThrough, chunk: Uint8Array, final: boolean): void {
    this.#passing = chunk;
    entry.push(chunk, final);
    this.#check();
  }

  #check(): void {
    if (this.#failure !== null) throw this.#failure;
  }
}
