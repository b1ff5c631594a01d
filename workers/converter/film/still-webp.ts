import { Failure } from '../../../contract/errors/failure.js';
import { pictureOf } from './frame-canvas.js';
import type { Rgba, Size } from './picture.js';

/**
 * One picture as a WebP file.
 *
 * @param quality below 1, at which browsers keep everything
 * @throws Failure `webp-not-encodable`: Safari gives a PNG in its place
 */
export async function stillWebp(rgba: Rgba, size: Size, quality: number): Promise<Uint8Array<ArrayBuffer>> {
  const picture = await pictureOf(rgba, size, 'image/webp', quality);
  if (picture.type !== 'image/webp') throw Failure.because('webp-not-encodable', {});
  return new Uint8Array(await picture.arrayBuffer());
}
