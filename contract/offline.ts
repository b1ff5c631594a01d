/**
 * What page and service worker say to each other, and the names that the generator shares with them.
 * The service worker keeps two sets of files: the shell (every visit needs it, so it is kept on the first) and the
 * files of ONNX Runtime (megabytes, and each browser needs one build of three, so that one is kept once it was used).
 */
import type { BackendName } from './names.js';

export type OrtBuildName = 'plain' | 'jspi' | 'asyncify';

/** The build of ONNX Runtime for a backend; `jspi` is what the probe found. */
export function ortBuildFor(backend: BackendName, jspi: boolean): OrtBuildName {
  if (backend === 'wasm') return 'plain';
  return jspi ? 'jspi' : 'asyncify';
}

export type ServiceWorkerMessage =
  /** A waiting service worker takes over; the page reloads when it has. */
  | { readonly type: 'take-over' }
  /** Keeps the files of one ONNX Runtime build; answers on the message's port with {@link KeptAnswer}. */
  | { readonly type: 'keep-runtime'; readonly build: OrtBuildName };

export interface KeptAnswer {
  /** Whether all of them are kept now. */
  readonly kept: boolean;
}

/** What the build tells the service worker; addresses are relative to it. */
export interface SiteFiles {
  readonly shell: readonly { readonly url: string; readonly revision: string | null }[];
  /** Kept on first use. `build` tells with which ONNX Runtime build they are kept without being used, if with any. */
  readonly onUse: readonly { readonly url: string; readonly build: OrtBuildName | 'every' | 'none' }[];
}

/** Where the share target of the manifest posts to, relative to the service worker. */
export const SHARE_PATH = 'share';
/** Cache that holds what was shared until the page takes it. */
export const SHARED_CACHE = 'kinora-shared';
/** The query with which the page is opened after a share: `?words=...` and `shared=picture`. */
export const SHARED_WORDS_PARAMETER = 'words';
export const SHARED_PICTURE_PARAMETER = 'shared';
export const SHARED_PICTURE_VALUE = 'picture';
/** The address of the shared picture inside that cache. */
export const SHARED_PICTURE_PATH = 'shared-picture';
/** Carries the name of the shared file, URI-encoded. */
export const SHARED_NAME_HEADER = 'X-Kinora-Name';
