import type { PackManifest } from '../../../contract/pack/manifest.js';
import { frameOf } from '../../../contract/pack/pack-parts.js';
import type { GenerateRequest } from '../../../contract/request/request.js';
import type { FilmFrame } from '../../lib/film-frame.js';
import { composeFilm } from '../pipelines/compose/compose-film.js';
import { paintComposed } from '../pipelines/compose/paint-composed.js';
import type { ShownPicture } from '../pipelines/film-picture.js';
import type { FilmState } from '../pipelines/film-state.js';
import type { FramePainter } from '../pipelines/frame-painter.js';
import { paintFilm } from '../pipelines/paint-film.js';
import type { PipelineContext } from '../pipelines/pipeline-context.js';
import { TextToVideoPipeline } from '../pipelines/text-to-video.js';
import type { GraphDevice, GraphRunner } from '../pipelines/tensors/graph-runner.js';
import type { FilmEncoder, Platform } from '../platform.js';
import type { JobPlan } from './plan/plan-composition.js';

/** The frames of a film in the making. */
export interface FilmFrames {
  readonly frames: AsyncGenerator<FilmFrame, void, undefined>;
  /** What paints them on the device of the graphs, if anything does. Whoever gets it closes it. */
  readonly painter: Pick<FramePainter<never>, 'settled' | 'close'> | null;
}

/**
 * Opens the frames of a film, painted on the device of the graphs where that can be done.
 * @param from where it goes on
 * @param onFault hears that a device is there, and that frames are painted in ordinary memory all the same
 */
export async function openFilmFrames(
  { plan, request }: { readonly plan: JobPlan; readonly request: GenerateRequest },
  context: PipelineContext,
  platform: Pick<Platform, 'openTitles'>,
  clip: Pick<FilmEncoder, 'keepsColours'>,
  from: FilmState | undefined,
  onFault: () => void,
): Promise<FilmFrames> {
  const { manifest, runner } = context;
  const there = { ...context, device: runner.device };
  const output = plan.isTransparent ? 'stacked' : 'opaque';
  const opened = async <Order>(open: (device: GraphDevice) => Promise<FramePainter<Order>>): Promise<FramePainter<Order> | null> => {
    try {
      return await openFilmPainter(manifest, runner, clip, open);
    } catch {
      onFault();
      return null;
    }
  };
  if (plan.kind === 'plain') {
    const painter = await opened((device) => device.openPainter(frameOf(manifest), output));
    return { painter, frames: painter ? paintFilm(there, painter, plan.film, from, onFault) : new TextToVideoPipeline(context).run(plan.film, from) };
  }
  const { composition } = plan;
  const hasTitles = composition.parts.some(({ kind }) => kind === 'title');
  const drawTitle = hasTitles ? await platform.openTitles(composition, request.ending?.kind === 'loop') : neverDrawn;
  const painter = await opened((device) => device.openComposer(composition.frame, output));
  return { painter, frames: painter ? paintComposed(there, painter, composition, drawTitle, from, onFault) : composeFilm(context, composition, drawTitle, from) };
}

function neverDrawn(): never {
  throw new Error('A film without titles was to draw one.');
}

/**
 * What paints the frames of a film on the device of the graphs.
 * @param open on that device
 * @returns null where there is no such device, or nothing for it to paint
 * @throws Error where the device or the encoder makes other pictures of frames than they are in ordinary memory
 */
async function openFilmPainter<Order>(manifest: PackManifest, runner: GraphRunner, clip: Pick<FilmEncoder, 'keepsColours'>, open: (device: GraphDevice) => Promise<FramePainter<Order>>): Promise<FramePainter<Order> | null> {
  const device = paintingDevice(manifest, runner);
  if (!device) return null;
  const painter = await open(device);
  const isKept = await clip.keepsColours?.((rgba) => painter.show(rgba));
  if (isKept === true) return painter;
  painter.close();
  throw new Error('The encoder takes painted frames for other colours.');
}

/** For frames of the pack's own size that are not encoded. @throws Error as {@link openFilmPainter} */
export async function openPackPainter(manifest: PackManifest, runner: GraphRunner): Promise<FramePainter<ShownPicture> | null> {
  return paintingDevice(manifest, runner)?.openPainter(frameOf(manifest), 'opaque') ?? null;
}

/** Frames of other decoders are in ordinary memory. */
function paintingDevice({ imageToVideo }: PackManifest, { device }: GraphRunner): GraphDevice | null {
  return imageToVideo?.decoder.mode === 'layers' && device ? device : null;
}
