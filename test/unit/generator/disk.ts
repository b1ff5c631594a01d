import type { RandomFile } from '../../../workers/lib/random-file.js';
import type { JobFolder, JobFolders } from '../../../workers/generator/checkpoints/job-folder.js';
import { memoryFolders } from '../../../workers/generator/checkpoints/memory-job-folders.js';

/** Folders that outlive a worker, on a disk that can be filled and tampered with. */
export class Disk implements JobFolders {
  readonly persistent = true;
  readonly #folders = memoryFolders();
  readonly #held = new Set<string>();
  /** Files whose name holds this cannot be written to. */
  fullFor: string | null = null;
  readonly written: string[] = [];

  create(id: string): Promise<JobFolder> {
    this.#held.add(id);
    return this.#folders.create(id).then((folder) => this.#watched(folder));
  }

  async take(id: string): Promise<JobFolder | null> {
    if (this.#held.has(id)) throw new Error('Held by another.');
    this.#held.add(id);
    const folder = await this.#folders.take(id);
    if (folder) return this.#watched(folder);
    this.#held.delete(id);
    return null;
  }

  async list(name: string) {
    return (await this.#folders.list(name)).filter(({ id }) => !this.#held.has(id));
  }

  freeBytes(): Promise<number> {
    return Promise.resolve(0);
  }

  /** The worker that held the folders is gone. */
  letGo(): void {
    this.#held.clear();
  }

  /** Overwrites the start of a file. */
  async damage(id: string, name: string): Promise<void> {
    (await (await this.#folders.take(id))?.open(name))?.write(0, new Uint8Array(100));
  }

  #watched(folder: JobFolder): JobFolder {
    return {
      id: folder.id,
      open: async (name) => this.#file(name, await folder.open(name)),
      blob: (name, type) => folder.blob(name, type),
      delete: (name) => folder.delete(name),
      remove: () => {
        this.#held.delete(folder.id);
        return folder.remove();
      },
      release: () => void this.#held.delete(folder.id),
    };
  }

  #file(name: string, file: RandomFile): RandomFile {
    return {
      size: () => file.size(),
      read: (position, length) => file.read(position, length),
      write: (position, bytes) => {
        if (this.fullFor !== null && name.includes(this.fullFor)) throw new DOMException('Full.', 'QuotaExceededError');
        this.written.push(name);
        file.write(position, bytes);
      },
      truncate: (size) => file.truncate(size),
      flush: () => file.flush(),
      close: () => file.close(),
    };
  }
}
