import type { JobFolder, JobFolders, RandomFile } from './job-folder.js';

/** Folders in memory, for where the browser keeps no files: all works but what must outlive the worker. */
export function memoryFolders(): JobFolders {
  const folders = new Map<string, Map<string, MemoryFile>>();
  const hold = (id: string, files: Map<string, MemoryFile>): JobFolder => ({
    id,
    open: (name) => {
      const file = files.get(name) ?? new MemoryFile();
      files.set(name, file);
      return Promise.resolve(file);
    },
    blob: (name, type) => Promise.resolve(files.get(name)?.toBlob(type) ?? null),
    delete: (name) => {
      files.delete(name);
      return Promise.resolve();
    },
    remove: () => {
      folders.delete(id);
      return Promise.resolve();
    },
    release: () => undefined,
  });
  return {
    lasting: false,
    create: (id) => {
      const files = new Map<string, MemoryFile>();
      folders.set(id, files);
      return Promise.resolve(hold(id, files));
    },
    take: (id) => {
      const files = folders.get(id);
      return Promise.resolve(files ? hold(id, files) : null);
    },
    survey: (name) =>
      Promise.resolve(
        [...folders]
          .filter(([, files]) => files.has(name))
          .map(([id, files]) => ({ id, read: (file) => Promise.resolve(files.get(file)?.toBlob('') ?? null) })),
      ),
    room: () => Promise.resolve(null),
  };
}

const FIRST_CAPACITY = 64 * 1024;

class MemoryFile implements RandomFile {
  #bytes: Uint8Array<ArrayBuffer> = new Uint8Array(FIRST_CAPACITY);
  #size = 0;

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
      larger.set(this.#bytes.subarray(0, this.#size));
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
    // Nothing outlives the worker here.
  }

  close(): void {
    // Nothing is held.
  }

  toBlob(type: string): Blob {
    return new Blob([this.#bytes.subarray(0, this.#size)], { type });
  }
}
