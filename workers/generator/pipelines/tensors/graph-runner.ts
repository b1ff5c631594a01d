import type { FrameOutput } from '../../../lib/film-frame.js';
import type { PaintStep } from '../compose/paint-step.js';
import type { PixelSize } from '../decoders/layers/pixel-map.js';
import type { ShownPicture } from '../film-picture.js';
import type { FramePainter } from '../frame-painter.js';
import type { StepMix } from '../schedulers/scheduler.js';
import type { Float32Tensor, HostTensor } from './tensor.js';

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
  /**
   * Captures the runs of graphs that have run since they were loaded, and are run again and again: later ones cost the CPU less. It takes as long as loading them again; where
   * a captured run differs from a plain one, or cannot be made, it is left as it was.
   * @param isCancelled asked between graphs
   * @returns what became of each that was tried
   * @throws Failure `device-lost`
   */
  captureRuns?(isCancelled: () => boolean): Promise<Readonly<Record<string, CaptureOutcome>>>;
  /** For results that stay on the device; absent where graphs run in ordinary memory. */
  readonly device?: GraphDevice;
}

/** `fault`: why a graph's runs are not captured. */
export type CaptureOutcome = { readonly kind: 'captured' } | { readonly kind: 'plain'; readonly fault: string };

/** Runs graphs on what is on their device, and leaves it there. */
export interface GraphDevice {
  /** Takes a tensor to the device. */
  keep(tensor: Float32Tensor): DeviceTensor;
  /**
   * @param inputs all inputs of the graph, of the graph's own types
   * @param outputs names and shapes of the outputs that are wanted, all float32
   * @throws Failure as {@link GraphRunner.run}
   */
  run(graph: string, inputs: Readonly<Record<string, HostTensor | DeviceTensor>>, outputs: readonly NamedShape[]): Promise<Readonly<Record<string, DeviceTensor>>>;
  /**
   * What paints frames of a size from what is on the device. It is compared with what paints them in ordinary memory, once a worker.
   * @throws Error where it cannot be, or paints otherwise
   */
  openPainter(size: PixelSize, output: FrameOutput): Promise<FramePainter<ShownPicture>>;
  /** The same of frames that are put together. */
  openComposer(size: PixelSize, output: FrameOutput): Promise<FramePainter<readonly PaintStep[]>>;
}

/** A float32 tensor on the device of the graphs. Whoever got it closes it. */
export interface DeviceTensor {
  readonly shape: readonly number[];
  /** Waits for nothing but the work that it takes; what is asked for after it does not change it. */
  read(): Promise<Float32Tensor>;
  /** May be called again. */
  close(): void;
}

export interface NamedShape {
  readonly name: string;
  readonly shape: readonly number[];
}

/** Latents on the device that graphs run on. Whoever asked for them closes them. */
export interface LatentsOnDevice {
  /**
   * Runs a denoiser on them, and takes them a step on; nothing is read back.
   * @param noise of as many numbers, where `mix` has a share of it
   * @throws Failure as {@link GraphRunner.run}
   */
  step(run: DenoiserRun, mix: StepMix, noise?: Float32Array): Promise<void>;
  /** A part of them, counted in parts of its size, each number times `share`. */
  part(number: number, shape: readonly number[], share: number): DeviceTensor;
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
