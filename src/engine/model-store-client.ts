import * as Comlink from 'comlink';
import type { Result } from '../../contract/errors.js';
import type { Consent } from '../../contract/generator.js';
import type { KeptPack, LocalFile, PackChoices, PackDevice, PackFetchEvent, PackInventory, PackOffer, PackStoreApi } from '../../contract/pack-store.js';
import { settle } from './settle.js';
import { WorkerLink, type WorkerLike } from './worker-link.js';

type Listener = (event: PackFetchEvent) => void;

/** The store of packs as the page uses it: its worker starts at the first call, and again after a crash. */
export class ModelStoreClient implements PackStoreApi {
  readonly #startWorker: () => WorkerLike;
  #link: WorkerLink<PackStoreApi> | null = null;

  constructor(startWorker: () => WorkerLike) {
    this.#startWorker = startWorker;
  }

  look(packUrl: string, device: PackDevice, consent?: Consent): Promise<Result<PackOffer>> {
    return this.#ask((api) => api.look(packUrl, device, consent));
  }

  choices(catalogueUrl: string, device: PackDevice, used: readonly string[]): Promise<Result<PackChoices>> {
    return this.#ask((api) => api.choices(catalogueUrl, device, used));
  }

  /** Where the worker cannot run, nothing is kept either. */
  list(): Promise<PackInventory> {
    return this.#current()
      .call((api) => api.list())
      .catch(() => ({ packs: [], usedBytes: null, freeBytes: null }));
  }

  fetch(packUrl: string, device: PackDevice, onEvent: Listener, consent?: Consent): Promise<Result<KeptPack>> {
    return this.#ask((api) => api.fetch(packUrl, device, Comlink.proxy(onEvent), consent));
  }

  pause(packUrl: string): Promise<void> {
    return this.#current()
      .call((api) => api.pause(packUrl))
      .catch(() => undefined);
  }

  remove(packUrl: string): Promise<Result<PackInventory>> {
    return this.#ask((api) => api.remove(packUrl));
  }

  addFolder(files: readonly LocalFile[], device: PackDevice, onEvent: Listener): Promise<Result<KeptPack>> {
    return this.#ask((api) => api.addFolder(files, device, Comlink.proxy(onEvent)));
  }

  #ask<T>(call: (api: PackStoreApi) => Promise<Result<T>>): Promise<Result<T>> {
    return settle(async () => this.#current().call(call), 'model-store');
  }

  #current(): WorkerLink<PackStoreApi> {
    this.#link ??= new WorkerLink<PackStoreApi>(
      this.#startWorker(),
      () => {
        this.#link = null;
      },
      'model-store',
    );
    return this.#link;
  }
}
