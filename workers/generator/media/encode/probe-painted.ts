import type { FramePixels } from '../../pipelines/film-picture.js';
import { FrameEncoder, isInFilmColours, type ChosenCodec } from './frame-encoder.js';
import { toI420 } from './i420-frame.js';
import { SILENT, unlessSilent } from './unless-silent.js';

/** Primaries and mixtures, side by side. */
const BARS = [[255, 0, 0], [0, 255, 0], [0, 0, 255], [255, 255, 255], [0, 0, 0], [200, 60, 30], [20, 120, 220], [90, 90, 90]] as const;
const FRAMES = 3;
const MICROSECONDS = 1_000_000;
/** Codes by which a bar may be off after it was encoded. The colours of BT.601 are off by 15 and more. */
const MOST_OFF = 6;
const PATIENCE_SECONDS = 10;

/** What was found out in this worker, by codec and size. */
const known = new Map<string, Promise<boolean>>();

/**
 * Whether an encoder that is given painted frames turns them into the colours of films, which are ours to choose only where frames are bytes: Firefox
 * converts by BT.601 and says BT.709.
 */
export function keepsColours(codec: ChosenCodec, fps: number, paint: (rgba: FramePixels) => VideoFrame): Promise<boolean> {
  const { codec: name, width, height } = codec.config;
  const key = `${name} ${width}x${height}`;
  const verdict = known.get(key) ?? judge(codec, fps, paint).catch(() => false);
  known.set(key, verdict);
  return verdict;
}

async function judge(codec: ChosenCodec, fps: number, paint: (rgba: FramePixels) => VideoFrame): Promise<boolean> {
  const { width, height } = codec.config;
  const bars = paintBars(width, height);
  const encoder = new FrameEncoder(codec, fps, null, PATIENCE_SECONDS);
  const decoded: VideoFrame[] = [];
  const decoder = new VideoDecoder({ output: (frame) => decoded.push(frame), error: () => undefined });
  try {
    for (let i = 0; i < FRAMES; i++) {
      await encoder.ready();
      const painted = paint(bars);
      const frame = new VideoFrame(painted, { timestamp: Math.round((i * MICROSECONDS) / fps) });
      painted.close();
      encoder.encode(frame, i === 0);
      frame.close();
    }
    const { chunks, video } = await encoder.flush();
    if (!isInFilmColours(video)) return false;
    const { description } = video;
    decoder.configure({ codec: video.codec, codedWidth: width, codedHeight: height, ...(description.length > 0 && { description }) });
    for (const { key, timestamp, data } of chunks) decoder.decode(new EncodedVideoChunk({ type: key ? 'key' : 'delta', timestamp, data }));
    if ((await unlessSilent(decoder.flush(), PATIENCE_SECONDS)) === SILENT) return false;
    const last = decoded.at(-1);
    return last !== undefined && (await mostOff(last, toI420(bars, width, height), width, height)) <= MOST_OFF;
  } finally {
    encoder.close();
    for (const frame of decoded) frame.close();
    if (decoder.state !== 'closed') decoder.close();
  }
}

/** Between the middles of all bars, luma and colours. A decoder gives planes of other sizes than films have where it cannot give I420 or NV12. */
async function mostOff(frame: VideoFrame, expected: Uint8Array, width: number, height: number): Promise<number> {
  const isPlanar = frame.format === 'I420';
  if (!isPlanar && frame.format !== 'NV12') return Infinity;
  const codes = new Uint8Array(frame.allocationSize());
  const layout = await frame.copyTo(codes);
  const [half, below] = [(width + 1) >> 1, height >> 1];
  const area = width * height;
  const chroma = half * ((height + 1) >> 1);
  const differences = BARS.flatMap((_, bar) => {
    const x = Math.floor(((bar + 0.5) * width) / BARS.length);
    const found = (plane: number, column: number, row: number): number => codes[(layout[plane]?.offset ?? 0) + row * (layout[plane]?.stride ?? 0) + column] ?? 0;
    const [cx, cy] = [x >> 1, below >> 1];
    const at = cy * half + cx;
    const [blue, red] = isPlanar ? [found(1, cx, cy), found(2, cx, cy)] : [found(1, 2 * cx, cy), found(1, 2 * cx + 1, cy)];
    return [found(0, x, below) - (expected[below * width + x] ?? 0), blue - (expected[area + at] ?? 0), red - (expected[area + chroma + at] ?? 0)];
  });
  return Math.max(...differences.map(Math.abs));
}

function paintBars(width: number, height: number): FramePixels {
  const rgba = new Uint8ClampedArray(width * height * 4).fill(255);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) rgba.set(BARS[Math.floor((x * BARS.length) / width)] ?? BARS[0], (y * width + x) * 4);
  }
  return rgba;
}
