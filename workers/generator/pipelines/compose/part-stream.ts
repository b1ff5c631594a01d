import { frameOf } from '../../../../contract/pack/pack-parts.js';
import { layersOf } from '../decoders/layers/cut-out.js';
import { requireHere } from '../decoders/layers/frame-maps.js';
import { framesOfShot } from '../film-plan.js';
import { askForMaps, broughtHere, onItsGround, pictureBetween, withMapsHere, type MadeFrame } from '../film-picture.js';
import { FILM_START, type FilmState, type PartState } from '../film-state.js';
import type { PipelineContext } from '../pipeline-context.js';
import { TextToVideoPipeline } from '../text-to-video.js';
import type { FilmPart } from './composition.js';
import { PartClock } from './part-clock.js';

/** Where a part begins. */
export const PART_START: PartState = { state: FILM_START, last: null };

/** The frames of one part, made as far as they are wanted, and those in between. */
export class PartStream {
  readonly #clock: PartClock;
  readonly #pictures: ReturnType<TextToVideoPipeline['pictures']>;
  /** Whether there are frames between those of the model. */
  readonly #hasMore: boolean;
  /** Where it can go on from, and the frame that it made last, before that. */
  #kept: PartState;
  /** Frames made so far. */
  #made: number;
  /** The last two of them. */
  #before: MadeFrame | null = null;
  #last: MadeFrame | null;

  constructor(context: PipelineContext, part: FilmPart, from: PartState) {
    this.#clock = new PartClock(part.stretches);
    this.#hasMore = part.stretches.some(({ shown, made }) => shown !== made);
    this.#pictures = new TextToVideoPipeline(context).pictures(part.film, from.state);
    this.#kept = from;
    this.#made = from.state.frames;
    this.#last = lastFrame(context, part, from);
  }

  get kept(): PartState {
    return this.#kept;
  }

  /**
   * Makes what frame `shown` of the part is painted from. `window end`: it stopped before work that can be gone on with later; call it again.
   * @throws whatever the pipeline throws
   */
  async reach(shown: number): Promise<'there' | 'window end'> {
    const { frame, share } = this.#clock.at(shown);
    const wanted = share > 0 ? frame + 1 : frame;
    while (this.#made <= wanted) {
      const { value, done } = await this.#pictures.next();
      if (done === true) throw new Error(`A part ended before its frame ${wanted}.`);
      if (value.kind === 'window end') {
        this.#kept = { state: value.state, last: this.#last && this.#hasMore && value.state.open ? await keptFrame(this.#last) : null };
        return 'window end';
      }
      const { picture } = value;
      // Whoever waits for them hears of a device that is lost.
      if (picture.kind === 'there') askForMaps(picture.moved).catch(() => undefined);
      this.#before = this.#last;
      this.#last = value;
      this.#made++;
    }
    return 'there';
  }

  /** Resolves when the maps of what is reached are in ordinary memory. */
  async arrived(): Promise<void> {
    this.#before = this.#before && (await withMaps(this.#before));
    this.#last = this.#last && (await withMaps(this.#last));
  }

  /** Frame `shown` of the part, which is reached and has arrived. */
  frame(shown: number): { readonly made: MadeFrame; readonly stretch: number } {
    const { stretch, frame, share } = this.#clock.at(shown);
    const last = this.#last;
    if (!last) throw new Error('No frame of a part is made yet.');
    if (share === 0) {
      const made = frame === this.#made - 1 ? last : this.#before;
      if (!made) throw new Error(`Frame ${frame} of a part is gone.`);
      return { made, stretch };
    }
    return { made: between(this.#before ?? last, last, share), stretch };
  }

  /** Ends the work; may be called at any time, more than once. */
  async close(): Promise<void> {
    await this.#pictures.return();
  }
}

function between(a: MadeFrame, b: MadeFrame, share: number): MadeFrame {
  const dissolve = b.dissolve ?? a.dissolve;
  const [from, to] = [a.dissolve?.weight ?? 0, b.dissolve?.weight ?? 0];
  return { kind: 'frame', picture: pictureBetween(a.picture, b.picture, share), dissolve: dissolve && { picture: dissolve.picture, weight: from + share * (to - from) } };
}

async function withMaps(frame: MadeFrame): Promise<MadeFrame> {
  return frame.picture.kind === 'there' ? { ...frame, picture: await withMapsHere(frame.picture) } : frame;
}

/** Between the frames of a window and the next there are frames of the film, which take the last one of the window. */
async function keptFrame({ picture, dissolve }: MadeFrame): Promise<PartState['last']> {
  const here = await broughtHere(picture);
  return here.kind === 'layers' ? { maps: requireHere(here.maps), dissolved: dissolve?.weight ?? 0 } : null;
}

function lastFrame({ manifest }: PipelineContext, { film }: FilmPart, { state, last }: { readonly state: FilmState; readonly last: PartState['last'] }): MadeFrame | null {
  if (!last || !state.open) return null;
  const { width, height, fps } = frameOf(manifest);
  const layers = layersOf(state.open.conditioning.firstFrame, width, height);
  const before = film.shots.slice(0, state.shot).reduce((sum, shot) => sum + framesOfShot(shot), (film.opening?.frames ?? 1) - 1);
  const picture = onItsGround({ kind: 'layers', layers, maps: last.maps }, film.shots[state.shot]?.ground ?? null, (state.frames - before - 1) / fps);
  return { kind: 'frame', picture, dissolve: last.dissolved > 0 ? { picture, weight: last.dissolved } : null };
}
