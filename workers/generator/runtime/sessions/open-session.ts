import type * as Ort from 'onnxruntime-web';
import { fileBytes } from '../file-bytes.js';
import { withoutWeights } from '../onnx-file.js';
import type { OrtModule } from '../ort-build.js';

/** What a session is made of: an ONNX file, and files with weights that it refers to by their paths. All are verified. */
export interface SessionFiles {
  readonly model: Blob;
  readonly data: readonly { readonly path: string; readonly blob: Blob }[];
  readonly freeDimensions: Readonly<Record<string, number>>;
  /** As in GraphFiles. */
  readonly widensItself?: boolean;
}

/** What a graph calls the weights that were inside its own file. */
const OWN_WEIGHTS = 'kinora-own-weights';

/**
 * @param device null: the graph runs on WebAssembly
 * @param captures whether its first run is recorded, and later ones are that one replayed: then all tensors are in buffers, the same for each run
 * @throws Error where ONNX Runtime cannot read or run it, or not capture it
 */
export async function openSession(ort: OrtModule, { model, data, freeDimensions, widensItself = false }: SessionFiles, device: GPUDevice | null, captures = false): Promise<Ort.InferenceSession> {
  const graphFile = await withoutWeights(model, OWN_WEIGHTS);
  const files = graphFile === model ? data : [...data, { path: OWN_WEIGHTS, blob: model }];
  const bytes = [model, ...data.map(({ blob }) => blob)].reduce((sum, { size }) => sum + size, 0);
  return ort.InferenceSession.create(new Uint8Array(await graphFile.arrayBuffer()), {
    ...(files.length > 0 && { externalData: files.map(({ path, blob }) => ({ path, data: fileBytes(blob) })) }),
    freeDimensionOverrides: freeDimensions,
    ...(device ? { executionProviders: [webGpuProvider(device)] } : wasmOptions(bytes, widensItself)),
    graphOptimizationLevel: 'all',
    ...(captures && { enableGraphCapture: true }),
    // Errors only: warnings tell that shape arithmetic runs on the CPU, which is as it should be.
    logSeverityLevel: 3,
  });
}

/**
 * ONNX Runtime 1.30 prefers NHWC, and its NHWC convolution is wrong for a batch of several images whose channels are no
 * multiple of four (a 3x3 convolution over [4, 15, 16, 16] is off by its whole range). In NCHW the goldens hold.
 * Probably https://github.com/microsoft/onnxruntime/issues/29651.
 */
function webGpuProvider(device: GPUDevice): Ort.InferenceSession.WebGpuExecutionProviderOption {
  return { name: 'webgpu', device, preferredLayout: 'NCHW' };
}

/** Larger weights that a graph widens itself are not widened while it is loaded. */
const LARGEST_WIDENED_AHEAD = 1 << 20;
/** Of the files of a graph, from which on memory of its values is let go of. */
const LARGE_GRAPH_BYTES = 1 << 26;

/**
 * ONNX Runtime plans which value is written where an earlier one of the same shape was, and keeps that memory until then: of MobileI2V's
 * decoder, whose values have many shapes, 2.6 GB for values that take 0.8. It does not where nodes may run in parallel; with one thread
 * between operators, as in a browser, they run in the same order all the same. Small graphs take less with the plan (113 and 135 MB).
 */
function wasmOptions(bytes: number, widensItself: boolean): Ort.InferenceSession.SessionOptions {
  const optimization = { constant_folding_max_output_size_in_bytes: String(LARGEST_WIDENED_AHEAD), disable_specified_optimizers: 'FuseFp16InitializerToFp32NodeTransformer' };
  return { executionProviders: ['wasm'], executionMode: bytes < LARGE_GRAPH_BYTES ? 'sequential' : 'parallel', ...(widensItself && { extra: { optimization } }) };
}
