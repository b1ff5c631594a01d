import { filmLock } from '../../../contract/lock-names.js';
import { Failure } from '../../../contract/errors/failure.js';
import { holdLock, heldLocks, type WebLock } from '../../lib/web-lock.js';
import type { RandomFile } from '../../lib/random-file.js';
import type { JobFolder, JobFolders } from './job-folder.js';
import { estimateStorage, openDirectory, openFile, orNull } from '../../lib/opfs.js';

const ROOT = 'kinora-jobs';
/** Held by the worker that has the folder. */
const jobLock = (id: string): string => `kinora-job-${id}`;
/** A worker that was terminated lets go of its locks and files a moment later, in milliseconds. */
const PATIENCE_MS = 8000;

/** Folders in the browser's private file system. A Web Lock makes each the business of one worker at a time. */
export function opfsFolders(): JobFolders {
  return {
    persistent: true,
    create: async (id) => {
      const lock = await holdLock(jobLock(id), 0);
      if (!lock) throw held(id);
      const root = await openRoot();
      return new OpfsFolder(id, root, await root.getDirectoryHandle(id, { create: true }), lock);
    },
    take: async (id) => {
      const root = await openRoot();
      const directory = await orNull(root.getDirectoryHandle(id));
      if (!directory) return null;
      const lock = await holdLock(jobLock(id), PATIENCE_MS);
      if (!lock) throw held(id);
      // It may have been finished or discarded while we waited.
      if (await orNull(root.getDirectoryHandle(id))) return new OpfsFolder(id, root, directory, lock);
      lock.release();
      return null;
    },
    list: async (name) => {
      const root = await openRoot();
      const locks = await heldLocks();
      const found = [];
      for await (const [id, directory] of root.entries()) {
        if (!(directory instanceof FileSystemDirectoryHandle) || locks.has(jobLock(id)) || locks.has(filmLock(id))) continue;
        if (await orNull(directory.getFileHandle(name))) {
          found.push({ id, read: async (file: string) => (await orNull(directory.getFileHandle(file)))?.getFile() ?? null });
        } else {
          // The film of a page that is gone, or a job that never came to be. Or one that is just beginning, while we look:
          // whoever begins one holds its lock, so the folder goes only while we hold it.
          const lock = await holdLock(jobLock(id), 0);
          if (!lock) continue;
          const isNeeded = (await orNull(directory.getFileHandle(name))) ?? (await heldLocks()).has(filmLock(id));
          if (!isNeeded) await root.removeEntry(id, { recursive: true }).catch(() => undefined);
          lock.release();
        }
      }
      return found;
    },
    freeBytes: async () => (await estimateStorage()).freeBytes,
  };
}

class OpfsFolder implements JobFolder {
  readonly id: string;
  readonly #root: FileSystemDirectoryHandle;
  readonly #directory: FileSystemDirectoryHandle;
  readonly #lock: WebLock;

  constructor(id: string, root: FileSystemDirectoryHandle, directory: FileSystemDirectoryHandle, lock: WebLock) {
    this.id = id;
    this.#root = root;
    this.#directory = directory;
    this.#lock = lock;
  }

  open(name: string): Promise<RandomFile> {
    return openFile(this.#directory, name);
  }

  async blob(name: string, type: string): Promise<Blob | null> {
    const file = await (await orNull(this.#directory.getFileHandle(name)))?.getFile();
    return file ? file.slice(0, file.size, type) : null;
  }

  async delete(name: string): Promise<void> {
    await this.#directory.removeEntry(name).catch(() => undefined);
  }

  async remove(): Promise<void> {
    await this.#root.removeEntry(this.id, { recursive: true }).catch(() => undefined);
    this.#lock.release();
  }

  release(): void {
    this.#lock.release();
  }
}

function held(id: string): Failure {
  return Failure.because('film-in-another-tab', { id });
}

function openRoot(): Promise<FileSystemDirectoryHandle> {
  return openDirectory(ROOT);
}
