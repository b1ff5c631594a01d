import type { Consent } from '../../contract/generator.js';
import { LOCAL_PACK_SCHEME } from '../../contract/pack-store.js';
import { Failure } from '../../contract/errors/failure.js';
import { cancelled } from '../lib/to-kinora-error.js';
import { anySignal } from '../lib/any-signal.js';
import type { FetchOptions } from './fetch-file.js';
import { MemoryFile, type RandomFile } from '../lib/random-file.js';
import type { FileStore } from './file-store.js';
import { decodeManifest } from './decode-manifest.js';
import { isOfThisSite, notReached, refused } from './server-faults.js';
import { PackRecords, type PackRecord } from './pack-records.js';
import type { SettledManifest } from './hub/settle-hub-pack.js';
import { verifyBlob, type FileEntry } from './verify-file.js';

/** All that the store needs of the browser, so that it runs in Node with fakes. */
export interface PackStoragePlatform {
  /** Null where nothing can be kept. */
  readonly fileStore: FileStore | null;
  readonly fetch: FetchOptions['fetch'];
  readonly wait: FetchOptions['wait'];
  /** Runs `work` while no other tab or worker holds the lock `name`. */
  readonly lock: <T>(name: string, signal: AbortSignal, work: () => Promise<T>) => Promise<T>;
  /** Bytes that this site may still store; null where the browser does not tell. */
  readonly freeBytes: () => Promise<number | null>;
  /** Bytes that this site stores; null where the browser does not tell. */
  readonly usedBytes: () => Promise<number | null>;
}

/** Where the files of a pack come from. */
export interface PackSource {
  readonly packUrl: string;
  /** The text of its `pack.json`. */
  readonly source: string;
  /** Where its files are, where that is not the folder of `pack.json`. */
  readonly filesUrl?: string;
  /** The text of the hub pack that `source` was made of. */
  readonly template?: string | undefined;
}

type OnBytes = (received: number) => void;

/** Connections at once: enough to fill a line with, few enough for a small server. */
const PARALLEL_FETCHES = 3;
/** Patience with the network for a manifest of which there is a copy here, in milliseconds. */
const MANIFEST_PATIENCE_MS = 5000;
/** Files from this size on are hashed once a visit. */
const HASHED_ONCE_BYTES = 2 ** 28;
/** In the text of every hub pack. */
const HUB_PACK_MARK = 'kinora-hub-pack/';
/** Room that is left over for the browser's own bookkeeping. */
const SPARE_BYTES = 1 << 20;

/**
 * The files of packs on this device, each under its SHA-256. A file that is shorter than its manifest says is one that
 * is still coming, also after a restart. Without a fileStore everything works, and everything is fetched each time.
 */
export class PackStorage {
  readonly platform: PackStoragePlatform;
  readonly records: PackRecords | null;
  /** SHA-256 of the large files that were found whole in this visit. */
  readonly #hashed = new Set<string>();
  /** Manifests of the hub packs that were asked for in this visit. */
  readonly #settled = new Map<string, string>();

  constructor(parts: PackStoragePlatform) {
    this.platform = parts;
    this.records = parts.fileStore === null ? null : new PackRecords(parts.fileStore);
  }

  /**
   * The text of `pack.json`: from the network, or as it was kept when the network does not answer. A hub pack that is kept stays what it was
   * when it was fetched; of any other its hub is asked, with `consent`.
   * @throws Failure `folder-pack-gone`, `pack-file-not-found` or `manifest-interrupted`; as {@link settleHubPack}
   */
  async manifest(folder: URL, signal?: AbortSignal, consent?: Consent): Promise<SettledManifest> {
    const kept = (await this.records?.find(folder.href)) ?? null;
    if (folder.protocol === LOCAL_PACK_SCHEME) {
      if (kept !== null) return kept;
      throw Failure.because('folder-pack-gone', {});
    }
    const signals = [...(signal ? [signal] : []), ...(kept === null ? [] : [AbortSignal.timeout(MANIFEST_PATIENCE_MS)])];
    let source: string;
    try {
      source = await this.#fetchManifest(new URL('pack.json', folder), anySignal(signals));
    } catch (error) {
      if (kept === null || signal?.aborted === true) throw error;
      return kept;
    }
    if (kept !== null && kept.template === source) return kept;
    if (!source.includes(HUB_PACK_MARK)) return { source };
    // Few visits choose a model of a hub.
    const { settleHubPack } = await import('./hub/settle-hub-pack.js');
    return settleHubPack(source, consent, this.#settled, this.platform.fetch, signal ?? new AbortController().signal);
  }

  /** Bytes of `entries` that are not here yet. */
  async missingBytes(entries: readonly FileEntry[]): Promise<number> {
    const sizes = (await this.platform.fileStore?.list()) ?? new Map<string, number>();
    return distinct(entries).reduce((sum, { sha256, bytes }) => sum + Math.max(0, bytes - (sizes.get(sha256) ?? 0)), 0);
  }

  /** Whether `missing` bytes more can be kept here. */
  async hasRoomFor(missing: number): Promise<boolean> {
    const { fileStore, freeBytes } = this.platform;
    if (missing === 0) return true;
    const free = await freeBytes();
    if (fileStore === null || (free !== null && missing + SPARE_BYTES > free)) return false;
    return fileStore.hasRoomFor(missing + SPARE_BYTES);
  }

  /**
   * Fetches what is missing of `entries` and keeps it, several files at once. Does nothing without a fileStore.
   * @param onBytes hears how many bytes of all entries together are here
   * @throws Failure `no-room-for-pack` before anything is fetched; as {@link fetchFile}
   */
  fetchAll(pack: PackSource, entries: readonly FileEntry[], signal: AbortSignal, onBytes: OnBytes): Promise<void> {
    return this.#keepAll(pack, entries, signal, onBytes, (entry, stop, tell) => this.#keepFile(pack.filesUrl ?? pack.packUrl, entry, stop, tell));
  }

  /** The same for files that are not fetched but here already, such as those of a picked folder. */
  copyAll(
    pack: PackSource,
    entries: readonly FileEntry[],
    blobOf: (entry: FileEntry) => Blob,
    signal: AbortSignal,
    onBytes: OnBytes,
  ): Promise<void> {
    return this.#keepAll(pack, entries, signal, onBytes, (entry, stop, tell) =>
      this.#withFile(entry, stop, async (file) => {
        const tools = { ...this.#tools(stop, tell), fetch: () => Promise.resolve(new Response(blobOf(entry))) };
        const { fetchFile } = await loadFetch();
        await fetchFile(file, new URL(entry.file, pack.packUrl), entry, tools);
      }),
    );
  }

  async #keepAll(
    pack: PackSource,
    entries: readonly FileEntry[],
    signal: AbortSignal,
    onBytes: OnBytes,
    keepFile: (entry: FileEntry, stop: AbortSignal, tell: OnBytes) => Promise<void>,
  ): Promise<void> {
    const { records } = this;
    if (records === null) return;
    await this.#makeSureOfRoom(entries);
    const known = await records.find(pack.packUrl);
    // Files for another backend stay known as long as the pack is the same.
    const before = known?.source === pack.source ? known.files : [];
    await records.put({ packUrl: pack.packUrl, source: pack.source, template: pack.template, files: distinct([...entries, ...before]) });

    const received = new Map(await this.platform.fileStore?.list());
    const tell = (sha256: string, bytes: number): void => {
      received.set(sha256, bytes);
      onBytes(entries.reduce((sum, entry) => sum + Math.min(entry.bytes, received.get(entry.sha256) ?? 0), 0));
    };
    const waiting = distinct(entries);
    const fetchNext = async (stop: AbortSignal): Promise<void> => {
      for (let entry = waiting.shift(); entry !== undefined; entry = waiting.shift()) {
        const { sha256 } = entry;
        await keepFile(entry, stop, (bytes) => tell(sha256, bytes));
      }
    };
    // The first failure ends the other connections too, and what they brought stays.
    const failed = new AbortController();
    const stop = anySignal([signal, failed.signal]);
    const lines = Array.from({ length: PARALLEL_FETCHES }, () =>
      fetchNext(stop).catch((error: unknown) => {
        if (!failed.signal.aborted) failed.abort(error);
      }),
    );
    await Promise.all(lines);
    if (signal.aborted) throw cancelled();
    if (failed.signal.aborted) throw asFailure(failed.signal.reason);
    await records.sweep();
  }

  /** The content of {@link open}. */
  async read(filesUrl: string, entry: FileEntry, keep: boolean, signal: AbortSignal, onBytes: OnBytes): Promise<Uint8Array<ArrayBuffer>> {
    return new Uint8Array(await (await this.open(filesUrl, entry, keep, signal, onBytes)).arrayBuffer());
  }

  /**
   * A verified file: as kept, or from the network. A kept file that rotted is fetched again, alone.
   * @param filesUrl the folder that its path is relative to
   * @param keep whether what has to be fetched is kept
   * @throws Failure `folder-file-gone` or `no-room-for-pack`; as {@link fetchFile}
   */
  async open(filesUrl: string, entry: FileEntry, keep: boolean, signal: AbortSignal, onBytes: OnBytes): Promise<Blob> {
    const { fileStore } = this.platform;
    for (let tries = 0; fileStore !== null && tries < 2; tries++) {
      const kept = await fileStore.file(entry.sha256).catch(() => null);
      if (kept !== null && (await this.#isWhole(entry, kept))) {
        onBytes(kept.size);
        return kept;
      }
      if (!keep) break;
      // Complete but wrong: it must go, or its length would pass for the whole file.
      if (kept !== null && kept.size >= entry.bytes) await fileStore.remove(entry.sha256);
      await this.#keepFile(filesUrl, entry, signal, onBytes);
    }
    const file = new MemoryFile(entry.bytes + 1);
    await this.#fetchFile(file, filesUrl, entry, signal, onBytes);
    return new Blob([file.content]);
  }

  /** Large files are hashed once a visit, because that takes longer than to load them. */
  async #isWhole(entry: FileEntry, file: Blob): Promise<boolean> {
    if (file.size === entry.bytes && this.#hashed.has(entry.sha256)) return true;
    try {
      await verifyBlob(entry, file);
    } catch {
      return false;
    }
    if (file.size >= HASHED_ONCE_BYTES) this.#hashed.add(entry.sha256);
    return true;
  }

  /** Deletes a pack, except for files that another one shares. */
  async remove(packUrl: string): Promise<void> {
    await this.records?.remove(packUrl);
    await this.records?.sweep();
  }

  async #keepFile(filesUrl: string, entry: FileEntry, signal: AbortSignal, onBytes: OnBytes): Promise<void> {
    const size = (await this.platform.fileStore?.list())?.get(entry.sha256);
    if (size === entry.bytes) onBytes(size);
    else await this.#withFile(entry, signal, (file) => this.#fetchFile(file, filesUrl, entry, signal, onBytes));
    // It was hashed as it came.
    if (size !== entry.bytes && entry.bytes >= HASHED_ONCE_BYTES) this.#hashed.add(entry.sha256);
  }

  /** Two tabs that want the same file take turns; the second finds it complete. */
  async #withFile(entry: FileEntry, signal: AbortSignal, work: (file: RandomFile) => Promise<void>): Promise<void> {
    const { fileStore, lock } = this.platform;
    if (fileStore === null) return;
    await lock(`kinora-pack-file-${entry.sha256}`, signal, async () => {
      const file = await fileStore.open(entry.sha256);
      try {
        await work(file);
      } catch (error) {
        throw isQuota(error) ? diskFull(entry.bytes - file.size(), await this.platform.freeBytes(), error) : error;
      } finally {
        try {
          file.flush();
        } finally {
          file.close();
        }
      }
    });
  }

  async #fetchFile(file: RandomFile, filesUrl: string, entry: FileEntry, signal: AbortSignal, onBytes: OnBytes): Promise<void> {
    if (filesUrl.startsWith(LOCAL_PACK_SCHEME)) {
      throw Failure.because('folder-file-gone', { file: entry.file });
    }
    const { fetchFile } = await loadFetch();
    await fetchFile(file, new URL(entry.file, entry.base ?? filesUrl), entry, this.#tools(signal, onBytes));
  }

  async #fetchManifest(url: URL, signal: AbortSignal): Promise<string> {
    try {
      // Always asked for anew: a pack that was published again under the same address is a new pack.
      const response = await this.platform.fetch(url, { signal, cache: 'no-cache' });
      if (!response.ok) throw refused(url, response.status);
      return decodeManifest(new Uint8Array(await response.arrayBuffer()));
    } catch (error) {
      throw error instanceof Failure ? error : isOfThisSite(url) ? Failure.because('manifest-interrupted', {}, error) : notReached(url, error);
    }
  }

  async #makeSureOfRoom(entries: readonly FileEntry[]): Promise<void> {
    const missing = await this.missingBytes(entries);
    if (!(await this.hasRoomFor(missing))) throw diskFull(missing + SPARE_BYTES, await this.platform.freeBytes());
  }

  #tools(signal: AbortSignal, onBytes: OnBytes): FetchOptions {
    return { fetch: this.platform.fetch, wait: this.platform.wait, signal, onBytes };
  }
}

/** How much of a kept pack is here, in bytes. */
export function bytesHere({ files }: Pick<PackRecord, 'files'>, sizes: ReadonlyMap<string, number>): number {
  return files.reduce((sum, { sha256, bytes }) => sum + Math.min(bytes, sizes.get(sha256) ?? 0), 0);
}

/** Only a download needs it, so it is no part of the first visit. */
const loadFetch = () => import('./fetch-file.js');

export function distinct(entries: readonly FileEntry[]): FileEntry[] {
  return [...new Map(entries.map((entry) => [entry.sha256, entry])).values()];
}

function diskFull(needed: number, free: number | null, cause?: unknown): Failure {
  return Failure.because('no-room-for-pack', { neededBytes: needed, freeBytes: free }, cause);
}

const isQuota = (error: unknown): boolean => error instanceof DOMException && error.name === 'QuotaExceededError';

const asFailure = (reason: unknown): Error => (reason instanceof Error ? reason : new Error(String(reason)));
