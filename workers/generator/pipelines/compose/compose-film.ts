import type { RgbaFrame } from '../../../lib/rgba-frame.js';
import { frameOf } from '../../../../contract/pack/pack-parts.js';
import type { ShadowEllipse } from '../decoders/layers/paint-shadow.js';
import type { Canvas } from '../decoders/layers/paint-subject.js';
import { FILM_START, type FilmState } from '../film-state.js';
import type { PipelineContext } from '../pipeline-context.js';
import type { Composition, FilmPart, Part, TitlePart } from './composition.js';
import type { PixelMap } from '../decoders/layers/pixel-map.js';
import { opacityOf } from './fading.js';
import { PartPainter } from './part-painter.js';
import { PART_START, PartStream } from './part-stream.js';

/** Draws a title over a frame. @param number of the frame, counted from the title's first @param opacity of all of it */
export type DrawTitle = (canvas: Canvas, part: TitlePart, number: number, opacity: number) => void;

/**
 * The frames of a film that is put together of parts, in the order of time. Parts are made in step: each only as far as the next frame takes it,
 * so that all reach the ends of their windows together, and a film that goes on later loses a window of each at most.
 *
 * @param from where to continue: a state that `onWindowEnd` was given, of the same film, pack and backend
 * @throws as `TextToVideoPipeline.run`
 */
export async function* composeFilm(context: PipelineContext, composition: Composition, drawTitle: DrawTitle, from: FilmState = FILM_START): AsyncGenerator<RgbaFrame, void, undefined> {
  const { frame, frames, isTransparent, parts } = composition;
  const { stopwatch, throwIfCancelled, onWindowEnd } = context;
  const { width, height } = frame;
  if (from.frames >= frames) return;
  const painters = parts.map((part) => (part.kind === 'film' ? new PartPainter(part, frame, frameOf(context.manifest)) : null));
  const streams = new PartStreams(context, parts, from);
  try {
    for (let index = from.frames; index < frames; index++) {
      const present = parts.map((part) => (index >= part.first && index < part.first + part.frames ? index - part.first : null));
      await streams.reach(present, () => onWindowEnd?.({ frames: index, shot: 0, open: null, parts: streams.kept }));
      await throwIfCancelled();
      const canvas = await stopwatch.time('decode', () => Promise.resolve(paint(present)));
      yield { index, width, height, rgba: canvas.rgba };
    }
    onWindowEnd?.({ frames, shot: 1, open: null });
  } finally {
    await streams.close();
  }

  function paint(present: readonly (number | null)[]): Canvas {
    let canvas: Canvas | null = null;
    let camera: PixelMap | null = null;
    for (const [i, part] of parts.entries()) {
      const number = present[i] ?? null;
      if (number === null) continue;
      const opacity = opacityOf(part, number, frames, frame.fps);
      if (part.kind === 'title') {
        canvas ??= emptyCanvas();
        drawTitle(canvas, part, number, opacity);
      } else {
        const { made, stretch } = streams.frame(i, number);
        const painter = painters[i];
        const isBase = canvas === null;
        if (isBase) {
          camera = painter?.camera(made, stretch) ?? null;
          // They lie on the base's ground, so they are painted before anything that stands on it.
          const shadows = part.shows === 'subject' ? [] : shadowsBefore(i, present, camera);
          canvas = painter?.paintFirst(made, stretch, isTransparent, shadows, opacity) ?? canvas;
        } else if (canvas) painter?.paintOver(canvas, made, stretch, isTransparent, camera, opacity);
      }
    }
    return canvas ?? emptyCanvas();
  }

  /** The shadows of all that stands in front of part `base`. */
  function shadowsBefore(base: number, present: readonly (number | null)[], camera: PixelMap | null): readonly ShadowEllipse[] {
    return parts.flatMap((part, i) => {
      const number = present[i] ?? null;
      if (i <= base || number === null || part.kind === 'title') return [];
      const { made, stretch } = streams.frame(i, number);
      const shadow = painters[i]?.shadow(made, stretch, camera);
      return shadow ? [{ ...shadow, strength: shadow.strength * opacityOf(part, number, frames, frame.fps) }] : [];
    });
  }

  function emptyCanvas(): Canvas {
    return { width, height, rgba: new Uint8ClampedArray(width * height * 4) };
  }
}

/** The streams of all parts that are films. They are opened when they are first wanted, and closed after their last frame. */
class PartStreams {
  readonly #context: PipelineContext;
  readonly #parts: readonly Part[];
  readonly #from: FilmState;
  readonly #open = new Map<number, PartStream>();

  constructor(context: PipelineContext, parts: readonly Part[], from: FilmState) {
    this.#context = context;
    this.#parts = parts;
    this.#from = from;
  }

  /** Where the parts can go on from; null of one that makes nothing now. */
  get kept(): NonNullable<FilmState['parts']> {
    return this.#parts.map((_, i) => this.#open.get(i)?.kept ?? null);
  }

  /**
   * Makes all that is painted next. Every part comes to the end of its window before any goes on, so that one note holds them all.
   * @param present for each part its own frame, null where it is not there
   */
  async reach(present: readonly (number | null)[], note: () => void): Promise<void> {
    let waiting = new Map<number, number>();
    for (const [i, part] of this.#parts.entries()) {
      const number = present[i] ?? null;
      if (part.kind !== 'film') continue;
      if (number === null) await this.#close(i);
      else {
        if (!this.#open.has(i)) this.#open.set(i, this.#start(i, part));
        waiting.set(i, number);
      }
    }
    while (waiting.size > 0) {
      const ended = new Map<number, number>();
      for (const [i, number] of waiting) if ((await this.#open.get(i)?.reach(number)) === 'window end') ended.set(i, number);
      if (ended.size > 0) note();
      waiting = ended;
    }
  }

  frame(part: number, number: number): ReturnType<PartStream['frame']> {
    const stream = this.#open.get(part);
    if (!stream) throw new Error(`Part ${part} is not open.`);
    return stream.frame(number);
  }

  async close(): Promise<void> {
    for (const i of [...this.#open.keys()]) await this.#close(i);
  }

  #start(i: number, part: FilmPart): PartStream {
    return new PartStream(this.#context, part, this.#from.parts?.[i] ?? PART_START);
  }

  async #close(i: number): Promise<void> {
    await this.#open.get(i)?.close();
    this.#open.delete(i);
  }
}
