import type { FilmFrame } from '../../lib/film-frame.js';
import { frameOf } from '../../../contract/pack/pack-parts.js';
import { mixPictures } from './ending.js';
import { broughtHere, paintWhole, type FramePixels, type MadeFrame } from './film-picture.js';
import type { FilmPlan } from './film-plan.js';
import type { FilmState } from './film-state.js';
import type { FramePainter } from './frame-painter.js';
import type { PipelineContext } from './pipeline-context.js';
import { TextToVideoPipeline } from './text-to-video.js';

/**
 * As `TextToVideoPipeline.run`, with frames that are painted on the device of the graphs. Once one cannot be, it and all later ones are painted in
 * ordinary memory.
 *
 * @param context with the device
 * @param onFault hears once of what is the matter
 */
export async function* paintFilm(context: PipelineContext, painter: FramePainter, film: FilmPlan, from: FilmState | undefined, onFault: (fault: unknown) => void): AsyncGenerator<FilmFrame, void, undefined> {
  const { manifest, onWindowEnd, stopwatch } = context;
  const { width, height } = frameOf(manifest);
  let index = from?.frames ?? 0;
  let paints = true;
  for await (const made of new TextToVideoPipeline(context).pictures(film, from)) {
    if (made.kind === 'window end') {
      onWindowEnd?.(made.state);
      continue;
    }
    const image = await stopwatch.time('decode', () => Promise.resolve(paint(made)));
    yield image ? { index, width, height, image } : { index, width, height, rgba: await stopwatch.time('decode', () => paintedHere(made)) };
    index++;
  }

  function paint(made: MadeFrame): VideoFrame | null {
    if (!paints) return null;
    try {
      return painter.paint(made);
    } catch (error) {
      paints = false;
      onFault(error);
      return null;
    }
  }
}

async function paintedHere({ picture, dissolve }: MadeFrame): Promise<FramePixels> {
  const rgba = paintWhole(await broughtHere(picture), 'background');
  return dissolve ? mixPictures(rgba, paintWhole(dissolve.picture, 'background'), dissolve.weight) : rgba;
}
