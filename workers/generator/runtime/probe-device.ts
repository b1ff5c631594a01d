import type { Capabilities } from '../../../contract/generator.js';
import { findAdapter } from './gpu-device.js';

/** More threads than this gain nothing at these sizes and starve the page. */
const MAX_THREADS = 8;

const SOFTWARE_ADAPTER = /swiftshader|lavapipe|llvmpipe|warp|basic render|software/i;

/** What can run models here, without the codecs. */
export async function probeDevice(): Promise<Omit<Capabilities, 'codecs'>> {
  const webgpu = await probeWebGpu();
  const isolated = globalThis.crossOriginIsolated;
  return {
    webgpu,
    wasm: {
      simd: hasSimd(),
      threads: isolated ? Math.max(1, Math.min(navigator.hardwareConcurrency, MAX_THREADS)) : 1,
    },
    jspi: 'Suspending' in WebAssembly,
    crossOriginIsolated: isolated,
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
  };
}

/** The smallest module with an instruction of the SIMD proposal: () => v128.any_true(i8x16.splat(0)). */
const SIMD_MODULE = Uint8Array.of(
  ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00], // magic, version
  ...[0x01, 0x05, 0x01, 0x60, 0x00, 0x01, 0x7f], // type: () -> i32
  ...[0x03, 0x02, 0x01, 0x00], // one function of that type
  ...[0x0a, 0x0a, 0x01, 0x08, 0x00, 0x41, 0x00, 0xfd, 0x0f, 0xfd, 0x53, 0x0b], // i32.const 0, i8x16.splat, v128.any_true
);

export function hasSimd(): boolean {
  return WebAssembly.validate(SIMD_MODULE);
}
