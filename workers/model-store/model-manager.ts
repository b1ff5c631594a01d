import type { Consent } from '../../contract/generator.js';
import type { Result } from '../../contract/errors.js';
import {
  type KeptPack,
  type LocalFile,
  type PackChoices,
  type PackDevice,
  type PackFetchEvent,
  type PackInventory,
  type PackOffer,
  type PackStoreApi,
} from '../../contract/pack-store.js';
import { pickDefined } from '../../contract/lib/pick-defined.js';
import type { PackManifest } from '../../contract/pack/manifest.js';
import { asResult } from '../lib/as-result.js';
import { Failure } from '../../contract/errors/failure.js';
import { cancelled } from '../lib/to-kinora-error.js';
import { chooseVariants, filesOf, filesToStart, summarise, tablesOf } from './choose-variants.js';
import { readManifest } from '../../contract/pack/read-manifest.js';
import { PackReader } from './pack-reader.js';
import type { PackRecord, PackRecords } from './pack-records.js';
import { bytesHere, distinct, type PackStorage } from './pack-storage.js';
import type { FileEntry } from './verify-file.js';

type Listener = (event: PackFetchEvent) => unknown;

/** Pause between two reports of one fetch, in milliseconds. */
const TELL_EVERY_MS = 100;

/** What a person does with the packs on the device, without a model being loaded. */
export class ModelManager implements PackStoreApi {
  readonly #store: PackStorage;
  readonly #running = new Map<string, AbortController>();

  constructor(store: PackStorage) {
    this.#store = store;
  }

  choices(catalogueUrl: string, device: PackDevice, used: readonly string[]): Promise<Result<PackChoices>> {
    return asResult(async () => {
      // Few visits open the dialog of models.
      const { listChoices } = await import('./offers/list-choices.js');
      return listChoices(this.#store, catalogueUrl, device, used);
    });
  }

  look(packUrl: string, device: PackDevice, consent?: Consent): Promise<Result<PackOffer>> {
    return asResult(async () => {
      const pack = await PackReader.open(packUrl, this.#store, { consent });
      const chosen = chooseVariants(pack.manifest, device.backend, device);
      // Of one that a person thinks of choosing.
      const memory = consent && (await import('./offers/plan-memory.js')).planMemory(pack.manifest, chosen, device.backend, device);
      const missingBytes = await this.#store.missingBytes(filesOf(pack.manifest, chosen));
      return {
        packUrl: pack.folder,
        summary: summarise(pack.manifest, chosen, memory),
        missingBytes,
        missingToStart: await this.#store.missingBytes(filesToStart(pack.manifest, chosen)),
        freeBytes: await this.#store.platform.freeBytes(),
        fits: await this.#store.hasRoomFor(missingBytes),
        storage: this.#store.platform.fileStore !== null,
        ...placeOf(pack.manifest),
      };
    });
  }

  async list(): Promise<PackInventory> {
    const { fileStore, freeBytes, usedBytes } = this.#store.platform;
    const sizes = (await fileStore?.list()) ?? new Map<string, number>();
    const records = (await this.#store.records?.all()) ?? [];
    return {
      packs: records.map((record) => describe(record, sizes)),
      usedBytes: await usedBytes(),
      freeBytes: await freeBytes(),
    };
  }

  fetch(packUrl: string, device: PackDevice, onEvent: Listener, consent?: Consent): Promise<Result<KeptPack>> {
    return asResult(async () => {
      const pack = await PackReader.open(packUrl, this.#store, { keep: true, consent });
      const entries = filesFor(pack.manifest, device);
      return this.#run(pack.folder, entries, onEvent, (signal, onBytes) => pack.fetchAll(entries, signal, onBytes));
    });
  }

  pause(packUrl: string): Promise<void> {
    this.#running.get(packUrl)?.abort();
    return Promise.resolve();
  }

  remove(packUrl: string): Promise<Result<PackInventory>> {
    return asResult(async () => {
      await this.pause(packUrl);
      await this.#store.remove(packUrl);
      return this.list();
    });
  }

  addFolder(files: readonly LocalFile[], device: PackDevice, onEvent: Listener): Promise<Result<KeptPack>> {
    return asResult(async () => {
      const records = this.#requireRecords();
      // Few visits bring a folder.
      const { openLocalFolder } = await import('./local-folder.js');
      const { packUrl, source, blobsFor } = await openLocalFolder(files);
      const entries = filesFor(await readManifest(source), device);
      const blobOf = blobsFor(entries);
      return this.#run(packUrl, entries, onEvent, async (signal, onBytes) => {
        const knownBefore = (await records.find(packUrl)) !== null;
        try {
          await this.#store.copyAll({ packUrl, source }, entries, blobOf, signal, onBytes);
        } catch (error) {
          // Half a copy cannot be gone on with once the folder is out of reach.
          if (!knownBefore) await this.#store.remove(packUrl);
          throw error;
        }
      });
    });
  }

  #requireRecords(): PackRecords {
    const { records } = this.#store;
    if (records !== null) return records;
    throw Failure.because('no-storage-for-packs', {});
  }

  async #run(
    packUrl: string,
    entries: readonly FileEntry[],
    onEvent: Listener,
    work: (signal: AbortSignal, onBytes: (received: number) => void) => Promise<void>,
  ): Promise<KeptPack> {
    const records = this.#requireRecords();
    if (this.#running.has(packUrl)) throw Failure.because('pack-fetch-under-way', {});
    const abort = new AbortController();
    this.#running.set(packUrl, abort);
    const totalBytes = distinct(entries).reduce((sum, { bytes }) => sum + bytes, 0);
    let toldAt = 0;
    try {
      await work(abort.signal, (received) => {
        const doneBytes = Math.min(received, totalBytes);
        if (doneBytes < totalBytes && Date.now() - toldAt < TELL_EVERY_MS) return;
        toldAt = Date.now();
        void onEvent({ type: 'fetching', packUrl, doneBytes, totalBytes });
      });
    } catch (error) {
      throw abort.signal.aborted ? cancelled() : error;
    } finally {
      this.#running.delete(packUrl);
    }
    const record = await records.find(packUrl);
    if (record === null) throw Failure.because('pack-not-kept', {});
    return describe(record, (await this.#store.platform.fileStore?.list()) ?? new Map());
  }
}

/** Where the files of a pack lie, if not beside its manifest. */
function placeOf({ base, source }: PackManifest): Pick<PackOffer, 'host' | 'revision'> {
  return base === undefined ? {} : { host: new URL(base).host, ...pickDefined({ revision: source?.revision }) };
}

function filesFor(manifest: PackRecord['manifest'], device: PackDevice): readonly FileEntry[] {
  return filesOf(manifest, chooseVariants(manifest, device.backend, device));
}

function describe(record: PackRecord, sizes: ReadonlyMap<string, number>): KeptPack {
  const { id, version, title, licence, textToImage, imageToVideo } = record.manifest;
  // A film keeps what it waits for; the tables belong to the model all the same.
  const files = distinct([...record.files, ...tablesOf(record.manifest)]);
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  return { packUrl: record.packUrl, id, version, title, license: licence.name, draws: textToImage !== undefined, moves: imageToVideo !== undefined, bytes, doneBytes: bytesHere({ files }, sizes) };
}
