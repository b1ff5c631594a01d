import { spawnSync } from 'node:child_process';
import { BufferSource, EncodedPacketSink, Input, MP4 } from 'mediabunny';
import { expect } from 'vitest';

export interface ClipFacts {
  readonly codec: string;
  readonly width: number;
  readonly height: number;
  /** Seconds. */
  readonly duration: number;
  /** Presentation times in seconds, in order. */
  readonly timestamps: readonly number[];
  /** As the index of the file says. */
  readonly colorSpace: VideoColorSpaceInit;
}

/** Times in MP4 are whole ticks; a difference below this, in seconds, is rounding. */
const TICK = 1e-3;

/** Reads an MP4 with a demuxer that shares no code with the one that wrote it. */
export async function readClip(bytes: Uint8Array): Promise<ClipFacts> {
  const input = new Input({ source: new BufferSource(bytes), formats: [MP4] });
  try {
    return await readFacts(input);
  } finally {
    input.dispose();
  }
}

async function readFacts(input: Input): Promise<ClipFacts> {
  const track = await input.getPrimaryVideoTrack();
  if (track === null) throw new Error('The file has no video track.');
  const timestamps: number[] = [];
  for await (const packet of new EncodedPacketSink(track).packets(undefined, undefined, { metadataOnly: true })) {
    timestamps.push(packet.timestamp);
  }
  return {
    codec: String(await track.getCodec()),
    width: await track.getDisplayWidth(),
    height: await track.getDisplayHeight(),
    duration: await track.computeDuration(),
    timestamps: timestamps.sort((a, b) => a - b),
    colorSpace: await track.getColorSpace(),
  };
}

/** What any clip must be: as long as was asked within one frame, evenly paced, even-sized. */
export function expectSound(clip: ClipFacts, asked: { readonly seconds: number; readonly fps: number }): void {
  const frame = 1 / asked.fps;
  expect(Math.abs(clip.duration - asked.seconds), `duration ${clip.duration} s`).toBeLessThanOrEqual(frame + TICK);
  expect(clip.timestamps[0]).toBe(0);
  const steps = clip.timestamps.slice(1).map((time, index) => time - clip.timestamps[index]!);
  for (const step of steps) expect(Math.abs(step - frame)).toBeLessThan(TICK);
  expect(clip.width % 2).toBe(0);
  expect(clip.height % 2).toBe(0);
}

/** The second opinion of ffprobe, or null where it is not installed. */
export function ffprobe(file: string): { codec: string; width: number; height: number; frames: number; rate: string; averageRate: string; duration: number; colours: string } | null {
  const { error, status, stdout, stderr } = spawnSync(
    'ffprobe',
    ['-v', 'error', '-count_frames', '-select_streams', 'v:0', '-of', 'json', '-show_entries', 'stream=codec_name,width,height,nb_read_frames,r_frame_rate,avg_frame_rate,pix_fmt,color_range,color_primaries,color_transfer,color_space:format=duration', file],
    { encoding: 'utf8' },
  );
  if (error !== undefined) return null;
  if (status !== 0 || stderr !== '') throw new Error(`ffprobe finds fault with ${file}: ${stderr}`);
  const { streams, format } = JSON.parse(stdout) as {
    streams: { pix_fmt: string; color_range: string; color_primaries: string; color_transfer: string; color_space: string; codec_name: string; width: number; height: number; nb_read_frames: string; r_frame_rate: string; avg_frame_rate: string }[];
    format: { duration: string };
  };
  const stream = streams[0]!;
  return {
    codec: stream.codec_name,
    width: stream.width,
    height: stream.height,
    frames: Number(stream.nb_read_frames),
    rate: stream.r_frame_rate,
    averageRate: stream.avg_frame_rate,
    duration: Number(format.duration),
    colours: [stream.pix_fmt, stream.color_range, stream.color_primaries, stream.color_transfer, stream.color_space].join(' '),
  };
}

/** Mean absolute differences of neighbouring frames in grey levels (0 to 255), by ffmpeg's decoder; null where it is not installed. */
export function frameDifferences(file: string, width: number, height: number): number[] | null {
  const { error, status, stdout, stderr } = spawnSync('ffmpeg', ['-v', 'error', '-i', file, '-f', 'rawvideo', '-pix_fmt', 'gray', '-'], {
    maxBuffer: 2 ** 30,
  });
  if (error !== undefined) return null;
  if (status !== 0) throw new Error(`ffmpeg cannot decode ${file}: ${stderr.toString()}`);
  const size = width * height;
  return Array.from({ length: stdout.length / size - 1 }, (_, frame) => {
    let sum = 0;
    for (let i = frame * size; i < (frame + 1) * size; i++) sum += Math.abs(stdout[i]! - stdout[i + size]!);
    return sum / size;
  });
}
