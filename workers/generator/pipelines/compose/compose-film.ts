import type { RgbaFrame } from '../../../lib/rgba-frame.js';
import { frameOf } from '../../../../contract/pack/pack-parts.js';
import type { ShadowEllipse } from '../decoders/layers/paint-shadow.js';
import type { PixelMap } from '../decoders/layers/pixel-map.js';
import type { FramePixels } from '../film-picture.js';
import { FILM_START, type FilmState } from '../film-state.js';
import type { PipelineContext } from '../pipeline-context.js';
import { particlesAt } from '../weather/film-weather.js';
import type { Composition, TitlePart } from './composition.js';
import { opacityOf } from './fading.js';
import type { PaintStep } from './paint-step.js';
import { PartSteps } from './part-steps.js';
import { PartStreams } from './part-streams.js';
import { StepPainter } from './step-painter.js';

/** Draws a title as large as the film, with straight colours: the same array where it looks the same. @param number of the frame, counted from the title's first */
export type DrawTitle = (part: TitlePart, number: number) => FramePixels;

/** What one frame of a film is painted of. */
export interface ComposedFrame {
  readonly index: number;
  readonly steps: readonly PaintStep[];
}

/**
 * The frames of a film that is put together of parts, in the order of time, painted in ordinary memory.
 *
 * @param from where to continue: a state that `onWindowEnd` was given, of the same film, pack and backend
 * @throws as `TextToVideoPipeline.run`
 */
export async function* composeFilm(context: PipelineContext, composition: Composition, drawTitle: DrawTitle, from?: FilmState): AsyncGenerator<RgbaFrame, void, undefined> {
  const { frame: { width, height }, isTransparent } = composition;
  const painter = new StepPainter({ width, height }, isTransparent);
  for await (const { index, steps } of composedFrames(context, composition, drawTitle, from)) {
    yield { index, width, height, rgba: await context.stopwatch.time('decode', () => Promise.resolve(painter.paint(steps))) };
  }
}

/**
 * What the frames are painted of, for whoever paints them. Parts are made in step: each only as far as the next frame takes it, so that all reach the ends
 * of their windows together, and a film that goes on later loses a window of each at most.
 */
export async function* composedFrames(context: PipelineContext, composition: Composition, drawTitle: DrawTitle, from: FilmState = FILM_START): AsyncGenerator<ComposedFrame, void, undefined> {
  const { frame, frames, parts, weather } = composition;
  const foremost = parts.findLastIndex(({ kind }) => kind === 'film');
  const { throwIfCancelled, onWindowEnd } = context;
  if (from.frames >= frames) return;
  const shown = parts.map((part) => (part.kind === 'film' ? new PartSteps(part, frame, frameOf(context.manifest)) : null));
  const streams = new PartStreams(context, parts, from);
  try {
    for (let index = from.frames; index < frames; index++) {
      const present = parts.map((part) => (index >= part.first && index < part.first + part.frames ? index - part.first : null));
      await streams.reach(present, () => onWindowEnd?.({ frames: index, shot: 0, open: null, parts: streams.kept }));
      await throwIfCancelled();
      yield { index, steps: stepsOf(index, present) };
    }
    onWindowEnd?.({ frames, shot: 1, open: null });
  } finally {
    await streams.close();
  }

  function stepsOf(index: number, present: readonly (number | null)[]): readonly PaintStep[] {
    const steps: PaintStep[] = [];
    let camera: PixelMap | null = null;
    for (const [i, part] of parts.entries()) {
      if (i === foremost + 1) fall();
      const number = present[i] ?? null;
      if (number === null) continue;
      const opacity = opacityOf(part, number, frames, frame.fps);
      if (part.kind === 'title') {
        steps.push({ kind: 'title', pixels: drawTitle(part, number), opacity });
        continue;
      }
      const { made, stretch } = streams.frame(i, number);
      const own = shown[i];
      if (!own) continue;
      if (steps.length > 0) steps.push(own.inFront(made, stretch, camera, opacity));
      else {
        camera = own.camera(made, stretch);
        // They lie on the base's ground, so they are painted before anything that stands on it.
        const shadows = part.shows === 'subject' ? [] : shadowsBefore(i, present, camera);
        steps.push(...own.behind(made, stretch, shadows, opacity));
      }
    }
    if (foremost === parts.length - 1) fall();
    return steps;

    function fall(): void {
      const particles = weather ? particlesAt(weather, index, frame) : null;
      if (particles) steps.push({ kind: 'weather', particles });
    }
  }

  /** The shadows of all that stands in front of part `base`. */
  function shadowsBefore(base: number, present: readonly (number | null)[], camera: PixelMap | null): readonly ShadowEllipse[] {
    return parts.flatMap((part, i) => {
      const number = present[i] ?? null;
      if (i <= base || number === null || part.kind === 'title') return [];
      const { made, stretch } = streams.frame(i, number);
      const shadow = shown[i]?.shadow(made, stretch, camera);
      return shadow ? [{ ...shadow, strength: shadow.strength * opacityOf(part, number, frames, frame.fps) }] : [];
    });
  }
}
