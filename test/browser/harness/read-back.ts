import { ALL_FORMATS, BlobSource, CanvasSink, EncodedPacketSink, Input } from 'mediabunny';

/** What another library finds in a file that we wrote. */
export interface ClipFacts {
  readonly codec: string | null;
  readonly width: number;
  readonly height: number;
  readonly duration: number;
  /** Presentation times of all packets, in seconds. */
  readonly timestamps: readonly number[];
  readonly durations: readonly number[];
  readonly keyFrames: readonly boolean[];
}

export async function readClip(file: Blob): Promise<ClipFacts> {
  const input = new Input({ formats: ALL_FORMATS, source: new BlobSource(file) });
  const track = await input.getPrimaryVideoTrack();
  if (!track) throw new Error('The file has no video track.');
  const packets = [];
  for await (const packet of new EncodedPacketSink(track).packets()) packets.push(packet);
  return {
    codec: await track.getCodec(),
    width: await track.getDisplayWidth(),
    height: await track.getDisplayHeight(),
    duration: await input.computeDuration(),
    timestamps: packets.map(({ timestamp }) => timestamp),
    durations: packets.map(({ duration }) => duration),
    keyFrames: packets.map(({ type }) => type === 'key'),
  };
}

/** Decodes all frames to RGBA. */
export async function decodeClip(file: Blob): Promise<readonly Uint8ClampedArray[]> {
  const input = new Input({ formats: ALL_FORMATS, source: new BlobSource(file) });
  const track = await input.getPrimaryVideoTrack();
  if (!track) throw new Error('The file has no video track.');
  const frames: Uint8ClampedArray[] = [];
  for await (const { canvas } of new CanvasSink(track).canvases()) {
    const context = (canvas as HTMLCanvasElement).getContext('2d', { willReadFrequently: true });
    if (!context) throw new Error('No 2D canvas could be made.');
    frames.push(context.getImageData(0, 0, canvas.width, canvas.height).data);
  }
  return frames;
}

/** Peak signal-to-noise ratio of two RGBA pictures, in dB, over red, green and blue. */
export function psnr(a: Uint8ClampedArray, b: Uint8ClampedArray): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) if (i % 4 !== 3) sum += ((a[i] ?? 0) - (b[i] ?? 0)) ** 2;
  const meanSquare = sum / (a.length * 0.75);
  return meanSquare === 0 ? Number.POSITIVE_INFINITY : 10 * Math.log10(255 ** 2 / meanSquare);
}

/** Largest difference of the mean colour of the 8x8 pixels in the top left corner, of 255. */
export function cornerDifference(a: Uint8ClampedArray, b: Uint8ClampedArray, width: number): number {
  const side = 8;
  const mean = (rgba: Uint8ClampedArray, channel: number): number => {
    let sum = 0;
    for (let y = 0; y < side; y++) for (let x = 0; x < side; x++) sum += rgba[(y * width + x) * 4 + channel] ?? Number.NaN;
    return sum / side ** 2;
  };
  return Math.max(...[0, 1, 2].map((channel) => Math.abs(mean(a, channel) - mean(b, channel))));
}
