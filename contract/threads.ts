import type { Capabilities } from './generator.js';

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
