import type { Consent } from '../../contract/generator.js';
import type { PackManifest } from '../../contract/pack/manifest.js';
import type { PackTable } from '../../contract/pack/table-schema.js';
import { LOCAL_PACK_SCHEME } from '../../contract/pack-store.js';
import { Failure } from '../../contract/errors/failure.js';
import { readManifest } from '../../contract/pack/read-manifest.js';
import type { SettledManifest } from './hub/settle-hub-pack.js';
import type { PackStorage } from './pack-storage.js';
import type { TableReader } from './table-reader.js';
import type { FileEntry } from './verify-file.js';

type OnBytes = (received: number) => void;

export interface PackReaderOptions {
  readonly signal?: AbortSignal;
  /** Whether what is fetched is kept for the next visit; absent: when there is room. */
  readonly keep?: boolean | undefined;
  readonly consent?: Consent | undefined;
}

/** A pack at an address: its manifest is read, its files come when asked for, each one verified. */
export class PackReader {
  readonly manifest: PackManifest;
  readonly #text: SettledManifest;
  readonly #folder: URL;
  /** The folder that its files are in. */
  readonly #filesUrl: string;
  readonly #store: PackStorage;
  readonly #consent: Consent | undefined;
  #keep: boolean | undefined;
  #tables: Promise<TableReader> | null = null;

  private constructor(manifest: PackManifest, text: SettledManifest, folder: URL, store: PackStorage, { keep, consent }: PackReaderOptions) {
    this.manifest = manifest;
    this.#text = text;
    this.#consent = consent;
    this.#folder = folder;
    // What came from a folder of this device is all in that folder.
    const { base } = this.manifest;
    this.#filesUrl = base === undefined || folder.protocol === LOCAL_PACK_SCHEME ? folder.href : base;
    this.#store = store;
    this.#keep = keep;
  }

  /**
   * @param packUrl the folder that holds `pack.json`, with or without a slash at its end
   * @throws Failure `bad-pack`, `pack-missing` or `network`; as {@link PackStorage.manifest}
   */
  static async open(packUrl: string, store: PackStorage, options: PackReaderOptions = {}): Promise<PackReader> {
    const folder = parseFolder(packUrl);
    const text = await store.manifest(folder, options.signal, options.consent);
    return new PackReader(await readManifest(text.source), text, folder, store, options);
  }

  get folder(): string {
    return this.#folder.href;
  }

  missingBytes(entries: readonly FileEntry[]): Promise<number> {
    return this.#store.missingBytes(entries);
  }

  /** Fetches what is missing of `entries` to this device, several at once; nothing when nothing is to be kept. */
  async fetchAll(entries: readonly FileEntry[], signal: AbortSignal, onBytes: OnBytes): Promise<void> {
    await this.#requireLicence();
    if (this.#keep === false) return;
    try {
      await this.#store.fetchAll({ packUrl: this.folder, ...this.#text, filesUrl: this.#filesUrl }, entries, signal, onBytes);
    } catch (error) {
      const mayDoWithout = this.#keep === undefined && error instanceof Failure && error.error.code === 'no-room-for-pack';
      if (!mayDoWithout) throw error;
      this.#keep = false;
    }
  }

  /** @throws Failure as {@link PackStorage.read} */
  async read(entry: FileEntry, signal: AbortSignal, onBytes: OnBytes = () => undefined): Promise<Uint8Array<ArrayBuffer>> {
    await this.#requireLicence();
    return this.#store.read(this.#filesUrl, entry, this.#keep !== false, signal, onBytes);
  }

  /** @throws Failure as {@link PackStorage.open} */
  async open(entry: FileEntry, signal: AbortSignal, onBytes: OnBytes = () => undefined): Promise<Blob> {
    await this.#requireLicence();
    return this.#store.open(this.#filesUrl, entry, this.#keep !== false, signal, onBytes);
  }

  /** @throws Failure as {@link TableReader.read} */
  async readRows(table: PackTable, rows: readonly number[], signal: AbortSignal): Promise<Uint8Array<ArrayBuffer>> {
    await this.#requireLicence();
    // Only a film needs it, so it is no part of what a first visit waits for.
    this.#tables ??= import('./table-reader.js').then((module) => new module.TableReader(this.#store, this.#filesUrl));
    return (await this.#tables).read(table, rows, this.#keep !== false, signal);
  }

  /**
   * Asked before a byte of a file is fetched. What began to be kept under the same licence was accepted then.
   * @throws Failure `licence-not-accepted`
   */
  async #requireLicence(): Promise<void> {
    const { licence, title } = this.manifest;
    if (!licence.mustAccept || this.#consent === 'licence') return;
    const kept = await this.#store.records?.find(this.folder);
    if (kept?.manifest.licence.name === licence.name) return;
    throw Failure.because('licence-not-accepted', { title, licence: licence.name, url: licence.url ?? null });
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
