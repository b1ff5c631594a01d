/** A part of a film between two cuts, at the film's frame rate and at the model's. */
export interface Stretch {
  /** Frames of the film, at least 1. */
  readonly shown: number;
  /** Frames that the model makes, at least 1. */
  readonly made: number;
}

/** The frames that a model makes for `shown` frames of a film: the first and the last of both are the same, so that a loop closes. */
export function madeFrames(shown: number, filmFps: number, modelFps: number): number {
  if (filmFps === modelFps) return shown;
  return shown === 1 ? 1 : Math.max(2, Math.round(((shown - 1) * modelFps) / filmFps) + 1);
}

export interface MadeMoment {
  /** Number of the stretch. */
  readonly stretch: number;
  /** Of the frames that the model makes, counted over all stretches: the one before, and how far it is to the next, from 0 to below 1. */
  readonly frame: number;
  readonly share: number;
}

/** Closer than this to a frame is at it. */
const AT_ONCE = 1e-6;

/** When the model's frames are shown. Time runs evenly from the first to the last frame of a stretch; a cut lies between two frames. */
export class PartClock {
  readonly #stretches: readonly Stretch[];

  constructor(stretches: readonly Stretch[]) {
    this.#stretches = stretches;
  }

  /** @param shown a frame of the part, counted from 0 at the film's rate */
  at(shown: number): MadeMoment {
    let [before, made] = [0, 0];
    for (const [number, stretch] of this.#stretches.entries()) {
      const own = shown - before;
      if (own < stretch.shown || number === this.#stretches.length - 1) {
        const time = stretch.shown > 1 ? (Math.min(own, stretch.shown - 1) * (stretch.made - 1)) / (stretch.shown - 1) : 0;
        const frame = Math.floor(time + AT_ONCE);
        const share = time - frame;
        return { stretch: number, frame: made + frame, share: share < AT_ONCE ? 0 : share };
      }
      before += stretch.shown;
      made += stretch.made;
    }
    throw new Error('A part has at least one stretch.');
  }
}
