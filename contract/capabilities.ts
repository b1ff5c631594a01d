/** What a browser can do, and what it lacks, judged from the record of its capabilities. */
import { kinoraError, type KinoraError } from './errors.js';
import type { BrowserErrors } from './errors/error-params.js';
import type { BackendName, BrowserEngine, MediaSourceKind, VideoCodecName } from './names.js';

/** What this browser can do; a plain record, taken once before anything is fetched. */
export interface Capabilities {
  readonly webgpu: {
    /** e.g. "nvidia hopper" or "google swiftshader". */
    readonly adapter: string;
    /** True for a software adapter, where WASM is the faster choice. */
    readonly software: boolean;
    /** Optional WebGPU features, e.g. "shader-f16". */
    readonly features: readonly string[];
    readonly maxStorageBufferBytes: number;
    readonly maxBufferBytes: number;
  } | null;
  readonly wasm: { readonly simd: boolean; readonly threads: number };
  readonly jspi: boolean;
  /** Whether threads can share memory: the page is cross-origin isolated and has SharedArrayBuffer. */
  readonly crossOriginIsolated: boolean;
  readonly codecs: readonly VideoCodecName[];
  /** Whether WebCodecs' `VideoEncoder` exists; `codecs` says what it encodes. */
  readonly videoEncoder: boolean;
  /** Whether the page came over https or from localhost. Browsers give WebCodecs, OPFS, Web Locks and WebGPU to no other page. */
  readonly secureContext: boolean;
  /** Whether the worker can write files of the origin private file system (OPFS). */
  readonly fileStorage: boolean;
  readonly webLocks: boolean;
  /** Media Source Extensions of the page. Absent in the worker's own answer, since a worker has no media element. */
  readonly mediaSource?: MediaSourceKind;
  /** By the user agent string: for advice, never for a decision. */
  readonly engine: BrowserEngine;
  /** Device memory in GiB as the browser reports it (rounded, at most 8 in some), or null. */
  readonly deviceMemoryGiB: number | null;
  /** The backend that would be used when none is asked for. */
  readonly backend: BackendName;
}

/** In the order of telling: the first four make films impossible, the others cost comfort or speed. */
export const BROWSER_FEATURES = [
  'secure-context',
  'wasm-simd',
  'video-encoder',
  'codecs',
  'file-storage',
  'web-locks',
  'threads',
  'media-source',
  'webgpu',
] as const;
export type BrowserFeature = (typeof BROWSER_FEATURES)[number];

/** Features without which no film can be made, and the error. */
const NEEDED: Partial<Record<BrowserFeature, keyof BrowserErrors>> = {
  'secure-context': 'no-secure-context',
  'wasm-simd': 'no-wasm-simd',
  'video-encoder': 'no-video-encoder',
  codecs: 'no-codec',
};

/** What is missing here. Over plain http only that is named, since the other features come with https. */
export function missingFeatures(capabilities: Capabilities): readonly BrowserFeature[] {
  const { secureContext, wasm, videoEncoder, codecs, fileStorage, webLocks, mediaSource, webgpu } = capabilities;
  const missing: Readonly<Record<BrowserFeature, boolean>> = {
    'secure-context': !secureContext,
    'wasm-simd': !wasm.simd,
    'video-encoder': secureContext && !videoEncoder,
    codecs: videoEncoder && codecs.length === 0,
    'file-storage': secureContext && !fileStorage,
    'web-locks': secureContext && !webLocks,
    threads: secureContext && wasm.threads === 1 && !capabilities.crossOriginIsolated,
    'media-source': mediaSource === 'none',
    webgpu: secureContext && webgpu === null,
  };
  return BROWSER_FEATURES.filter((feature) => missing[feature]);
}

/** Why no film can be made in this browser, or null. */
export function findCapabilityFault(capabilities: Capabilities): KinoraError | null {
  for (const feature of missingFeatures(capabilities)) {
    const code = NEEDED[feature];
    if (code !== undefined) return kinoraError(code, { engine: capabilities.engine });
  }
  return null;
}

/** More threads than this gain nothing at these sizes and starve the page. */
export const MAX_THREADS = 8;

/**
 * Threads that WebAssembly gets when `wanted` are asked for; as many as suit this device when undefined. More than one takes
 * SharedArrayBuffer, which only a cross-origin isolated page has. It may be more than the device has cores.
 */
export function threadsFor(
  wanted: number | undefined,
  { wasm, crossOriginIsolated }: Pick<Capabilities, 'wasm' | 'crossOriginIsolated'>,
): number {
  if (wanted === undefined) return wasm.threads;
  return crossOriginIsolated ? Math.min(Math.max(1, Math.trunc(wanted)), MAX_THREADS) : 1;
}
