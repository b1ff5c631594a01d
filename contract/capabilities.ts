/** What a browser can do, and what it lacks, judged from the record of its capabilities, with one sentence and one remedy for each thing. */
import type { ErrorCode, KinoraError } from './errors.js';
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

/** Features without which no film can be made, and the code of the error. */
const NEEDED: Partial<Record<BrowserFeature, ErrorCode>> = {
  'secure-context': 'no-encoder',
  'wasm-simd': 'no-backend',
  'video-encoder': 'no-encoder',
  codecs: 'no-encoder',
};

export interface MissingTexts {
  /** What the lack means for a film, one sentence. */
  readonly message: string;
  /** What to do in this browser. */
  readonly remedy: (engine: BrowserEngine) => string;
}

/** English; the page has them in its other languages. */
export const MISSING_TEXTS: Readonly<Record<BrowserFeature, MissingTexts>> = {
  'secure-context': {
    message: 'This page came over plain http, and browsers give their video encoder (WebCodecs) to https pages only.',
    remedy: () => 'Open the https address of this page, or run Kinora on this computer and open it at http://localhost.',
  },
  'wasm-simd': {
    message: 'This browser does not run WebAssembly SIMD, which the model needs.',
    remedy: byEngine({
      chromium: 'Update the browser to version 91 or later.',
      firefox: 'Update Firefox to version 89 or later.',
      webkit: 'Update to Safari 16.4 or later, and turn Lockdown Mode off for this site.',
      other: 'Use a current Chrome, Edge, Firefox or Safari.',
    }),
  },
  'video-encoder': {
    message: 'This browser gives pages no video encoder (WebCodecs VideoEncoder).',
    remedy: byEngine({
      chromium: 'Update the browser to version 94 or later.',
      firefox: 'Use Firefox 130 or later on a computer; on Android use Chrome, since Firefox has no video encoder there.',
      webkit: 'Update to Safari 16.4 or later.',
      other: 'Use a current Chrome, Edge, Firefox or Safari.',
    }),
  },
  codecs: {
    message: "This browser's video encoder makes none of H.264, VP9 and AV1.",
    remedy: byEngine({
      chromium: 'Update the browser, or use a current Chrome, Edge or Firefox.',
      firefox: 'Update Firefox, or use a current Chrome or Edge.',
      webkit: 'Update Safari; on Linux install the GStreamer plugins "good", "bad" and "libav".',
      other: 'Use a current Chrome, Edge, Firefox or Safari.',
    }),
  },
  'file-storage': {
    message: 'This browser gives the page no file storage, so the model is fetched with each visit and an interrupted film is lost.',
    remedy: byEngine({
      chromium: 'Allow this site to store data, or leave the guest window.',
      firefox: 'Leave the private window, or allow this site to store cookies and data.',
      webkit: 'Leave the private window, or update to Safari 15.2 or later.',
      other: 'Allow this site to store data.',
    }),
  },
  'web-locks': {
    message: 'This browser has no Web Locks, so the model is fetched with each visit and an interrupted film is lost.',
    remedy: () => 'Update the browser.',
  },
  threads: {
    message: 'The model runs on one thread of the CPU, because the page is not cross-origin isolated.',
    remedy: () => 'Reload the page once. If this stays, its server has to send the headers Cross-Origin-Opener-Policy and Cross-Origin-Embedder-Policy.',
  },
  'media-source': {
    message: 'This browser has no Media Source Extensions, so a film plays when it is finished and not while it is made.',
    remedy: byEngine({
      chromium: 'Update the browser.',
      firefox: 'Update Firefox.',
      webkit: 'Update to iOS 17.1 or later.',
      other: 'Use a current browser.',
    }),
  },
  webgpu: {
    message: 'This browser offers no GPU to pages (WebGPU), so the model runs on the CPU.',
    remedy: () => 'Nothing has to be done; a browser with WebGPU on a computer with a graphics card is faster.',
  },
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

/**
 * Why no film can be made in this browser, or null.
 * @param texts the sentences in the language of who reads them
 */
export function findCapabilityFault(
  capabilities: Capabilities,
  texts: Readonly<Record<BrowserFeature, MissingTexts>> = MISSING_TEXTS,
): KinoraError | null {
  for (const feature of missingFeatures(capabilities)) {
    const code = NEEDED[feature];
    if (code !== undefined) return { code, message: texts[feature].message, remedy: texts[feature].remedy(capabilities.engine) };
  }
  return null;
}

function byEngine(remedies: Readonly<Record<BrowserEngine, string>>): MissingTexts['remedy'] {
  return (engine) => remedies[engine];
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
