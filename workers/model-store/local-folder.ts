import { LOCAL_PACK_SCHEME, type LocalFile } from '../../contract/pack-store.js';
import { Failure } from '../../contract/errors/failure.js';
import { sha256Hex } from '../lib/sha256-hex.js';
import { decodeManifest } from './decode-manifest.js';
import type { FileEntry } from './verify-file.js';

/** A pack in a folder that a person picked. */
export interface LocalFolder {
  /** The same folder again is the same pack. */
  readonly packUrl: string;
  /** The text of its `pack.json`. */
  readonly source: string;
  /** @throws Failure `folder-lacks-file` */
  readonly blobsFor: (entries: readonly FileEntry[]) => (entry: FileEntry) => Blob;
}

/** @throws Failure `folder-lacks-manifest` */
export async function openLocalFolder(files: readonly LocalFile[]): Promise<LocalFolder> {
  const { folder, source } = await findManifest(files);
  const blobs = new Map(files.map(({ path, blob }) => [path, blob]));
  return {
    packUrl: `${LOCAL_PACK_SCHEME}//${(await sha256Hex(new TextEncoder().encode(source))).slice(0, 16)}/`,
    source,
    blobsFor: (entries) => {
      const absent = entries.find(({ file }) => !blobs.has(folder + file));
      if (absent) throw Failure.because('folder-lacks-file', { file: absent.file });
      return (entry) => blobs.get(folder + entry.file) ?? new Blob();
    },
  };
}

/** The `pack.json` nearest to what was picked, and the folder it lies in ("" or with a slash at its end). */
async function findManifest(files: readonly LocalFile[]): Promise<{ folder: string; source: string }> {
  const depth = (path: string): number => path.split('/').length;
  const [nearest] = files.filter(({ path }) => /(^|\/)pack\.json$/.test(path)).sort((a, b) => depth(a.path) - depth(b.path));
  if (!nearest) throw Failure.because('folder-lacks-manifest', {});
  return { folder: nearest.path.slice(0, -'pack.json'.length), source: decodeManifest(new Uint8Array(await nearest.blob.arrayBuffer())) };
}
