import { uniqueId } from '../../../contract/unique-id.js';
import { writeFully } from '../storage/write-fully.js';
import type { FileShelf, GrowingFile } from './file-shelf.js';

/**
 * A shelf in a folder of the origin private file system, or null where there is none (no secure context, some private
 * windows, blocked storage). Only workers may open files to write at once, so this runs in one.
 */
export async function openOpfsShelf(folderName: string): Promise<FileShelf | null> {
  // Two workers of a page write here, and other tabs do; a Web Lock for each file keeps them apart.
  if (!('locks' in navigator)) return null;
  try {
    const root = await navigator.storage.getDirectory();
    return new OpfsShelf(await root.getDirectoryHandle(folderName, { create: true }));
  } catch {
    return null;
  }
}

class OpfsShelf implements FileShelf {
  readonly #folder: FileSystemDirectoryHandle;

  constructor(folder: FileSystemDirectoryHandle) {
    this.#folder = folder;
  }

  async list(): Promise<ReadonlyMap<string, number>> {
    const sizes = new Map<string, number>();
    for await (const [name, handle] of this.#folder.entries()) {
      if (handle.kind !== 'file') continue;
      // Others may take a file away while we look, as the one that measures the room.
      const file = await absentAsNull(handle.getFile());
      if (file !== null) sizes.set(name, file.size);
    }
    return sizes;
  }

  async read(name: string): Promise<Uint8Array<ArrayBuffer> | null> {
    const handle = await absentAsNull(this.#folder.getFileHandle(name));
    return handle === null ? null : new Uint8Array(await (await handle.getFile()).arrayBuffer());
  }

  async write(name: string, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    const file = await this.grow(name);
    try {
      file.clear();
      file.append(bytes);
    } finally {
      file.close();
    }
  }

  async grow(name: string): Promise<GrowingFile> {
    const handle = await this.#folder.getFileHandle(name, { create: true });
    return new OpfsFile(await handle.createSyncAccessHandle());
  }

  /**
   * Asks for the room itself: what `navigator.storage.estimate` tells is made up in some browsers, so that no site
   * learns how large the disk is. The file that is stretched has no content, so nothing is written.
   */
  async hasRoomFor(bytes: number): Promise<boolean> {
    const name = `room-${uniqueId()}`;
    try {
      const file = await (await this.#folder.getFileHandle(name, { create: true })).createSyncAccessHandle();
      try {
        file.truncate(bytes);
        // Beyond the quota Chromium leaves the size as it was and throws nothing.
        return file.getSize() === bytes;
      } finally {
        file.close();
      }
    } catch (error) {
      // Anything else shows when the files themselves are written.
      return !(error instanceof DOMException && error.name === 'QuotaExceededError');
    } finally {
      await this.remove(name).catch(() => undefined);
    }
  }

  async remove(name: string): Promise<void> {
    await absentAsNull(this.#folder.removeEntry(name));
  }
}

class OpfsFile implements GrowingFile {
  readonly #handle: FileSystemSyncAccessHandle;
  #size: number;

  constructor(handle: FileSystemSyncAccessHandle) {
    this.#handle = handle;
    this.#size = handle.getSize();
  }

  get size(): number {
    return this.#size;
  }

  readAt(position: number, target: Uint8Array<ArrayBuffer>): void {
    this.#handle.read(target, { at: position });
  }

  append(bytes: Uint8Array<ArrayBuffer>): void {
    writeFully(this.#handle, bytes, this.#size);
    this.#size += bytes.length;
  }

  clear(): void {
    this.#handle.truncate(0);
    this.#size = 0;
  }

  close(): void {
    try {
      this.#handle.flush();
    } finally {
      this.#handle.close();
    }
  }
}

async function absentAsNull<T>(work: Promise<T>): Promise<T | null> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof DOMException && error.name === 'NotFoundError') return null;
    throw error;
  }
}
