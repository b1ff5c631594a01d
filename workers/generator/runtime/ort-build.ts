import type * as Ort from 'onnxruntime-web';
import asyncifyModule from 'onnxruntime-web/ort-wasm-simd-threaded.asyncify.mjs?url';
import asyncifyWasm from 'onnxruntime-web/ort-wasm-simd-threaded.asyncify.wasm?url';
import jspiModule from 'onnxruntime-web/ort-wasm-simd-threaded.jspi.mjs?url';
import jspiWasm from 'onnxruntime-web/ort-wasm-simd-threaded.jspi.wasm?url';
import plainModule from 'onnxruntime-web/ort-wasm-simd-threaded.mjs?url';
import plainWasm from 'onnxruntime-web/ort-wasm-simd-threaded.wasm?url';
import { type Capabilities, threadsFor } from '../../../contract/capabilities.js';
import type { BackendName } from '../../../contract/names.js';
import { ortBuildFor, type OrtBuildName } from '../../../contract/offline.js';
import { Failure } from '../../../contract/errors/failure.js';
import { primeCast } from './prime-cast.js';
import { shrinkingMemory } from './shrinking-memory.js';

/** ONNX Runtime's module: its types are the same for each build. */
export type OrtModule = typeof Ort;

interface OrtBuild {
  readonly load: () => Promise<OrtModule>;
  /** Addresses of files that are part of our own build. */
  readonly files: { readonly mjs: string; readonly wasm: string };
}

const BUILDS = {
  /** WebAssembly only: the smallest. */
  plain: { load: () => import('onnxruntime-web/wasm'), files: { mjs: plainModule, wasm: plainWasm } },
  /** WebGPU for browsers with JavaScript Promise Integration: smaller and faster than Asyncify. */
  jspi: { load: () => import('onnxruntime-web/jspi'), files: { mjs: jspiModule, wasm: jspiWasm } },
  /** WebGPU for all others. */
  asyncify: { load: () => import('onnxruntime-web/webgpu'), files: { mjs: asyncifyModule, wasm: asyncifyWasm } },
} satisfies Record<OrtBuildName, OrtBuild>;

/** ONNX Runtime reads the number when it starts, and starts once in the life of a worker. */
let threadsOfWorker: number | null = null;

/**
 * Loads ONNX Runtime for `backend`. Its settings hold for the life of the worker: the first call decides.
 * @param threads as in `LoadOptions`; src/engine/engine.ts starts another worker where another number is wanted
 * @throws Failure `network` when its files cannot be fetched
 */
export async function loadOrt(
  backend: BackendName,
  capabilities: Pick<Capabilities, 'jspi' | 'wasm' | 'crossOriginIsolated'>,
  threads?: number,
): Promise<OrtModule> {
  const build: OrtBuild = BUILDS[ortBuildFor(backend, capabilities.jspi)];
  try {
    const ort = await build.load();
    ort.env.wasm.wasmPaths = {
      mjs: new URL(build.files.mjs, import.meta.url).href,
      wasm: new URL(build.files.wasm, import.meta.url).href,
    };
    if (threadsOfWorker === null) {
      threadsOfWorker = threadsFor(threads, capabilities);
      WebAssembly.Memory = shrinkingMemory(WebAssembly.Memory);
    }
    ort.env.wasm.numThreads = threadsOfWorker;
    // This is a worker already.
    ort.env.wasm.proxy = false;
    ort.env.logLevel = 'error';
    // Where it fails, the first graph that is loaded fails too, and it is told then.
    if (backend === 'wasm') await primeCast(ort).catch(() => undefined);
    return ort;
  } catch (error) {
    throw Failure.because('runtime-interrupted', {}, error);
  }
}
