import { paintedFrame, type FilmFrame } from '../../../lib/film-frame.js';
import type { FilmState } from '../film-state.js';
import { paintUntilFault, type FramePainter } from '../frame-painter.js';
import type { PipelineContext } from '../pipeline-context.js';
import { composedFrames, type DrawTitle } from './compose-film.js';
import type { Composition } from './composition.js';
import { stepsHere, type PaintStep } from './paint-step.js';
import { StepPainter } from './step-painter.js';

/**
 * As `composeFilm`, with frames that are painted on the device of the graphs. Once one cannot be, it and all later ones are painted in ordinary memory.
 *
 * @param context with the device
 * @param painter of stacked frames, where the film is transparent
 * @param onFault hears once of what is the matter
 */
export async function* paintComposed(
  context: PipelineContext,
  painter: FramePainter<readonly PaintStep[]>,
  composition: Composition,
  drawTitle: DrawTitle,
  from: FilmState | undefined,
  onFault: (fault: unknown) => void,
): AsyncGenerator<FilmFrame, void, undefined> {
  const { frame, isTransparent } = composition;
  const { width, height } = frame;
  const here = new StepPainter(frame, isTransparent);
  const paint = paintUntilFault(painter, onFault);
  for await (const { index, steps } of composedFrames(context, composition, drawTitle, from)) {
    const image = await context.stopwatch.time('decode', () => Promise.resolve(paint(steps)));
    yield image
      ? paintedFrame(index, frame, image, painter.output)
      : { index, width, height, rgba: await context.stopwatch.time('decode', async () => here.paint(await stepsHere(steps))) };
  }
}
