import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

export interface FfmpegFacts {
  readonly codec: string;
  readonly width: number;
  readonly height: number;
  readonly seconds: number;
  /** Matroska's mark of a film with alpha. */
  readonly alphaMode: string | undefined;
  readonly frames: readonly Uint8Array[];
}

const DECODERS: Readonly<Record<string, readonly string[]>> = {
  // FFmpeg's own decoder of VP9 leaves alpha out.
  webm: ['-c:v', 'libvpx-vp9'],
  // It would play as often as the file says.
  png: ['-ignore_loop', '1'],
  gif: ['-ignore_loop', '1'],
};

/** All frames in RGBA as FFmpeg decodes them; null where it is not installed. */
export function readWithFfmpeg(bytes: Uint8Array, ending: 'webm' | 'png' | 'gif'): FfmpegFacts | null {
  const folder = mkdtempSync(path.join(tmpdir(), 'kinora-sticker-'));
  const file = path.join(folder, `sticker.${ending === 'png' ? 'apng' : ending}`);
  try {
    writeFileSync(file, bytes);
    const { error, stdout } = spawnSync('ffprobe', ['-v', 'error', '-select_streams', 'v:0', '-show_streams', '-show_format', '-show_packets', '-of', 'json', file], { encoding: 'utf8', maxBuffer: 1 << 26 });
    if (error) return null;
    interface Probed {
      readonly streams: readonly [{ readonly codec_name: string; readonly width: number; readonly height: number; readonly tags?: Readonly<Record<string, string>> }];
      readonly format: { readonly duration?: string };
    }
    const { streams, format } = JSON.parse(stdout) as Probed;
    const { codec_name: codec, width, height, tags } = streams[0];
    const decoded = spawnSync('ffmpeg', ['-v', 'error', ...DECODERS[ending]!, '-i', file, '-f', 'rawvideo', '-pix_fmt', 'rgba', '-fps_mode', 'passthrough', '-'], { maxBuffer: 1 << 29 });
    if (decoded.status !== 0 || decoded.stderr.length > 0) throw new Error(`FFmpeg finds fault: ${decoded.stderr.toString()}`);
    const size = 4 * width * height;
    const frames = Array.from({ length: decoded.stdout.length / size }, (_, i) => Uint8Array.from(decoded.stdout.subarray(i * size, (i + 1) * size)));
    return { codec, width, height, seconds: Number(format.duration), alphaMode: tags?.['alpha_mode'] ?? tags?.['ALPHA_MODE'], frames };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Mean difference of alpha, in levels. */
export function alphaDifference(one: Uint8Array, other: Uint8Array): number {
  let sum = 0;
  for (let at = 3; at < one.length; at += 4) sum += Math.abs(one[at]! - other[at]!);
  return (4 * sum) / one.length;
}

/**
 * How far the edges of a picture are from those of another on a plain background, in levels: the mean of what is brighter or
 * darker. A dark fringe on white or a bright one on black is far below or above 0.
 */
export function edgeShift(one: Uint8Array, other: Uint8Array, background: 0 | 255): number {
  let [sum, count] = [0, 0];
  for (let at = 0; at < one.length; at += 4) {
    const alpha = other[at + 3]!;
    if (alpha < 8 || alpha > 247) continue;
    for (let channel = at; channel < at + 3; channel++) {
      sum += on(background, one[channel]!, one[at + 3]!) - on(background, other[channel]!, alpha);
      count++;
    }
  }
  return count === 0 ? 0 : sum / count;
}

/** Mean absolute difference on a plain background, of all pixels and colours, in levels. */
export function differenceOn(background: 0 | 255, one: Uint8Array, other: Uint8Array): number {
  let sum = 0;
  for (let at = 0; at < one.length; at++) {
    if (at % 4 === 3) continue;
    sum += Math.abs(on(background, one[at]!, one[at | 3]!) - on(background, other[at]!, other[at | 3]!));
  }
  return sum / (one.length * 0.75);
}

const on = (background: number, level: number, alpha: number): number => (level * alpha + background * (255 - alpha)) / 255;
