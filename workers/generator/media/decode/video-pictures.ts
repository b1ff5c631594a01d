import { CanvasSink, type InputVideoTrack } from 'mediabunny';
import { unstackAlpha } from '../../../../contract/stacked-alpha.js';
import type { PixelSize } from './picture-header.js';
import { centreCrop } from './picture-fit.js';

/** How a video says what is transparent in it: not at all, by its codec, or as films of ours do (contract/stacked-alpha.ts). */
export type VideoAlpha = 'none' | 'coded' | 'stacked';

type Pixels = Uint8ClampedArray<ArrayBuffer>;

/** The middle of the frames that are shown at `times`, as large as `frame`, as RGBA bytes with straight alpha; null where the video has a hole. */
export async function* picturesAt(track: InputVideoTrack, frame: PixelSize, alpha: VideoAlpha, times: readonly number[]): AsyncGenerator<Pixels | null, void, undefined> {
  const { width, height } = frame;
  const stacked = alpha === 'stacked' ? contextOf(new OffscreenCanvas(width, 2 * height), { alpha: false }) : null;
  const sink = new CanvasSink(track, stacked ? { poolSize: 2 } : { width, height, fit: 'cover', poolSize: 2, alpha: alpha === 'coded' });
  for await (const wrapped of sink.canvasesAtTimestamps(times)) {
    if (!wrapped) yield null;
    else if (stacked) yield unstacked(wrapped.canvas as OffscreenCanvas, frame, stacked);
    else yield contextOf(wrapped.canvas as OffscreenCanvas).getImageData(0, 0, width, height).data;
  }
}

/** Colours and alpha are scaled apart, so that colours do not mix with what is not to be seen. */
function unstacked(source: OffscreenCanvas, { width, height }: PixelSize, context: OffscreenCanvasRenderingContext2D): Pixels {
  const shown = { width: source.width, height: source.height / 2 };
  const crop = centreCrop(shown, { width, height });
  context.imageSmoothingQuality = 'high';
  for (const half of [0, 1]) context.drawImage(source, crop.x, crop.y + half * shown.height, crop.width, crop.height, 0, half * height, width, height);
  return unstackAlpha(context.getImageData(0, 0, width, 2 * height).data);
}

export function contextOf(canvas: OffscreenCanvas, settings: { readonly alpha?: boolean } = {}): OffscreenCanvasRenderingContext2D {
  const context = canvas.getContext('2d', { willReadFrequently: true, ...settings });
  if (!context) throw new Error('No 2D canvas could be made.');
  return context;
}
