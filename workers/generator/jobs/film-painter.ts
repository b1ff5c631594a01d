import type { PackManifest } from '../../../contract/pack/manifest.js';
import { frameOf } from '../../../contract/pack/pack-parts.js';
import type { FilmEncoder } from '../platform.js';
import type { FramePainter } from '../pipelines/frame-painter.js';
import type { GraphRunner } from '../pipelines/tensors/graph-runner.js';
import type { JobPlan } from './plan/plan-composition.js';

/**
 * What paints the frames of a film on the device of the graphs. Films in layers and transparent ones are painted in ordinary memory.
 * @returns null where there is no such device, or nothing for it to paint
 * @throws Error where the device or the encoder makes other pictures of frames than they are in ordinary memory
 */
export async function openFilmPainter({ kind, isTransparent }: Pick<JobPlan, 'kind' | 'isTransparent'>, manifest: PackManifest, runner: GraphRunner, clip: Pick<FilmEncoder, 'keepsColours'>): Promise<FramePainter | null> {
  if (kind !== 'plain' || isTransparent) return null;
  const painter = await openPackPainter(manifest, runner);
  if (!painter) return null;
  const isKept = await clip.keepsColours?.((rgba) => painter.paint({ picture: { kind: 'pixels', rgba }, dissolve: null }));
  if (isKept === true) return painter;
  painter.close();
  throw new Error('The encoder takes painted frames for other colours.');
}

/** For frames that are not encoded. @throws Error as {@link openFilmPainter} */
export async function openPackPainter(manifest: PackManifest, { device }: GraphRunner): Promise<FramePainter | null> {
  return device && manifest.imageToVideo?.decoder.mode === 'layers' ? device.openPainter(frameOf(manifest)) : null;
}
