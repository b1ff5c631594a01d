import type { KinoraError, Result } from './errors.js';
import type { Consent } from './generator.js';
import type { BackendName } from './names.js';
import type { MemoryStage } from './pack/memory-stages.js';
import type { PackSummary } from './pack-summary.js';

/** Scheme of the address that a pack from a folder of this device is given; nothing is ever fetched from it. */
export const LOCAL_PACK_SCHEME = 'kinora-local:';

/** What decides which files of a pack a device uses. */
export interface PackDevice {
  readonly backend: BackendName;
  /** Optional WebGPU features, e.g. "shader-f16"; empty for WASM. */
  readonly features: readonly string[];
  /** Of the WebGPU adapter, in bytes; absent where nobody asked. */
  readonly limits?: { readonly maxBufferSize: number; readonly maxStorageBufferBindingSize: number };
  /** Device memory in GiB as the browser reports it, or null. It says nothing of a GPU. */
  readonly memoryGiB?: number | null;
}

/** A model that can be chosen: one that is kept here, or that the site offers. */
export interface PackChoice {
  readonly packUrl: string;
  readonly id: string;
  readonly version: string;
  readonly title: string;
  readonly description?: string;
  readonly licence: { readonly name: string; readonly url?: string; readonly mustAccept: boolean };
  readonly draws: boolean;
  readonly moves: boolean;
  /** Of a model that knows a list of words: how many things and motions. */
  readonly things: number;
  readonly motions: number;
  /** Pixels of its pictures or films. */
  readonly width: number;
  readonly height: number;
  /** Of the files that this device would use; about, as long as a hub was not asked. */
  readonly bytes: number;
  readonly exact: boolean;
  readonly doneBytes: number;
  /** The hub that its files lie at. */
  readonly host?: string;
  /** What its graphs need of a GPU. */
  readonly features: readonly string[];
  /** The most bytes that a stage of a film takes, with its graphs loaded. */
  readonly stages: readonly { readonly stage: MemoryStage; readonly bytes: number }[];
  /** Why it cannot run here. */
  readonly fault: KinoraError | null;
  /** Whether it may need more memory than the GPU of this device is likely to have. */
  readonly tight: boolean;
}

/** A model that a person makes with the converter on a machine of their own. */
export interface PackRecipe {
  readonly title: string;
  readonly description: string;
  readonly licence: { readonly name: string; readonly url?: string };
  readonly command: string;
  readonly draws: boolean;
  readonly moves: boolean;
}

export interface PackChoices {
  readonly packs: readonly PackChoice[];
  readonly recipes: readonly PackRecipe[];
}

/** What is known of a pack before its files are fetched. */
export interface PackOffer {
  /** Address of the folder, with a slash at its end. */
  readonly packUrl: string;
  readonly summary: PackSummary;
  /** Bytes that are not on this device yet; 0 when all is here. */
  readonly missingBytes: number;
  /** Of them, those that a film waits for. */
  readonly missingToStart: number;
  /** Bytes that this site may still store as the browser says, or null where it does not. */
  readonly freeBytes: number | null;
  /** Whether the missing bytes can be kept, found out by asking for the room; some browsers tell `freeBytes` falsely. */
  readonly fits: boolean;
  /** Whether this browser gives the page file storage at all; without it nothing fits. */
  readonly storage: boolean;
  /** The hub that its files lie at. */
  readonly host?: string;
  /** The commit of the hub that its files are of. */
  readonly revision?: string;
}

/** A pack of which at least a part is on this device. */
export interface KeptPack {
  readonly packUrl: string;
  readonly id: string;
  readonly version: string;
  readonly title: string;
  readonly license: string;
  readonly draws: boolean;
  readonly moves: boolean;
  readonly bytes: number;
  /** Bytes that are here; less than `bytes` when the fetch was paused or broken off. */
  readonly doneBytes: number;
}

export interface PackInventory {
  readonly packs: readonly KeptPack[];
  /** Everything this site stores here, films included; null where the browser does not tell. */
  readonly usedBytes: number | null;
  readonly freeBytes: number | null;
}

export interface PackFetchEvent {
  readonly type: 'fetching';
  readonly packUrl: string;
  readonly doneBytes: number;
  readonly totalBytes: number;
}

/** A file of a folder that a person picked. */
export interface LocalFile {
  /** Relative to what was picked, with forward slashes: "my-pack/pack.json". */
  readonly path: string;
  readonly blob: Blob;
}

/**
 * The packs that are kept on this device. Every file is checked by size and SHA-256 as it comes and whenever it is
 * read; the hash of a large one once a visit.
 * No method throws or rejects for a foreseen failure.
 */
export interface PackStoreApi {
  /** Reads the manifest, from the network or else as it was kept. Fetches nothing more. A hub is asked only with `consent`. */
  look(packUrl: string, device: PackDevice, consent?: Consent): Promise<Result<PackOffer>>;
  /** What is kept, what the site's catalogue offers, and the packs in use, `used`. Asks no site but this one and theirs. */
  choices(catalogueUrl: string, device: PackDevice, used: readonly string[]): Promise<Result<PackChoices>>;
  list(): Promise<PackInventory>;
  /**
   * Fetches what is missing and keeps it; goes on where an earlier fetch stopped.
   * Fails with `disk-full` before anything is fetched when there is no room, and with `cancelled` when paused.
   */
  fetch(packUrl: string, device: PackDevice, onEvent: (event: PackFetchEvent) => void, consent?: Consent): Promise<Result<KeptPack>>;
  /** Stops a running fetch; what came so far stays. */
  pause(packUrl: string): Promise<void>;
  /** Deletes a pack's files, except those that another kept pack shares. */
  remove(packUrl: string): Promise<Result<PackInventory>>;
  /** Copies a pack out of a picked folder. Its `packUrl` starts with {@link LOCAL_PACK_SCHEME}. */
  addFolder(files: readonly LocalFile[], device: PackDevice, onEvent: (event: PackFetchEvent) => void): Promise<Result<KeptPack>>;
}
