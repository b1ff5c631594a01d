import type { RgbaFrame } from '../../../lib/rgba-frame.js';

/** A frame as a PNG file, without loss. */
export async function encodePng({ rgba, width, height }: RgbaFrame): Promise<Blob> {
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d');
  if (!context) throw new Error('No 2D canvas could be made.');
  context.putImageData(new ImageData(rgba, width, height), 0, 0);
  return canvas.convertToBlob({ type: 'image/png' });
}
