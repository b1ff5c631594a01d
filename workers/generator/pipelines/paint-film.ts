import { paintedFrame, type FilmFrame } from '../../lib/film-frame.js';
import { frameOf } from '../../../contract/pack/pack-parts.js';
import { broughtHere, paintShown, type ShownPicture } from './film-picture.js';
import type { FilmPlan } from './film-plan.js';
import type { FilmState } from './film-state.js';
import { paintUntilFault, type FramePainter } from './frame-painter.js';
import type { PipelineContext } from './pipeline-context.js';
import { TextToVideoPipeline } from './text-to-video.js';
import { particlesAt } from './weather/film-weather.js';

/**
 * As `TextToVideoPipeline.run`, with frames that are painted on the device of the graphs. Once one cannot be, it and all later ones are painted in
 * ordinary memory.
 *
 * @param context with the device
 * @param painter of stacked frames, where the film is transparent
 * @param onFault hears once of what is the matter
 */
export async function* paintFilm(context: PipelineContext, painter: FramePainter<ShownPicture>, film: FilmPlan, from: FilmState | undefined, onFault: (fault: unknown) => void): AsyncGenerator<FilmFrame, void, undefined> {
  const { manifest, onWindowEnd, stopwatch } = context;
  const size = frameOf(manifest);
  const behind = film.isTransparent ? 'nothing' : 'background';
  const paint = paintUntilFault(painter, onFault);
  let index = from?.frames ?? 0;
  for await (const made of new TextToVideoPipeline(context).pictures(film, from)) {
    if (made.kind === 'window end') {
      onWindowEnd?.(made.state);
      continue;
    }
    const shown = film.weather ? { ...made, weather: particlesAt(film.weather, index, size) } : made;
    const image = await stopwatch.time('decode', () => Promise.resolve(paint(shown)));
    yield image ? paintedFrame(index, size, image, painter.output) : { index, width: size.width, height: size.height, rgba: await stopwatch.time('decode', async () => paintShown({ ...shown, picture: await broughtHere(shown.picture) }, behind, size)) };
    index++;
  }
}
