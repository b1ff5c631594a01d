import { uniqueId } from '../../contract/lib/unique-id.js';
import { openDirectory, openFile, orNull } from '../lib/opfs.js';
import type { RandomFile } from '../lib/random-file.js';
import type { FileStore } from './file-store.js';

/**
 * A fileStore in a folder of the origin private file system, or null where there is none (no secure context, some private
 * windows, blocked storage). Only workers may open files to write at once, so this runs in one.
 */
export async function openOpfsFileStore(folderName: string): Promise<FileStore | null> {
  // Two workers of a page write here, and other tabs do; a Web Lock for each file keeps them apart.
  if (!('locks' in navigator)) return null;
  try {
    return new OpfsFileStore(await openDirectory(folderName));
  } catch {
    return null;
  }
}

class OpfsFileStore implements FileStore {
  readonly #folder: FileSystemDirectoryHandle;

  constructor(folder: FileSystemDirectoryHandle) {
    this.#folder = folder;
  }

  async list(): Promise<ReadonlyMap<string, number>> {
    const sizes = new Map<string, number>();
    for await (const [name, handle] of this.#folder.entries()) {
      if (handle.kind !== 'file') continue;
      // Others may take a file away while we look, as the one that measures the room.
      const file = await orNull(handle.getFile());
      if (file !== null) sizes.set(name, file.size);
    }
    return sizes;
  }

  async read(name: string): Promise<Uint8Array<ArrayBuffer> | null> {
    const file = await this.file(name);
    return file === null ? null : new Uint8Array(await file.arrayBuffer());
  }

  async file(name: string): Promise<Blob | null> {
    const handle = await orNull(this.#folder.getFileHandle(name));
    return handle === null ? null : handle.getFile();
  }

  async write(name: string, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    const file = await this.open(name);
    try {
      file.truncate(0);
      file.write(0, bytes);
      file.flush();
    } finally {
      file.close();
    }
  }

  open(name: string): Promise<RandomFile> {
    return openFile(this.#folder, name);
  }

  /**
   * Asks for the room itself: what `navigator.storage.estimate` tells is made up in some browsers, so that no site
   * learns how large the disk is. The file that is stretched has no content, so nothing is written.
   */
  async hasRoomFor(bytes: number): Promise<boolean> {
    const name = `room-${uniqueId()}`;
    try {
      const file = await this.open(name);
      try {
        file.truncate(bytes);
        // Beyond the quota Chromium leaves the size as it was and throws nothing.
        return file.size() === bytes;
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
    await orNull(this.#folder.removeEntry(name));
  }
}
