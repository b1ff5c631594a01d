import type * as Ort from 'onnxruntime-web';
import type { BackendName } from '../../../contract/names.js';
import { Failure } from '../../../contract/errors/failure.js';
import { outOfMemory } from '../../lib/to-kinora-error.js';
import type { DenoiserRun, DeviceTensor, GraphDevice, GraphRunner, LatentsOnDevice, NamedShape, NamedTensors } from '../pipelines/tensors/graph-runner.js';
import type { ResourceLedger } from '../../lib/resource-ledger.js';
import type { HostTensor } from '../pipelines/tensors/tensor.js';
import { deviceLost, type OwnedDevice } from './gpu-device.js';
import type { OrtModule } from './ort-build.js';
import { Mutex } from '../../lib/mutex.js';
import { fileBytes } from './file-bytes.js';
import { LatentsPool } from './latents-pool.js';
import { withoutWeights } from './onnx-file.js';
import { BufferTensor, TensorBuffers } from './tensor-buffers.js';
import { withTensorScope } from './tensor-scope.js';

/** What a session is made of: an ONNX file, and files with weights that it refers to by their paths. All are verified. */
interface SessionFiles {
  readonly model: Blob;
  readonly data: readonly { readonly path: string; readonly blob: Blob }[];
  readonly freeDimensions: Readonly<Record<string, number>>;
  readonly widensItself?: boolean;
}

/** Takes a tensor into a scope that frees it. */
type Own = <Tensor extends Ort.Tensor>(tensor: Tensor) => Tensor;

type BuffersByName = Readonly<Record<string, { readonly shape: readonly number[]; readonly buffer: GPUBuffer }>>;

/** What a graph calls the weights that were inside its own file. */
const OWN_WEIGHTS = 'kinora-own-weights';

/** Runs graphs with ONNX Runtime. Owns its sessions, and the GPU device if it has one, until `release`. */
export class OrtGraphRunner implements GraphRunner {
  readonly backend: BackendName;
  readonly keepLatents?: (numbers: Float32Array) => LatentsOnDevice;
  readonly device?: GraphDevice;
  readonly #ort: OrtModule;
  readonly #ledger: ResourceLedger;
  readonly #gpu: OwnedDevice | null;
  readonly #latents: LatentsPool | null = null;
  readonly #buffers: TensorBuffers | null = null;
  readonly #sessions = new Map<string, Ort.InferenceSession>();
  /** Two sessions that run at once crash on some hosts. */
  readonly #lock = new Mutex();

  constructor(ort: OrtModule, ledger: ResourceLedger, gpu: OwnedDevice | null) {
    this.#ort = ort;
    this.#ledger = ledger;
    this.#gpu = gpu;
    this.backend = gpu ? 'webgpu' : 'wasm';
    if (!gpu) return;
    const buffers = new TensorBuffers(gpu);
    const pool = new LatentsPool(gpu, (run, latents, prediction) => this.#denoise(run, latents, prediction), buffers);
    this.#latents = pool;
    this.#buffers = buffers;
    this.keepLatents = (numbers) => pool.take(numbers);
    this.device = {
      keep: (tensor) => buffers.keep(tensor),
      run: (graph, inputs, outputs) => this.#runThere(graph, inputs, outputs, buffers),
      openPainter: async (size, output) => (await import('./painter/open-painter.js')).openPainter(gpu, size, output),
      openComposer: async (size, output) => (await import('./painter/open-painter.js')).openComposer(gpu, size, output),
    };
  }

  get threads(): number {
    return this.#ort.env.wasm.numThreads ?? 1;
  }

  /**
   * Makes `graph` ready to run.
   * @throws Failure `graph-not-loaded` when ONNX Runtime cannot read or run it
   */
  async load(graph: string, { model, data, freeDimensions, widensItself = false }: SessionFiles): Promise<void> {
    await this.#lock.run(async () => {
      try {
        const graphFile = await withoutWeights(model, OWN_WEIGHTS);
        const files = graphFile === model ? data : [...data, { path: OWN_WEIGHTS, blob: model }];
        const bytes = [model, ...data.map(({ blob }) => blob)].reduce((sum, { size }) => sum + size, 0);
        const session = await this.#orLost(
          this.#ort.InferenceSession.create(new Uint8Array(await graphFile.arrayBuffer()), {
            ...(files.length > 0 && { externalData: files.map(({ path, blob }) => ({ path, data: fileBytes(blob) })) }),
            freeDimensionOverrides: freeDimensions,
            ...(this.#gpu ? { executionProviders: [webGpuProvider(this.#gpu.device)] } : wasmOptions(bytes, widensItself)),
            graphOptimizationLevel: 'all',
            // Errors only: warnings tell that shape arithmetic runs on the CPU, which is as it should be.
            logSeverityLevel: 3,
          }),
        );
        this.#sessions.set(graph, session);
        this.#ledger.opened('sessions');
      } catch (error) {
        throw explain(error, 'graph-not-loaded', graph);
      }
    });
  }

  /** Frees the session of `graph`; does nothing when there is none. */
  async unload(graph: string): Promise<void> {
    await this.#lock.run(async () => {
      const session = this.#sessions.get(graph);
      if (!session) return;
      this.#sessions.delete(graph);
      await this.#orLost(session.release()).catch(() => undefined);
      this.#ledger.closed('sessions');
    });
  }

  run(graph: string, inputs: NamedTensors): Promise<NamedTensors> {
    return this.#withSession(graph, async (session, own) => {
      const results = await this.#orLost(session.run(this.#feeds(session, graph, inputs, own)));
      for (const tensor of Object.values(results)) own(tensor);
      const copies = await Promise.all(Object.entries(results).map(async ([name, tensor]) => [name, await toHost(name, tensor)] as const));
      return Object.fromEntries(copies);
    });
  }

  /** Latents and prediction stay on the device; all other inputs are uploaded. */
  #denoise({ graph, inputs, latents, prediction }: DenoiserRun, latentsBuffer: GPUBuffer, predictionBuffer: GPUBuffer): Promise<void> {
    const { shape } = latents;
    return this.#runOnBuffers(graph, inputs, { [latents.name]: { shape, buffer: latentsBuffer } }, { [prediction]: { shape, buffer: predictionBuffer } });
  }

  async #runThere(graph: string, inputs: Readonly<Record<string, HostTensor | DeviceTensor>>, outputs: readonly NamedShape[], buffers: TensorBuffers): Promise<Record<string, DeviceTensor>> {
    const all = Object.entries(inputs);
    const host = Object.fromEntries(all.flatMap(([name, tensor]) => ('data' in tensor ? [[name, tensor] as const] : [])));
    const there = Object.fromEntries(all.flatMap(([name, tensor]) => (tensor instanceof BufferTensor ? [[name, tensor] as const] : [])));
    const results = Object.fromEntries(outputs.map(({ name, shape }) => [name, buffers.take(shape)] as const));
    try {
      await this.#runOnBuffers(graph, host, there, results);
      return results;
    } catch (error) {
      for (const result of Object.values(results)) result.close();
      throw error;
    }
  }

  #runOnBuffers(graph: string, inputs: NamedTensors, there: BuffersByName, results: BuffersByName): Promise<void> {
    return this.#withSession(graph, async (session, own) => {
      const onDevice = (tensors: BuffersByName): Record<string, Ort.Tensor> =>
        Object.fromEntries(Object.entries(tensors).map(([name, { shape, buffer }]) => [name, own(this.#ort.Tensor.fromGpuBuffer(buffer as never, { dataType: 'float32', dims: shape }))]));
      const feeds = this.#feeds(session, graph, inputs, own, onDevice(there));
      await this.#orLost(session.run(feeds, onDevice(results)));
    });
  }

  #withSession<T>(graph: string, work: (session: Ort.InferenceSession, own: Own) => Promise<T>): Promise<T> {
    return this.#lock.run(async () => {
      const session = this.#sessions.get(graph);
      if (!session) throw new Error(`The graph ${graph} is not loaded.`);
      try {
        return await withTensorScope(this.#ledger, (own) => work(session, own));
      } catch (error) {
        throw explain(error, 'graph-not-run', graph);
      }
    });
  }

  #feeds(session: Ort.InferenceSession, graph: string, inputs: NamedTensors, own: Own, there: Readonly<Record<string, Ort.Tensor>> = {}): Record<string, Ort.Tensor> {
    return Object.fromEntries(
      session.inputNames.map((name) => {
        const input = inputs[name];
        const tensor = there[name] ?? (input && own(this.#toOrt(input)));
        if (!tensor) throw Failure.because('graph-value-missing', { graph, role: name });
        return [name, tensor];
      }),
    );
  }

  /** Frees the sessions and the device. Calling it again does nothing. */
  async release(): Promise<void> {
    await this.#lock.run(async () => {
      for (const session of this.#sessions.values()) {
        // A session of a lost device cannot be released; its memory went with the device.
        await this.#orLost(session.release()).catch(() => undefined);
        this.#ledger.closed('sessions');
      }
      this.#sessions.clear();
      this.#latents?.destroy();
      this.#buffers?.destroy();
      this.#gpu?.destroy();
    });
  }

  #orLost<T>(work: Promise<T>): Promise<T> {
    return this.#gpu ? this.#gpu.orLost(work) : work;
  }

  #toOrt(tensor: HostTensor): Ort.Tensor {
    // ONNX Runtime's constructor has a signature for each type.
    switch (tensor.dtype) {
      case 'float32':
        return new this.#ort.Tensor('float32', tensor.data, tensor.shape);
      case 'float16':
        return new this.#ort.Tensor('float16', tensor.data, tensor.shape);
      case 'int32':
        return new this.#ort.Tensor('int32', tensor.data, tensor.shape);
      case 'int64':
        return new this.#ort.Tensor('int64', tensor.data, tensor.shape);
    }
  }
}

/** What ONNX Runtime threw over `graph`; `code` where it is the graph's fault. */
function explain(error: unknown, code: 'graph-not-loaded' | 'graph-not-run', graph: string): Failure {
  const detail = String(error);
  if (error instanceof Failure) return error;
  if (/device.*(lost|destroyed)/i.test(detail)) return deviceLost(detail);
  if (/bad_alloc|out of memory|allocation failed|failed to allocate/i.test(detail)) return outOfMemory(detail);
  return Failure.because(code, { graph }, error);
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

async function toHost(name: string, tensor: Ort.Tensor): Promise<HostTensor> {
  const data = await tensor.getData();
  const shape = [...tensor.dims];
  // Numbers of ONNX Runtime's own memory are copied when they are asked for, so what is here outlives the tensor.
  if (data instanceof Float32Array) return { dtype: 'float32', shape, data };
  if (data instanceof Int32Array) return { dtype: 'int32', shape, data };
  if (data instanceof BigInt64Array) return { dtype: 'int64', shape, data };
  // A Float16Array in browsers that have it, else its bits.
  if (tensor.type === 'float16' && ArrayBuffer.isView(data)) return { dtype: 'float16', shape, data: new Uint16Array(data.buffer as ArrayBuffer, data.byteOffset, data.byteLength / 2) };
  throw new Error(`The output "${name}" has the type ${tensor.type}, which no pack can give.`);
}
