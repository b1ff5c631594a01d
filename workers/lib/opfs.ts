import { uniqueId } from '../../contract/lib/unique-id.js';
import type { RandomFile } from './random-file.js';

/** The access handle of a file that another worker has open is asked for again this often, and for this long. */
const RETRY_MS = 100;
const MAX_WAIT_MS = 8000;

/**
 * A top-level directory of the origin private file system (OPFS).
 * @throws DOMException where there is none: no secure context, blocked storage, some private windows
 */
export async function openDirectory(name: string): Promise<FileSystemDirectoryHandle> {
  return (await navigator.storage.getDirectory()).getDirectoryHandle(name, { create: true });
}

/** Whether this worker may write files: some iframes and private windows may not. */
export async function canWriteFiles(): Promise<boolean> {
  try {
    const root = await navigator.storage.getDirectory();
    const name = `probe-${uniqueId()}`;
    const handle = await (await root.getFileHandle(name, { create: true })).createSyncAccessHandle();
    handle.close();
    await root.removeEntry(name);
    return true;
  } catch {
    return false;
  }
}

/** Opens a file for reading and writing, and creates it when it is missing. One holder at a time. */
export async function openFile(directory: FileSystemDirectoryHandle, name: string): Promise<RandomFile> {
  const file = await directory.getFileHandle(name, { create: true });
  return new OpfsFile(await openHandle(file));
}

/** The result of an OPFS call, or null when the entry does not exist. */
export async function orNull<T>(call: Promise<T>): Promise<T | null> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof DOMException && error.name === 'NotFoundError') return null;
    throw error;
  }
}

/** Bytes that this origin stores and may still store; null where the browser does not tell. */
export async function estimateStorage(): Promise<{ readonly usedBytes: number | null; readonly freeBytes: number | null }> {
  try {
    const { quota, usage } = await navigator.storage.estimate();
    return { usedBytes: usage ?? null, freeBytes: quota === undefined ? null : Math.max(0, quota - (usage ?? 0)) };
  } catch {
    return { usedBytes: null, freeBytes: null };
  }
}

/** The part of `FileSystemSyncAccessHandle` that {@link writeFully} needs. */
interface Writable {
  write(bytes: Uint8Array<ArrayBuffer>, options: { readonly at: number }): number;
}

/**
 * Writes all of `bytes` at `position`. A full disk shows as an exception, as a short count, or, in Chromium, as an error
 * number in the place of the count, which as an unsigned one is huge: https://crbug.com/541725401.
 *
 * @throws DOMException `QuotaExceededError`; the content from `position` on is then undefined
 */
export function writeFully(handle: Writable, bytes: Uint8Array<ArrayBuffer>, position: number): void {
  if (handle.write(bytes, { at: position }) === bytes.length) return;
  throw new DOMException('The file could not be written to its end.', 'QuotaExceededError');
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
    // `FileSystemSyncAccessHandle.write` refuses a view on a SharedArrayBuffer.
    const own = bytes.buffer instanceof ArrayBuffer ? (bytes as Uint8Array<ArrayBuffer>) : bytes.slice();
    writeFully(this.#handle, own, position);
  }

  truncate(size: number): void {
    this.#handle.truncate(size);
  }

  flush(): void {
    this.#handle.flush();
  }

  close(): void {
    this.#handle.close();
  }
}

/** A worker that was terminated releases its access handles a moment later, so a locked file is tried again. */
async function openHandle(file: FileSystemFileHandle): Promise<FileSystemSyncAccessHandle> {
  for (const started = performance.now(); ; ) {
    try {
      return await file.createSyncAccessHandle();
    } catch (error) {
      const isLocked = error instanceof DOMException && error.name === 'NoModificationAllowedError';
      if (!isLocked || performance.now() - started > MAX_WAIT_MS) throw error;
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    }
  }
}
