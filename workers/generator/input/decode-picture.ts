import { findImageSizeFault, unreadableImageFault } from '../../../contract/check-request.js';
import { Failure } from '../pipeline/failure.js';
import { planesFromRgba } from '../pipeline/rgba.js';
import { readPictureSize, type PixelSize } from './picture-header.js';

/** Enough for the header of any format, and for a JPEG's size behind its embedded thumbnail. */
const HEADER_BYTES = 512 * 1024;

/**
 * A dropped picture as the first frame: its middle, cut to the frame's proportions and scaled to its size, on white
 * where it is transparent.
 *
 * @returns planar RGB [3, height, width] in 0..1
 * @throws Failure `bad-image`
 */
export async function decodePicture(picture: Blob, frame: PixelSize): Promise<Float32Array> {
  const announced = readPictureSize(new Uint8Array(await picture.slice(0, HEADER_BYTES).arrayBuffer()));
  if (announced) refuseSize(announced);
  const bitmap = await decode(picture);
  try {
    refuseSize(bitmap);
    const crop = centreCrop(bitmap, frame);
    const canvas = new OffscreenCanvas(frame.width, frame.height);
    const context = canvas.getContext('2d', { willReadFrequently: true });
    if (!context) throw new Error('No 2D canvas could be made.');
    context.fillStyle = 'white';
    context.fillRect(0, 0, frame.width, frame.height);
    context.imageSmoothingQuality = 'high';
    context.drawImage(bitmap, crop.x, crop.y, crop.width, crop.height, 0, 0, frame.width, frame.height);
    return planesFromRgba(context.getImageData(0, 0, frame.width, frame.height).data, frame.width, frame.height);
  } finally {
    bitmap.close();
  }
}

/** The largest rectangle in the middle of `picture` with the proportions of `frame`. */
export function centreCrop(picture: PixelSize, frame: PixelSize): PixelSize & { readonly x: number; readonly y: number } {
  const scale = Math.min(picture.width / frame.width, picture.height / frame.height);
  const [width, height] = [frame.width * scale, frame.height * scale];
  return { x: (picture.width - width) / 2, y: (picture.height - height) / 2, width, height };
}

function refuseSize(size: PixelSize): void {
  const fault = findImageSizeFault(size.width, size.height);
  if (fault) throw Failure.of(fault);
}

async function decode(picture: Blob): Promise<ImageBitmap> {
  try {
    return await createImageBitmap(picture);
  } catch {
    throw Failure.of(unreadableImageFault(picture));
  }
}
