import type { VideoSample } from 'mediabunny';
import { FILM_COLOURS, i420Frame, toI420 } from '../../generator/media/encode/i420-frame.js';
import { flatten, type Colour } from './flatten.js';
import type { FrameCanvas } from './frame-canvas.js';

const MICROSECONDS = 1_000_000;

/**
 * A decoded frame for the encoder, in the colours of a film. Films of ours are in them already, so that their colours,
 * which stand at half the size, are not scaled up and down once more. Closes `sample`; whoever asks closes the frame.
 *
 * @param background for a transparent film, which becomes opaque; null for another
 */
export async function recoloured(sample: VideoSample, canvas: FrameCanvas, background: Colour | null): Promise<VideoFrame> {
  const { width, height } = canvas;
  const timestamp = Math.round(sample.timestamp * MICROSECONDS);
  const times = { timestamp, duration: Math.round((sample.timestamp + sample.duration) * MICROSECONDS) - timestamp };
  const planes = background === null ? await planesOf(sample, width, height) : null;
  if (planes) {
    sample.close();
    return i420Frame(planes, width, height, times);
  }
  canvas.take(sample);
  const pixels = canvas.pixels();
  return i420Frame(toI420(background === null ? pixels : flatten(pixels, background), width, height), width, height, times);
}

/** The planes of a frame that is in the colours of a film, else null. */
async function planesOf(sample: VideoSample, width: number, height: number): Promise<Uint8Array<ArrayBuffer> | null> {
  const { format, colorSpace, rotation, displayWidth, displayHeight, visibleRect } = sample;
  const asItIs = rotation === 0 && [displayWidth, visibleRect.width].every((w) => w === width) && [displayHeight, visibleRect.height].every((h) => h === height);
  if (!asItIs || colorSpace.matrix !== FILM_COLOURS.matrix || colorSpace.fullRange !== FILM_COLOURS.fullRange) return null;
  if (format !== 'I420' && format !== 'NV12') return null;
  const area = width * height;
  const chromaWidth = (width + 1) >> 1;
  const chromaArea = chromaWidth * ((height + 1) >> 1);
  const planes = new Uint8Array(area + 2 * chromaArea);
  const luma = { offset: 0, stride: width };
  if (format === 'I420') {
    const chroma = [area, area + chromaArea].map((offset) => ({ offset, stride: chromaWidth }));
    await sample.copyTo(planes, { layout: [luma, ...chroma] });
    return planes;
  }
  const pairs = new Uint8Array(planes.length);
  await sample.copyTo(pairs, { layout: [luma, { offset: area, stride: 2 * chromaWidth }] });
  planes.set(pairs.subarray(0, area));
  for (let i = 0; i < chromaArea; i++) {
    planes[area + i] = pairs[area + 2 * i] ?? 0;
    planes[area + chromaArea + i] = pairs[area + 2 * i + 1] ?? 0;
  }
  return planes;
}
