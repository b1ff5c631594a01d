import type * as Ort from 'onnxruntime-web';
import { fileBytes } from '../file-bytes.js';
import { withoutWeights } from '../onnx-file.js';
import type { OrtModule } from '../ort-build.js';

/** What a session is made of: an ONNX file, and files with weights that it refers to by their paths. All are verified. */
export interface SessionFiles {
  readonly model: Blob;
  readonly data: readonly { readonly path: string; readonly blob: Blob }[];
  readonly freeDimensions: Readonly<Record<string, number>>;
}

/** What a graph calls the weights that were inside its own file. */
const OWN_WEIGHTS = 'kinora-own-weights';

/**
 * @param device null: the graph runs on WebAssembly
 * @param captures whether its first run is recorded, and later ones are that one replayed: then all tensors are in buffers, the same for each run
 * @throws Error where ONNX Runtime cannot read or run it, or not capture it
 */
export async function openSession(ort: OrtModule, { model, data, freeDimensions }: SessionFiles, device: GPUDevice | null, captures = false): Promise<Ort.InferenceSession> {
  const graphFile = await withoutWeights(model, OWN_WEIGHTS);
  const files = graphFile === model ? data : [...data, { path: OWN_WEIGHTS, blob: model }];
  return ort.InferenceSession.create(new Uint8Array(await graphFile.arrayBuffer()), {
    ...(files.length > 0 && { externalData: files.map(({ path, blob }) => ({ path, data: fileBytes(blob) })) }),
    freeDimensionOverrides: freeDimensions,
    executionProviders: device ? [webGpuProvider(device)] : ['wasm'],
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
