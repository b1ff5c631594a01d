import type { FilmFiles } from './film-store.js';

const FOLDER = 'gallery';
const ENDING = '.mp4';

/** Videos as files of the origin private file system, so that a film is never in memory as a whole. */
export class OpfsFiles implements FilmFiles {
  readonly #folder: FileSystemDirectoryHandle;

  private constructor(folder: FileSystemDirectoryHandle) {
    this.#folder = folder;
  }

  /** Null where this browser has no such file system, or cannot write to it from a page. */
  static async open(root: () => Promise<FileSystemDirectoryHandle>): Promise<OpfsFiles | null> {
    try {
      const folder = await (await root()).getDirectoryHandle(FOLDER, { create: true });
      const probe = await folder.getFileHandle('.probe', { create: true });
      const writes = 'createWritable' in probe;
      await folder.removeEntry('.probe').catch(() => undefined);
      return writes ? new OpfsFiles(folder) : null;
    } catch {
      return null;
    }
  }

  async write(id: string, file: Blob): Promise<void> {
    const handle = await this.#folder.getFileHandle(id + ENDING, { create: true });
    const writable = await handle.createWritable();
    // Written whole: of a stream of bytes, WebKit writes the whole buffer behind each chunk (github.com/Vanilagy/mediabunny/issues/459).
    await writable.write(file);
    // The file is replaced only now, so it never holds half a film.
    await writable.close();
  }

  async read(id: string): Promise<Blob | null> {
    try {
      const file = await (await this.#folder.getFileHandle(id + ENDING)).getFile();
      // Files of the origin private file system have no type; a slice shares the bytes.
      return file.slice(0, file.size, 'video/mp4');
    } catch (thrown) {
      if (isNotFound(thrown)) return null;
      throw thrown;
    }
  }

  async remove(id: string): Promise<void> {
    try {
      await this.#folder.removeEntry(id + ENDING);
    } catch (thrown) {
      if (!isNotFound(thrown)) throw thrown;
    }
  }

  async list(): Promise<readonly { id: string; writtenAt: number }[]> {
    const found: { id: string; writtenAt: number }[] = [];
    for await (const [name, handle] of this.#folder.entries()) {
      if (handle.kind !== 'file' || !name.endsWith(ENDING)) continue;
      const { lastModified } = await handle.getFile();
      found.push({ id: name.slice(0, -ENDING.length), writtenAt: lastModified });
    }
    return found;
  }
}

const isNotFound = (thrown: unknown): boolean => thrown instanceof DOMException && thrown.name === 'NotFoundError';
