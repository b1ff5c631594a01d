import type { PackManifest } from '../../../contract/pack.js';
import { Failure } from '../pipeline/failure.js';
import { fetchFile } from './fetch-file.js';
import type { FileCache } from './file-cache.js';
import { parseManifest } from './manifest-schema.js';
import { verifyFile, type FileEntry } from './verify-file.js';

/** A pack at an address: its manifest is read, its files come when asked for, each one verified. */
export class PackReader {
  readonly manifest: PackManifest;
  readonly #folder: URL;
  readonly #cache: FileCache;

  private constructor(manifest: PackManifest, folder: URL, cache: FileCache) {
    this.manifest = manifest;
    this.#folder = folder;
    this.#cache = cache;
  }

  /**
   * @param packUrl the folder that holds `pack.json`, with or without a slash at its end
   * @throws Failure `bad-pack`, `pack-missing` or `network`
   */
  static async open(packUrl: string, cache: FileCache, signal?: AbortSignal): Promise<PackReader> {
    const folder = parseFolder(packUrl);
    const source = await fetchFile(new URL('pack.json', folder), signal);
    return new PackReader(parseManifest(new TextDecoder().decode(source)), folder, cache);
  }

  /** @throws Failure `bad-pack`, `pack-missing` or `network` */
  async read(entry: FileEntry, signal?: AbortSignal, onBytes?: (received: number) => void): Promise<Uint8Array<ArrayBuffer>> {
    const kept = await this.#cache.get(entry.sha256);
    if (kept && (await isWhole(entry, kept))) {
      onBytes?.(kept.length);
      return kept;
    }
    const bytes = await fetchFile(new URL(entry.file, this.#folder), signal, onBytes);
    await verifyFile(entry, bytes);
    await this.#cache.put(entry.sha256, bytes);
    return bytes;
  }
}

/** Storage can rot or be meddled with; a kept file that does not verify is fetched again. */
async function isWhole(entry: FileEntry, bytes: Uint8Array<ArrayBuffer>): Promise<boolean> {
  try {
    await verifyFile(entry, bytes);
    return true;
  } catch {
    return false;
  }
}

function parseFolder(packUrl: string): URL {
  try {
    return new URL(packUrl.endsWith('/') ? packUrl : `${packUrl}/`);
  } catch {
    throw new Failure(
      'pack-missing',
      `"${packUrl}" is not an address of a pack.`,
      'Give the full address of the folder that holds pack.json.',
    );
  }
}
