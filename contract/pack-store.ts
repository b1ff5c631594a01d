import type { Result } from './errors.js';
import type { BackendName } from './names.js';
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
}

/** What is known of a pack before its files are fetched. */
export interface PackOffer {
  /** Address of the folder, with a slash at its end. */
  readonly packUrl: string;
  readonly summary: PackSummary;
  /** Bytes that are not on this device yet; 0 when all is here. */
  readonly missingBytes: number;
  /** Bytes that this site may still store as the browser says, or null where it does not. */
  readonly freeBytes: number | null;
  /** Whether the missing bytes can be kept, found out by asking for the room; some browsers tell `freeBytes` falsely. */
  readonly fits: boolean;
  /** Whether this browser gives the page file storage at all; without it nothing fits. */
  readonly storage: boolean;
}

/** A pack of which at least a part is on this device. */
export interface KeptPack {
  readonly packUrl: string;
  readonly id: string;
  readonly version: string;
  readonly title: string;
  readonly license: string;
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
  /** Reads the manifest, from the network or else as it was kept. Fetches nothing more. */
  look(packUrl: string, device: PackDevice): Promise<Result<PackOffer>>;
  list(): Promise<PackInventory>;
  /**
   * Fetches what is missing and keeps it; goes on where an earlier fetch stopped.
   * Fails with `disk-full` before anything is fetched when there is no room, and with `cancelled` when paused.
   */
  fetch(packUrl: string, device: PackDevice, onEvent: (event: PackFetchEvent) => void): Promise<Result<KeptPack>>;
  /** Stops a running fetch; what came so far stays. */
  pause(packUrl: string): Promise<void>;
  /** Deletes a pack's files, except those that another kept pack shares. */
  remove(packUrl: string): Promise<Result<PackInventory>>;
  /** Copies a pack out of a picked folder. Its `packUrl` starts with {@link LOCAL_PACK_SCHEME}. */
  addFolder(files: readonly LocalFile[], device: PackDevice, onEvent: (event: PackFetchEvent) => void): Promise<Result<KeptPack>>;
}
