/** What a browser lacks, judged from the record of its capabilities. */
import { kinoraError, type KinoraError } from './errors.js';
import type { BrowserErrors } from './errors/error-params.js';
import type { Capabilities } from './generator.js';

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
