import { ALL_FORMATS, BlobSource, CanvasSink, EncodedPacketSink, Input, VideoSampleSink } from 'mediabunny';

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

export interface DecodedBars {
  /** What the decoder says of the frame, out of the encoded stream. */
  readonly colorSpace: VideoColorSpaceInit;
  readonly format: string | null;
  /** Luma, blue difference and red difference in the middle of each bar. */
  readonly codes: readonly (readonly number[])[];
  /** Contents of the boxes that describe the stream, by type; absent where there is none. */
  readonly boxes: Readonly<Partial<Record<(typeof DESCRIBING)[number], readonly number[]>>>;
}

const DESCRIBING = ['avc1', 'avc3', 'vp09', 'av01', 'avcC', 'vpcC', 'av1C', 'colr', 'edts', 'ctts'] as const;

/** Decodes the last frame of a film of `count` bars, without turning it into another kind of colours. */
export async function decodeBars(file: Blob, count: number): Promise<DecodedBars> {
  const input = new Input({ formats: ALL_FORMATS, source: new BlobSource(file) });
  const track = await input.getPrimaryVideoTrack();
  const sample = track && (await new VideoSampleSink(track).getSample(1));
  if (!sample) throw new Error('The file has no frame.');
  const { format, colorSpace, displayWidth: width, displayHeight: height } = sample;
  const planes = new Uint8Array(sample.allocationSize());
  const layout = await sample.copyTo(planes);
  sample.close();
  const codes = Array.from({ length: count }, (_, bar) => {
    const [x, y] = [Math.floor(((bar + 0.5) * width) / count), height >> 1];
    return layout.map(({ offset, stride }, plane) => planes[plane === 0 ? offset + y * stride + x : offset + (y >> 1) * stride + (x >> 1)] ?? Number.NaN);
  });
  const bytes = new Uint8Array(await file.arrayBuffer());
  const found = DESCRIBING.flatMap((type) => {
    const content = boxContent(bytes, type);
    return content ? [[type, content] as const] : [];
  });
  return { colorSpace: colorSpace.toJSON(), format, codes, boxes: Object.fromEntries(found) };
}

/** Content of the first box of `type` in the index of a film, wherever it is. */
function boxContent(bytes: Uint8Array, type: string): readonly number[] | null {
  const end = textAt(bytes, 'mdat');
  const at = textAt(bytes.subarray(0, end), type);
  return at < 0 ? null : [...bytes.subarray(at + 4, at - 4 + new DataView(bytes.buffer).getUint32(at - 4))];
}

function textAt(bytes: Uint8Array, text: string): number {
  return bytes.findIndex((_, at) => text.split('').every((letter, i) => bytes[at + i] === letter.charCodeAt(0)));
}
