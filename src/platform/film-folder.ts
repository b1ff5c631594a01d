/** A folder of a person's own that films are written into, through the File System Access API of Chromium. */
import { openDB } from 'idb';

type Permission = 'granted' | 'denied' | 'prompt';

/** What TypeScript does not declare of the API. */
interface Folder extends FileSystemDirectoryHandle {
  queryPermission(mode: { mode: 'readwrite' }): Promise<Permission>;
  requestPermission(mode: { mode: 'readwrite' }): Promise<Permission>;
}

type Picker = (options: { id: string; mode: 'readwrite' }) => Promise<Folder>;

const MODE = { mode: 'readwrite' } as const;
const DATABASE = 'kinora-folder';
const STORE = 'folder';
const KEY = 'films';

const pickerOf = (page: object): Picker | null => ('showDirectoryPicker' in page ? (page.showDirectoryPicker as Picker) : null);

export const canSaveToFolder = (): boolean => pickerOf(window) !== null && window.self === window.top;

/** A folder that was chosen. Browsers ask again on a later visit before anything is written. */
export interface FilmFolder {
  readonly name: string;
  allowed(): Promise<boolean>;
  /** Asks the person; only right after a click. */
  ask(): Promise<boolean>;
  /** Writes `file` under the first of `names` that is free. Resolves with that name; rejects when it cannot be written. */
  write(file: Blob, names: Iterable<string>): Promise<string>;
}

/** Null when the person chose none. */
export async function pickFolder(): Promise<FilmFolder | null> {
  const handle = await pickerOf(window)?.call(window, { id: 'kinora-films', ...MODE }).catch(() => null);
  if (handle === null || handle === undefined) return null;
  await remember(handle);
  return folderOf(handle);
}

/** The folder of an earlier visit; null when there is none. */
export async function rememberedFolder(): Promise<FilmFolder | null> {
  const database = await open();
  const handle = (await database.get(STORE, KEY)) as Folder | undefined;
  database.close();
  return handle === undefined ? null : folderOf(handle);
}

export const forgetFolder = (): Promise<void> => remember(null);

async function remember(handle: Folder | null): Promise<void> {
  const database = await open();
  await (handle === null ? database.delete(STORE, KEY) : database.put(STORE, handle, KEY));
  database.close();
}

const open = () => openDB(DATABASE, 1, { upgrade: (database) => void database.createObjectStore(STORE) });

function folderOf(handle: Folder): FilmFolder {
  return {
    name: handle.name,
    allowed: async () => (await handle.queryPermission(MODE)) === 'granted',
    ask: async () => (await handle.requestPermission(MODE)) === 'granted',
    write: async (file, names) => {
      for (const name of names) {
        const taken = await handle.getFileHandle(name).then(() => true, (thrown: unknown) => !(thrown instanceof DOMException && thrown.name === 'NotFoundError'));
        if (taken) continue;
        const writable = await (await handle.getFileHandle(name, { create: true })).createWritable();
        await writable.write(file);
        await writable.close();
        return name;
      }
      throw new Error('No name is free.');
    },
  };
}
