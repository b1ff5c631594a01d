import type { FrameMaps } from './decoders/layers/frame-maps.js';
import type { FirstFrame } from './first-frame.js';
import type { NamedTensors } from './tensors/graph-runner.js';
import type { EncodedPrompt } from './prompt-embeds.js';

/**
 * All that the rest of a film depends on, taken between two windows: from here the pipeline makes the same frames as if
 * it had never stopped. Plain data (numbers, strings, arrays, records and typed arrays), so that it can be stored;
 * nothing in it is changed afterwards.
 */
export interface FilmState {
  /** Frames handed out so far. */
  readonly frames: number;
  /** The shot to continue with, counted from 0. */
  readonly shot: number;
  /** Null when that shot has not begun. */
  readonly open: ShotState | null;
  /** Of a film that is put together of parts, which has no shot of its own: where each can go on from, null where it makes nothing now. */
  readonly parts?: readonly (PartState | null)[];
}

/** A part may be behind the film: what it makes again is the same, and is dropped. */
export interface PartState {
  readonly state: FilmState;
  /** The frame before, from which frames in between go on; null where there is none. `dissolved`: the weight of the picture it ends with. */
  readonly last: { readonly maps: FrameMaps; readonly dissolved: number } | null;
}

/** A shot of which some windows are made. */
export interface ShotState {
  /** The same object from window to window until the prompt changes, so that it is stored once. */
  readonly conditioning: ShotConditioning;
  /** The next window to make, counted from 0. */
  readonly window: number;
  /** The latents that the next window sees of those before, oldest first. */
  readonly context: readonly Float32Array[];
  /** The state of the video decoder; null before the first window. */
  readonly decoder: NamedTensors | null;
}

/** What every window of a scene is conditioned on. */
export interface ShotConditioning {
  readonly prompt: EncodedPrompt;
  readonly firstFrame: FirstFrame;
}

export const FILM_START: FilmState = { frames: 0, shot: 0, open: null };
