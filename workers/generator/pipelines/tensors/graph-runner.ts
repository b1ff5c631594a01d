import type { StepMix } from '../schedulers/scheduler.js';
import type { HostTensor } from './tensor.js';

/** Tensors by the names that a graph has for them. */
export type NamedTensors = Readonly<Record<string, HostTensor>>;

/** Runs the graphs of a loaded pack. One run at a time; callers may overlap and are served in order. */
export interface GraphRunner {
  /**
   * @param graph as the manifest calls it
   * @param inputs all inputs of the graph, of the graph's own types
   * @returns all outputs of the graph, copied to ordinary memory
   * @throws Failure `device-lost`, `out-of-memory`, or `bad-pack` when the graph does not take these inputs
   */
  run(graph: string, inputs: NamedTensors): Promise<NamedTensors>;
  /** Takes latents to the device, where they stay while they are sampled; absent where graphs run in ordinary memory. */
  keepLatents?(numbers: Float32Array): LatentsOnDevice;
}

/** Latents on the device that graphs run on. Whoever asked for them closes them. */
export interface LatentsOnDevice {
  /**
   * Runs a denoiser on them, and takes them a step on; nothing is read back.
   * @param noise of as many numbers, where `mix` has a share of it
   * @throws Failure as {@link GraphRunner.run}
   */
  step(run: DenoiserRun, mix: StepMix, noise?: Float32Array): Promise<void>;
  read(): Promise<Float32Array>;
  /** May be called again. */
  close(): void;
}

export interface DenoiserRun {
  readonly graph: string;
  /** All inputs but the latents. */
  readonly inputs: NamedTensors;
  /** The input that is given the latents, float32. */
  readonly latents: { readonly name: string; readonly shape: readonly number[] };
  /** The float32 output that is the prediction, of the latents' shape. */
  readonly prediction: string;
}

/** The float output called `name`; a graph without it is a broken pack. */
export function floatOutput(outputs: NamedTensors, graph: string, name: string): Float32Array {
  const tensor = outputs[name];
  if (tensor?.dtype !== 'float32') {
    throw new Error(`The graph ${graph} has no float32 output "${name}".`);
  }
  return tensor.data;
}
