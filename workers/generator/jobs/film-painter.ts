import type { PackManifest } from '../../../contract/pack/manifest.js';
import { frameOf } from '../../../contract/pack/pack-parts.js';
import type { FilmEncoder } from '../platform.js';
import type { ShownPicture } from '../pipelines/film-picture.js';
import type { FramePainter } from '../pipelines/frame-painter.js';
import type { GraphDevice, GraphRunner } from '../pipelines/tensors/graph-runner.js';

/**
 * What paints the frames of a film on the device of the graphs.
 * @param open on that device
 * @returns null where there is no such device, or nothing for it to paint
 * @throws Error where the device or the encoder makes other pictures of frames than they are in ordinary memory
 */
export async function openFilmPainter<Order>(manifest: PackManifest, runner: GraphRunner, clip: Pick<FilmEncoder, 'keepsColours'>, open: (device: GraphDevice) => Promise<FramePainter<Order>>): Promise<FramePainter<Order> | null> {
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
