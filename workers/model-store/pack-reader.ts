import type { PackManifest } from '../../contract/pack/manifest.js';
import { LOCAL_PACK_SCHEME } from '../../contract/pack-store.js';
import { Failure } from '../../contract/errors/failure.js';
import { readManifest } from '../../contract/pack/read-manifest.js';
import type { PackStorage } from './pack-storage.js';
import type { FileEntry } from './verify-file.js';

type OnBytes = (received: number) => void;

/** A pack at an address: its manifest is read, its files come when asked for, each one verified. */
export class PackReader {
  readonly manifest: PackManifest;
  readonly #source: string;
  readonly #folder: URL;
  /** The folder that its files are in. */
  readonly #filesUrl: string;
  readonly #store: PackStorage;
  #keep: boolean | undefined;

  private constructor(manifest: PackManifest, source: string, folder: URL, store: PackStorage, keep: boolean | undefined) {
    this.manifest = manifest;
    this.#source = source;
    this.#folder = folder;
    // What came from a folder of this device is all in that folder.
    const { base } = this.manifest;
    this.#filesUrl = base === undefined || folder.protocol === LOCAL_PACK_SCHEME ? folder.href : base;
    this.#store = store;
    this.#keep = keep;
  }

  /**
   * @param packUrl the folder that holds `pack.json`, with or without a slash at its end
   * @param keep whether what is fetched is kept for the next visit; absent: when there is room
   * @throws Failure `bad-pack`, `pack-missing` or `network`
   */
  static async open(packUrl: string, store: PackStorage, signal?: AbortSignal, keep?: boolean): Promise<PackReader> {
    const folder = parseFolder(packUrl);
    const source = await store.manifest(folder, signal);
    return new PackReader(await readManifest(source), source, folder, store, keep);
  }

  get folder(): string {
    return this.#folder.href;
  }

  missingBytes(entries: readonly FileEntry[]): Promise<number> {
    return this.#store.missingBytes(entries);
  }

  /** Fetches what is missing of `entries` to this device, several at once; nothing when nothing is to be kept. */
  async fetchAll(entries: readonly FileEntry[], signal: AbortSignal, onBytes: OnBytes): Promise<void> {
    if (this.#keep === false) return;
    try {
      await this.#store.fetchAll({ packUrl: this.folder, source: this.#source, filesUrl: this.#filesUrl }, entries, signal, onBytes);
    } catch (error) {
      const mayDoWithout = this.#keep === undefined && error instanceof Failure && error.error.code === 'no-room-for-pack';
      if (!mayDoWithout) throw error;
      this.#keep = false;
    }
  }

  /** @throws Failure as {@link PackStorage.read} */
  read(entry: FileEntry, signal: AbortSignal, onBytes: OnBytes = () => undefined): Promise<Uint8Array<ArrayBuffer>> {
    return this.#store.read(this.#filesUrl, entry, this.#keep !== false, signal, onBytes);
  }

  /** @throws Failure as {@link PackStorage.open} */
  open(entry: FileEntry, signal: AbortSignal, onBytes: OnBytes = () => undefined): Promise<Blob> {
    return this.#store.open(this.#filesUrl, entry, this.#keep !== false, signal, onBytes);
  }
}

function parseFolder(packUrl: string): URL {
  const slashed = packUrl.endsWith('/') ? packUrl : `${packUrl}/`;
  try {
    return new URL(slashed);
  } catch {
    throw Failure.because('pack-address-malformed', { address: packUrl });
  }
}
