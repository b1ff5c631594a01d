import type { KinoraError } from '../../../contract/errors.js';
import type { PackChoices, PackInventory, PackOffer, PackStoreApi } from '../../../contract/pack-store.js';
import type { Studio } from '../../store/studio.js';
import type { ModelRole } from './model-pair.js';
import type { PackOrigin } from './pack-address.js';
import type { WantedModels } from './restore/find-models.js';

export interface DownloadProgress {
  readonly doneBytes: number;
  readonly totalBytes: number;
}

/** A model that somebody proposed and the person has not agreed to yet. */
export interface ModelProposal {
  readonly packUrl: string;
  readonly origin: PackOrigin;
  /** What it is to do; null: all that it can. */
  readonly role: ModelRole | null;
  /** Null until the person lets its description be fetched. */
  readonly offer: PackOffer | null;
}

/** What using the models in use would fetch. */
export interface CurrentOffer extends PackOffer {
  /** Of what a film waits for, that for the model that draws alone, which a film from a picture does without. */
  readonly drawMissingToStart: number;
}

export interface ModelLibraryState {
  /** Null until it was read. */
  readonly inventory: PackInventory | null;
  readonly fetching: Readonly<Record<string, DownloadProgress>>;
  readonly proposal: ModelProposal | null;
  /** While a description is fetched or a folder is read. */
  readonly busy: boolean;
  readonly error: KinoraError | null;
  /** Whether the browser promised not to clear this site's files by itself; null before it was asked. */
  readonly persisted: boolean | null;
  /** What using the model in use would fetch; null while unknown. */
  readonly current: CurrentOffer | null;
  /** What can be chosen; null until the dialog has asked. */
  readonly choices: PackChoices | null;
  /** The models of a film whose settings are in the form, as long as they are not those in use. */
  readonly wanted: WantedModels | null;
  readonly open: boolean;
  /** Whether a fetch is likely to be announced, known before the store of models has answered. */
  readonly expectsDownload: boolean;
}

/** Survives a visit. */
export interface ModelChoice {
  /** The model that was used last; null stands for the one that comes with the site. */
  readonly packUrl: string | null;
  /** The one that drew in its place, if there was one. */
  readonly drawPackUrl: string | null;
  /** Whether all that a film waits for was on this device. */
  readonly downloaded: boolean;
}

export interface KeptModelChoice {
  getState(): ModelChoice;
  setState(change: Partial<ModelChoice>): void;
}

export interface ModelLibraryOptions {
  readonly packStore: PackStoreApi;
  readonly studio: Studio;
  readonly pageUrl: string;
  /** The model that comes with the site. */
  readonly starterUrl: string;
  /** Asks the browser to keep this site's files for good. */
  readonly persist: () => Promise<boolean>;
  /** What is kept on this device between visits. */
  readonly kept: KeptModelChoice;
  /** Requests nothing until it is asked to: for pages that a program drives. */
  readonly quiet?: boolean;
}
