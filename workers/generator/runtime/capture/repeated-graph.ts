import type * as Ort from 'onnxruntime-web';
import { Failure } from '../../../../contract/errors/failure.js';
import type { ResourceLedger } from '../../../lib/resource-ledger.js';
import type { CaptureOutcome, NamedTensors } from '../../pipelines/tensors/graph-runner.js';
import { sizeOf } from '../../pipelines/tensors/tensor.js';
import type { OwnedDevice } from '../gpu-device.js';
import type { OrtModule } from '../ort-build.js';
import { openSession, type SessionFiles } from '../sessions/open-session.js';
import { toHost } from '../sessions/to-host.js';
import { withTensorScope } from '../tensor-scope.js';
import { findReplayFault } from './check-replays.js';
import { GraphInputs, type BuffersByName } from './graph-inputs.js';

type Tensors = Readonly<Record<string, Ort.Tensor>>;

/**
 * A graph that is run again and again with tensors of the same shapes, whose inputs are in buffers of its own. Once it has run, its runs can be captured: ONNX Runtime
 * records what one asks of the GPU, and asks for the same again in each later one, into the same outputs.
 */
export class RepeatedGraph {
  readonly #ort: OrtModule;
  readonly #ledger: ResourceLedger;
  readonly #gpu: OwnedDevice;
  #session: Ort.InferenceSession;
  #inputs: GraphInputs | null = null;
  /** Null once it is known how it is run. */
  #files: SessionFiles | null;
  #isCaptured = false;

  /** @param session that does not capture, of `files`; released with this */
  constructor(ort: OrtModule, ledger: ResourceLedger, gpu: OwnedDevice, session: Ort.InferenceSession, files: SessionFiles) {
    this.#ort = ort;
    this.#ledger = ledger;
    this.#gpu = gpu;
    this.#session = session;
    this.#files = files;
  }

  get session(): Ort.InferenceSession {
    return this.#session;
  }

  get isCaptured(): boolean {
    return this.#isCaptured;
  }

  /**
   * Whether a run can be made from its buffers, for which the first run decides.
   * @throws Error where its runs are captured, and no other can be made
   */
  takes(here: NamedTensors, there: BuffersByName): boolean {
    const given = { ...here, ...there };
    const { inputNames } = this.#session;
    const areAll = inputNames.length === Object.keys(given).length && inputNames.every((name) => name in given);
    if (areAll) this.#inputs ??= GraphInputs.like(this.#gpu, here, there);
    const fits = this.#inputs?.fit(here, there) === true;
    if (!fits && this.#isCaptured) throw new Error('A captured graph was given other tensors.');
    return fits;
  }

  /** Runs it from its buffers; see {@link takes}. @param results where its outputs go */
  async run(here: NamedTensors, there: BuffersByName, results: BuffersByName): Promise<void> {
    this.#own.fill(here, there);
    await this.#run(this.#session, this.#isCaptured ? {} : results, (made) => {
      if (this.#isCaptured) this.#copy(made, results);
    });
  }

  /** The same from and to ordinary memory. */
  runHere(here: NamedTensors): Promise<NamedTensors> {
    this.#own.fill(here, {});
    return this.#run(this.#session, {}, toHost);
  }

  /**
   * Captures its runs, where a comparison with plain ones agrees. There are two sessions meanwhile, of which one is left.
   * @returns null where it has not run yet, or this was tried before
   * @throws Failure `device-lost`
   */
  async capture(): Promise<CaptureOutcome | null> {
    const [files, inputs, plain] = [this.#files, this.#inputs, this.#session];
    if (!files || !inputs) return null;
    this.#files = null;
    const { device } = this.#gpu;
    let captured: Ort.InferenceSession | null = null;
    let fault: string | null = 'it was not compared';
    device.pushErrorScope('validation');
    try {
      captured = await this.#gpu.orLost(openSession(this.#ort, files, device, true));
      this.#ledger.opened('sessions');
      const recorded = captured;
      fault = await findReplayFault(inputs, () => this.#run(plain, {}, toHost), () => this.#run(recorded, {}, toHost));
    } catch (error) {
      if (error instanceof Failure) throw error;
      fault = String(error);
    } finally {
      // A lost device has none.
      const refused = await device.popErrorScope().catch(() => null);
      fault ??= refused?.message ?? null;
      this.#isCaptured = captured !== null && fault === null;
      if (captured && this.#isCaptured) this.#session = captured;
      const other = this.#isCaptured ? plain : captured;
      if (other) await this.#release(other);
    }
    return fault === null ? { kind: 'captured' } : { kind: 'plain', fault };
  }

  /** Frees its session and its buffers. */
  async release(): Promise<void> {
    this.#inputs?.destroy();
    this.#inputs = null;
    await this.#release(this.#session);
  }

  get #own(): GraphInputs {
    if (this.#inputs) return this.#inputs;
    throw new Error('The graph has no buffers.');
  }

  /**
   * Runs a session on what is in its buffers. A session that captures has outputs of its own: ONNX Runtime 1.30 forgets the buffers that it was given for outputs after the first
   * run, and looks for them in the second.
   */
  #run<T>(session: Ort.InferenceSession, results: BuffersByName, take: (made: Tensors) => T | Promise<T>): Promise<T> {
    return withTensorScope(this.#ledger, async (own) => {
      const there = (buffer: GPUBuffer, dataType: 'float32' | 'int32' | 'int64', dims: readonly number[]): Ort.Tensor => own(this.#ort.Tensor.fromGpuBuffer(buffer as never, { dataType, dims }));
      const feeds = Object.fromEntries([...this.#own.all].map(([name, { buffer, type, shape }]) => [name, there(buffer, type, shape)]));
      const given = Object.fromEntries(Object.entries(results).map(([name, { buffer, shape }]) => [name, there(buffer, 'float32', shape)]));
      const made = await this.#gpu.orLost(Object.keys(given).length > 0 ? session.run(feeds, given) : session.run(feeds));
      for (const tensor of Object.values(made)) own(tensor);
      return take(made);
    });
  }

  #copy(made: Tensors, results: BuffersByName): void {
    const encoder = this.#gpu.device.createCommandEncoder();
    for (const [name, { shape, buffer }] of Object.entries(results)) {
      const from = made[name]?.gpuBuffer;
      if (!from) throw new Error(`The graph has no output "${name}".`);
      encoder.copyBufferToBuffer(from, 0, buffer, 0, sizeOf(shape) * 4);
    }
    this.#gpu.device.queue.submit([encoder.finish()]);
  }

  async #release(session: Ort.InferenceSession): Promise<void> {
    // A session of a lost device cannot be released; its memory went with the device.
    await this.#gpu.orLost(session.release()).catch(() => undefined);
    this.#ledger.closed('sessions');
  }
}
