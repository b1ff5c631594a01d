import { type Capabilities, MAX_THREADS } from '../../../contract/capabilities.js';
import type { BrowserEngine } from '../../../contract/names.js';
import { findAdapter } from './find-adapter.js';

const SOFTWARE_ADAPTER = /swiftshader|lavapipe|llvmpipe|warp|basic render|software/i;

/** An adapter that has not come after so many milliseconds is not waited for: some drivers never answer. */
const ADAPTER_PATIENCE_MS = 5000;

/** What can run models here, without the codecs and the storage. */
export async function probeDevice(): Promise<Omit<Capabilities, 'codecs' | 'fileStorage'>> {
  const late = new Promise<null>((resolve) => setTimeout(() => resolve(null), ADAPTER_PATIENCE_MS));
  const webgpu = await Promise.race([probeWebGpu().catch(() => null), late]);
  // Some embedders isolate the page and keep SharedArrayBuffer back.
  const isolated = globalThis.crossOriginIsolated && typeof SharedArrayBuffer === 'function';
  return {
    webgpu,
    wasm: {
      simd: hasSimd(),
      threads: isolated ? Math.max(1, Math.min(navigator.hardwareConcurrency, MAX_THREADS)) : 1,
    },
    jspi: typeof WebAssembly === 'object' && 'Suspending' in WebAssembly,
    crossOriginIsolated: isolated,
    secureContext: globalThis.isSecureContext,
    videoEncoder: typeof VideoEncoder === 'function',
    webLocks: 'locks' in navigator,
    engine: engineOf(navigator.userAgent),
    deviceMemoryGiB: (navigator as { readonly deviceMemory?: number }).deviceMemory ?? null,
    // A software adapter computes on the CPU as WASM does, many times slower.
    backend: webgpu && !webgpu.software ? 'webgpu' : 'wasm',
  };
}

async function probeWebGpu(): Promise<Capabilities['webgpu']> {
  const adapter = await findAdapter();
  if (!adapter) return null;
  const { info } = adapter;
  const name = [info.vendor, info.architecture, info.description].filter((part) => part !== '').join(' ');
  return {
    adapter: name === '' ? 'unnamed adapter' : name,
    software: info.isFallbackAdapter || SOFTWARE_ADAPTER.test(`${name} ${info.device}`),
    features: [...adapter.features].sort(),
    maxStorageBufferBytes: adapter.limits.maxStorageBufferBindingSize,
    maxBufferBytes: adapter.limits.maxBufferSize,
  };
}

/** The smallest module with an instruction of the SIMD proposal: () => v128.any_true(i8x16.splat(0)). */
const SIMD_MODULE = Uint8Array.of(
  ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00], // magic, version
  ...[0x01, 0x05, 0x01, 0x60, 0x00, 0x01, 0x7f], // type: () -> i32
  ...[0x03, 0x02, 0x01, 0x00], // one function of that type
  ...[0x0a, 0x0a, 0x01, 0x08, 0x00, 0x41, 0x00, 0xfd, 0x0f, 0xfd, 0x53, 0x0b], // i32.const 0, i8x16.splat, v128.any_true
);

function hasSimd(): boolean {
  // The iPhone's Lockdown Mode takes WebAssembly away.
  return typeof WebAssembly === 'object' && WebAssembly.validate(SIMD_MODULE);
}

/** All engines call themselves Mozilla, and Chromium calls itself Safari too. */
export function engineOf(userAgent: string): BrowserEngine {
  if (/\bGecko\/\d/.test(userAgent)) return 'firefox';
  if (/\bChrom(?:e|ium)\//.test(userAgent)) return 'chromium';
  return /\bAppleWebKit\//.test(userAgent) ? 'webkit' : 'other';
}
