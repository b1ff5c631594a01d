import type * as Ort from 'onnxruntime-web';
import type { BackendName } from '../../../contract/names.js';
import { Failure } from '../../../contract/errors/failure.js';
import { outOfMemory } from '../../lib/to-kinora-error.js';
import type { CaptureOutcome, DenoiserRun, DeviceTensor, GraphDevice, GraphRunner, LatentsOnDevice, NamedShape, NamedTensors } from '../pipelines/tensors/graph-runner.js';
import type { ResourceLedger } from '../../lib/resource-ledger.js';
import type { HostTensor } from '../pipelines/tensors/tensor.js';
import { deviceLost, type OwnedDevice } from './gpu-device.js';
import type { OrtModule } from './ort-build.js';
import { Mutex } from '../../lib/mutex.js';
import type { BuffersByName } from './capture/graph-inputs.js';
import { RepeatedGraph } from './capture/repeated-graph.js';
import { LatentsPool } from './latents-pool.js';
import { openSession, type SessionFiles } from './sessions/open-session.js';
import { toHost } from './sessions/to-host.js';
import { BufferTensor, TensorBuffers } from './tensor-buffers.js';
import { withTensorScope } from './tensor-scope.js';

/** Takes a tensor into a scope that frees it. */
type Own = <Tensor extends Ort.Tensor>(tensor: Tensor) => Tensor;

interface LoadedGraph {
  readonly session: Ort.InferenceSession;
  /** Where it is run in buffers of its own. */
  readonly repeated: RepeatedGraph | null;
}

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
  readonly #graphs = new Map<string, LoadedGraph>();
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
  async load(graph: string, files: SessionFiles & { readonly isRepeated?: boolean }): Promise<void> {
    await this.#lock.run(async () => {
      try {
        const session = await this.#orLost(openSession(this.#ort, files, this.#gpu?.device ?? null));
        this.#ledger.opened('sessions');
        const repeated = this.#gpu && files.isRepeated === true ? new RepeatedGraph(this.#ort, this.#ledger, this.#gpu, session, files) : null;
        this.#graphs.set(graph, repeated ? { get session() { return repeated.session; }, repeated } : { session, repeated });
      } catch (error) {
        throw explain(error, 'graph-not-loaded', graph);
      }
    });
  }

  /** Frees the session of `graph`; does nothing when there is none. */
  async unload(graph: string): Promise<void> {
    await this.#lock.run(async () => {
      const loaded = this.#graphs.get(graph);
      this.#graphs.delete(graph);
      if (loaded) await this.#free(loaded);
    });
  }

  async captureRuns(isCancelled: () => boolean): Promise<Readonly<Record<string, CaptureOutcome>>> {
    const outcomes: Record<string, CaptureOutcome> = {};
    for (const [graph, { repeated }] of this.#graphs) {
      if (isCancelled()) break;
      const outcome = await this.#lock.run(async () => (this.#graphs.has(graph) ? repeated?.capture() : null));
      if (outcome) outcomes[graph] = outcome;
    }
    return outcomes;
  }

  run(graph: string, inputs: NamedTensors): Promise<NamedTensors> {
    return this.#withGraph(graph, async ({ session, repeated }, own) => {
      if (repeated?.isCaptured === true && repeated.takes(inputs, {})) return repeated.runHere(inputs);
      const results = await this.#orLost(session.run(this.#feeds(session, graph, inputs, own)));
      for (const tensor of Object.values(results)) own(tensor);
      return toHost(results);
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
    return this.#withGraph(graph, async ({ session, repeated }, own) => {
      if (repeated?.takes(inputs, there)) return repeated.run(inputs, there, results);
      const onDevice = (tensors: BuffersByName): Record<string, Ort.Tensor> =>
        Object.fromEntries(Object.entries(tensors).map(([name, { shape, buffer }]) => [name, own(this.#ort.Tensor.fromGpuBuffer(buffer as never, { dataType: 'float32', dims: shape }))]));
      const feeds = this.#feeds(session, graph, inputs, own, onDevice(there));
      await this.#orLost(session.run(feeds, onDevice(results)));
    });
  }

  #withGraph<T>(graph: string, work: (loaded: LoadedGraph, own: Own) => Promise<T>): Promise<T> {
    return this.#lock.run(async () => {
      const loaded = this.#graphs.get(graph);
      if (!loaded) throw new Error(`The graph ${graph} is not loaded.`);
      try {
        return await withTensorScope(this.#ledger, (own) => work(loaded, own));
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
      for (const loaded of this.#graphs.values()) await this.#free(loaded);
      this.#graphs.clear();
      this.#latents?.destroy();
      this.#buffers?.destroy();
      this.#gpu?.destroy();
    });
  }

  async #free({ session, repeated }: LoadedGraph): Promise<void> {
    if (repeated) return repeated.release();
    // A session of a lost device cannot be released; its memory went with the device.
    await this.#orLost(session.release()).catch(() => undefined);
    this.#ledger.closed('sessions');
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
