import type { Stage } from '../../../contract/generator.js';
import type { PackManifest } from '../../../contract/pack.js';
import type { FilmState } from './film-state.js';
import type { GraphRunner } from './graph-runner.js';
import type { Stopwatch } from '../../lib/stopwatch.js';

/** All that a job needs from outside, so that it runs in Node with fakes. */
export interface PipelineContext {
  readonly manifest: PackManifest;
  readonly runner: GraphRunner;
  /** Token ids of a prompt, padded with 0 to `manifest.tokenizer.maxTokens`. */
  readonly tokenize: (prompt: string) => Int32Array;
  /** Lets messages in, such as the one that cancels; throws a `cancelled` failure when the job is to stop. */
  readonly throwIfCancelled: () => Promise<void>;
  readonly stopwatch: Stopwatch;
  /** Called when one unit of work of a stage is done. */
  readonly onUnit: (stage: Stage) => void;
  /** Called when work of another stage than before begins. */
  readonly onStage: (stage: Stage) => void;
  /** Called between windows, and at the end of each shot, once all frames up to there were pulled. */
  readonly onWindowEnd?: (state: FilmState) => void;
}

/** A film as the pipeline makes it: validated, and with its pictures decoded. */
export interface FilmPlan {
  /** Frames of a given video that come before the shots; its last frame is the first one of the first shot. */
  readonly opening?: Opening;
  /** In order, at least one. Each starts with a cut. */
  readonly shots: readonly ShotPlan[];
  readonly seed: number;
  /** Denoising steps of each schedule; the pack's own when absent. */
  readonly steps?: number;
  /** Strength of the motion; 1 when absent. */
  readonly motion?: number;
  /** What the last frame is to equal: the first frame of the film, or a picture as planar RGB [3, H, W] in 0..1. */
  readonly ending?: 'loop' | Float32Array;
}

export interface ShotPlan {
  readonly prompt: string;
  /** At least 1. */
  readonly frames: number;
  /** The first frame, when it is given and not drawn: planar RGB [3, H, W] in 0..1. */
  readonly image?: Float32Array;
  /** What the same subject does afterwards. */
  readonly then?: readonly ScenePlan[];
}

/** A stretch of a shot that goes by words of its own. */
export interface ScenePlan {
  readonly prompt: string;
  readonly frames: number;
}

/** A given video, at the pack's size and rate. */
export interface Opening {
  /** Frames that it has, at least 1. */
  readonly frames: number;
  /** All frames in the order of time, as RGBA bytes. May be called more than once. */
  read(): AsyncGenerator<Uint8ClampedArray<ArrayBuffer>, void, undefined>;
}

/** All stretches of a shot, its first one included. */
export function scenesOf(shot: ShotPlan): readonly ScenePlan[] {
  return [shot, ...(shot.then ?? [])];
}
