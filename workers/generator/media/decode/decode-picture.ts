import { findImageSizeFault, unreadableImageFault } from '../../../../contract/check-request.js';
import { FILE_HEAD_BYTES, fileKindOf, type FileKind } from '../../../../contract/input/file-kind.js';
import type { InputFacts } from '../../../../contract/generator.js';
import { pickDefined } from '../../../../contract/lib/pick-defined.js';
import { Failure } from '../../../../contract/errors/failure.js';
import { planesFromRgba } from '../../../lib/rgba-frame.js';
import { joined } from '../../pipelines/tensors/joined.js';
import { centreCrop, centreFrame, type Box, type PictureFit } from './picture-fit.js';
import { readPictureHeader, type Orientation, type PictureHeader, type PixelSize } from './picture-header.js';
import { cutOutAlpha, flatten, suggestBackground } from './transparency.js';

/** Pixels from which a JPEG is scaled while it is decoded. */
const LARGE = 4_000_000;
/** How much larger than the frame a JPEG is decoded at least: its decoder scales in eighths, and the canvas does the rest. */
const OVERSAMPLING = 4;

/**
 * A dropped picture as the first frame: its middle, cut to the frame's proportions (or as `fit` has it) and scaled to its size, on
 * `background` (as in `GenerateRequest`) where it is transparent.
 *
 * @returns planar RGB [3, height, width] in 0..1; of a picture that was cut out [4, height, width], the last plane is its alpha
 * @throws Failure `bad-image`
 */
export async function decodePicture(picture: Blob, frame: PixelSize, background?: string, fit: PictureFit = { kind: 'cut', shape: frame }): Promise<Float32Array> {
  const { width, height } = frame;
  const { context } = await drawPicture(picture, frame, fit);
  const alpha = cutOutAlpha(context.getImageData(0, 0, width, height).data);
  const colours = planesFromRgba(flatten(context, background), width, height);
  return alpha ? joined([colours, alpha]) : colours;
}

/** @throws Failure `bad-image` */
export async function inspectPicture(picture: Blob, frame: PixelSize): Promise<InputFacts> {
  const { context, width, height } = await drawPicture(picture, frame, { kind: 'cut', shape: frame });
  const suggestedBackground = suggestBackground(context.getImageData(0, 0, frame.width, frame.height).data);
  const preview = await context.canvas.convertToBlob({ type: 'image/png' });
  return { width, height, ...pickDefined({ suggestedBackground: suggestedBackground ?? undefined }), preview };
}

/** The middle of a picture on a canvas of the frame's size, and how large the picture is. */
async function drawPicture(picture: Blob, frame: PixelSize, fit: PictureFit): Promise<PixelSize & { readonly context: OffscreenCanvasRenderingContext2D }> {
  const kind = fileKindOf(new Uint8Array(await picture.slice(0, FILE_HEAD_BYTES).arrayBuffer()));
  const header = await readPictureHeader(picture);
  if (header) refuseSize(header);
  const source = await decode(picture, kind, header, frame);
  try {
    const canvas = new OffscreenCanvas(frame.width, frame.height);
    const context = canvas.getContext('2d', { willReadFrequently: true });
    if (!context) throw new Error('No 2D canvas could be made.');
    const stored = 'displayWidth' in source ? { width: source.displayWidth, height: source.displayHeight } : { width: source.width, height: source.height };
    const orientation = header?.orientation ?? 1;
    // A scaled picture is as large as its header says, any other as it was decoded: a browser may have turned it.
    const { width, height } = upright('displayWidth' in source && header ? header : stored, orientation);
    refuseSize({ width, height });
    const shown = upright(stored, orientation);
    const draw = (box: Box): void => {
      context.reset();
      context.imageSmoothingQuality = 'high';
      context.scale(frame.width / box.width, frame.height / box.height);
      context.translate(-box.x, -box.y);
      context.transform(...turn(orientation, stored));
      context.drawImage(source, 0, 0, stored.width, stored.height);
    };
    draw(centreCrop(shown, fit.kind === 'cut' ? fit.shape : frame));
    if (fit.kind === 'whole' && hasTransparency(context)) draw(centreFrame(shown, frame));
    return { context, width, height };
  } finally {
    source.close();
  }
}

function hasTransparency(context: OffscreenCanvasRenderingContext2D): boolean {
  const { width, height } = context.canvas;
  return suggestBackground(context.getImageData(0, 0, width, height).data) !== null;
}

function refuseSize(size: PixelSize): void {
  const fault = findImageSizeFault(size.width, size.height);
  if (fault) throw Failure.of(fault);
}

function upright({ width, height }: PixelSize, orientation: Orientation): PixelSize {
  return orientation >= 5 ? { width: height, height: width } : { width, height };
}

/** The transform from stored pixels to upright ones, as `CanvasRenderingContext2D.transform` takes it. */
function turn(orientation: Orientation, { width, height }: PixelSize): [a: number, b: number, c: number, d: number, e: number, f: number] {
  switch (orientation) {
    case 1:
      return [1, 0, 0, 1, 0, 0];
    case 2:
      return [-1, 0, 0, 1, width, 0];
    case 3:
      return [-1, 0, 0, -1, width, height];
    case 4:
      return [1, 0, 0, -1, 0, height];
    case 5:
      return [0, 1, 1, 0, 0, 0];
    case 6:
      return [0, 1, -1, 0, height, 0];
    case 7:
      return [0, -1, -1, 0, height, width];
    case 8:
      return [0, -1, 1, 0, 0, width];
  }
}

/** The pixels as they are stored: not turned where the header tells how to. */
async function decode(picture: Blob, kind: FileKind | null, header: PictureHeader | null, frame: PixelSize): Promise<ImageBitmap | VideoFrame> {
  const plain = withoutExif(picture, kind?.type ?? picture.type, header?.exifAt ?? []);
  try {
    return (kind?.type === 'image/jpeg' && header ? await decodeScaled(plain, header, frame) : null) ?? (await createImageBitmap(plain));
  } catch {
    throw Failure.of(unreadableImageFault(picture, kind));
  }
}

/**
 * Browsers turn a JPEG by its EXIF data and leave a WebP as it is (Chromium, Firefox), or not. With the data renamed
 * none of them does, and the orientation is this file's business alone.
 */
function withoutExif(picture: Blob, type: string, exifAt: readonly number[]): Blob {
  const parts: BlobPart[] = [];
  let from = 0;
  for (const at of exifAt) {
    parts.push(picture.slice(from, at), 'none');
    from = at + 4;
  }
  return new Blob([...parts, picture.slice(from)], { type });
}

/** A large JPEG decoded at a fraction of its size, at a fraction of the memory; null where the browser cannot. */
async function decodeScaled(picture: Blob, { width, height }: PixelSize, frame: PixelSize): Promise<VideoFrame | null> {
  const scale = (OVERSAMPLING * Math.max(frame.width, frame.height)) / Math.min(width, height);
  if (width * height < LARGE || scale >= 1 || typeof ImageDecoder === 'undefined') return null;
  let decoder: ImageDecoder | null = null;
  try {
    decoder = new ImageDecoder({
      type: picture.type,
      data: picture.stream(),
      desiredWidth: Math.ceil(width * scale),
      desiredHeight: Math.ceil(height * scale),
    });
    return (await decoder.decode()).image;
  } catch {
    return null;
  } finally {
    decoder?.close();
  }
}
