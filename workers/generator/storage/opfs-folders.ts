import { uniqueId } from '../../../contract/unique-id.js';
import { Failure } from '../pipeline/failure.js';
import { holdLock, heldLocks, type HeldLock } from './held-lock.js';
import type { JobFolder, JobFolders, RandomFile } from './job-folder.js';
import { writeFully } from './write-fully.js';

const ROOT = 'kinora-jobs';
/** Held by the worker that has the folder. */
const jobLock = (id: string): string => `kinora-job-${id}`;
/** Held by a page that may still show the film; src/engine/film-locks.ts takes it under this name. */
const filmLock = (id: string): string => `kinora-film-${id}`;
/** A worker that was terminated lets go of its locks and files a moment later, in milliseconds. */
const PATIENCE_MS = 8000;
const RETRY_MS = 100;

/** Whether this worker may write files at all: some iframes and private windows may not. */
export async function hasFiles(): Promise<boolean> {
  try {
    const root = await openRoot();
    const name = `probe-${uniqueId()}`;
    const handle = await (await root.getFileHandle(name, { create: true })).createSyncAccessHandle();
    handle.close();
    await root.removeEntry(name);
    return true;
  } catch {
    return false;
  }
}

/** Folders in the browser's private file system. A Web Lock makes each the business of one worker at a time. */
export function opfsFolders(): JobFolders {
  return {
    lasting: true,
    create: async (id) => {
      const lock = await holdLock(jobLock(id), 0);
      if (!lock) throw held(id);
      const root = await openRoot();
      return new OpfsFolder(id, root, await root.getDirectoryHandle(id, { create: true }), lock);
    },
    take: async (id) => {
      const root = await openRoot();
      const directory = await find(root.getDirectoryHandle(id));
      if (!directory) return null;
      const lock = await holdLock(jobLock(id), PATIENCE_MS);
      if (!lock) throw held(id);
      // It may have been finished or discarded while we waited.
      if (await find(root.getDirectoryHandle(id))) return new OpfsFolder(id, root, directory, lock);
      lock.release();
      return null;
    },
    survey: async (name) => {
      const root = await openRoot();
      const locks = await heldLocks();
      const found = [];
      for await (const [id, directory] of root.entries()) {
        if (!(directory instanceof FileSystemDirectoryHandle) || locks.has(jobLock(id)) || locks.has(filmLock(id))) continue;
        if (await find(directory.getFileHandle(name))) {
          found.push({ id, read: async (file: string) => (await find(directory.getFileHandle(file)))?.getFile() ?? null });
        } else {
          // The film of a page that is gone, or a job that never came to be. Or one that is just beginning, while we look:
          // whoever begins one holds its lock, so the folder goes only while we hold it.
          const lock = await holdLock(jobLock(id), 0);
          if (!lock) continue;
          const isNeeded = (await find(directory.getFileHandle(name))) ?? (await heldLocks()).has(filmLock(id));
          if (!isNeeded) await root.removeEntry(id, { recursive: true }).catch(() => undefined);
          lock.release();
        }
      }
      return found;
    },
    room: async () => {
      const { quota, usage } = await navigator.storage.estimate();
      return quota === undefined || usage === undefined ? null : Math.max(0, quota - usage);
    },
  };
}

class OpfsFolder implements JobFolder {
  readonly id: string;
  readonly #root: FileSystemDirectoryHandle;
  readonly #directory: FileSystemDirectoryHandle;
  readonly #lock: HeldLock;

  constructor(id: string, root: FileSystemDirectoryHandle, directory: FileSystemDirectoryHandle, lock: HeldLock) {
    this.id = id;
    this.#root = root;
    this.#directory = directory;
    this.#lock = lock;
  }

  async open(name: string): Promise<RandomFile> {
    const file = await this.#directory.getFileHandle(name, { create: true });
    return new OpfsFile(await patiently(() => file.createSyncAccessHandle()));
  }

  async blob(name: string, type: string): Promise<Blob | null> {
    const file = await (await find(this.#directory.getFileHandle(name)))?.getFile();
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

class OpfsFile implements RandomFile {
  readonly #handle: FileSystemSyncAccessHandle;

  constructor(handle: FileSystemSyncAccessHandle) {
    this.#handle = handle;
  }

  size(): number {
    return this.#handle.getSize();
  }

  read(position: number, length: number): Uint8Array<ArrayBuffer> {
    const bytes = new Uint8Array(length);
    const count = this.#handle.read(bytes, { at: position });
    return count === length ? bytes : bytes.slice(0, count);
  }

  write(position: number, bytes: Uint8Array): void {
    // Bytes on shared memory may not be handed to the file system.
    const own = bytes.buffer instanceof ArrayBuffer ? (bytes as Uint8Array<ArrayBuffer>) : bytes.slice();
    orFull(() => writeFully(this.#handle, own, position));
  }

  truncate(size: number): void {
    orFull(() => this.#handle.truncate(size));
  }

  flush(): void {
    orFull(() => this.#handle.flush());
  }

  close(): void {
    this.#handle.close();
  }
}

export function diskFull(cause?: unknown): Failure {
  return new Failure('disk-full', 'The browser has no room left for the film.', 'Free some disk space, then continue.', cause);
}

function held(id: string): Failure {
  return new Failure('bad-request', `Another tab is making this film (${id}).`, 'Wait for it there, or close that tab first.');
}

function orFull<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof DOMException && error.name === 'QuotaExceededError') throw diskFull(error);
    throw error;
  }
}

async function openRoot(): Promise<FileSystemDirectoryHandle> {
  return (await navigator.storage.getDirectory()).getDirectoryHandle(ROOT, { create: true });
}

/** What is looked up, or null when it is not there. */
async function find<T>(lookUp: Promise<T>): Promise<T | null> {
  try {
    return await lookUp;
  } catch (error) {
    if (error instanceof DOMException && error.name === 'NotFoundError') return null;
    throw error;
  }
}

async function patiently<T>(open: () => Promise<T>): Promise<T> {
  for (const started = performance.now(); ; ) {
    try {
      return await open();
    } catch (error) {
      const busy = error instanceof DOMException && error.name === 'NoModificationAllowedError';
      if (!busy || performance.now() - started > PATIENCE_MS) throw error;
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    }
  }
}
