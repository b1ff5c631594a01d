import type { FirstFrame } from './first-frame.js';
import type { NamedTensors } from './graph-runner.js';
import type { TextConditioning } from './prompt-embeds.js';

/**
 * All that the rest of a film depends on, taken between two windows: `runJob` makes the same frames from here on as if
 * it had never stopped. Plain data (numbers, strings, arrays, records and typed arrays), so that it can be written down;
 * nothing in it is changed afterwards. What a later window comes to depend on belongs in here.
 */
export interface FilmState {
  /** Frames handed out so far. */
  readonly frames: number;
  /** The shot to go on with, counted from 0. */
  readonly shot: number;
  /** Null when that shot has not begun. */
  readonly open: ShotState | null;
}

/** A shot of which some windows are made. */
export interface ShotState {
  readonly conditioning: { readonly text: TextConditioning; readonly empty: TextConditioning };
  readonly first: FirstFrame;
  /** The next window to make, counted from 0. */
  readonly window: number;
  /** The latents that the next window sees of those before, oldest first. */
  readonly context: readonly Float32Array[];
  /** Memory of the streaming decoder. */
  readonly decoder: NamedTensors;
}

export const FILM_START: FilmState = { frames: 0, shot: 0, open: null };
