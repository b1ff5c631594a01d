import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** What FFmpeg says of a film. */
export interface FilmFacts {
  readonly codec: string;
  readonly width: number;
  readonly height: number;
  readonly pixels: string;
  readonly range: string;
  readonly space: string;
  readonly transfer: string;
  readonly primaries: string;
  /** Frames that it could decode. */
  readonly frames: number;
  /** In the order of the file, in ticks. */
  readonly decodeTimes: readonly number[];
  /** In the order of the file, in seconds. */
  readonly presentationTimes: readonly number[];
  readonly seconds: number;
  /** Whatever displeased it; empty for a sound file. */
  readonly complaints: string;
}

interface Probed {
  readonly streams: readonly [
    {
      readonly codec_name: string;
      readonly width: number;
      readonly height: number;
      readonly pix_fmt: string;
      readonly color_range?: string;
      readonly color_space?: string;
      readonly color_transfer?: string;
      readonly color_primaries?: string;
      readonly nb_read_frames: string;
    },
  ];
  readonly packets: readonly { readonly dts: number; readonly pts_time: string }[];
  readonly format: { readonly duration: string };
}

const withFile = <Result>(film: Buffer, work: (file: string) => Result): Result => {
  const folder = mkdtempSync(path.join(tmpdir(), 'kinora-film-'));
  try {
    const file = path.join(folder, 'film.mp4');
    writeFileSync(file, film);
    return work(file);
  } finally {
    rmSync(folder, { recursive: true });
  }
};

export function filmFacts(film: Buffer): FilmFacts {
  const { stdout, stderr } = withFile(film, (file) =>
    spawnSync('ffprobe', ['-v', 'warning', '-count_frames', '-select_streams', 'v:0', '-show_streams', '-show_packets', '-show_format', '-of', 'json', file], { encoding: 'utf8', maxBuffer: 2 ** 26 }),
  );
  const { streams, packets, format } = JSON.parse(stdout) as Probed;
  const [stream] = streams;
  return {
    codec: stream.codec_name,
    width: stream.width,
    height: stream.height,
    pixels: stream.pix_fmt,
    range: stream.color_range ?? 'unknown',
    space: stream.color_space ?? 'unknown',
    transfer: stream.color_transfer ?? 'unknown',
    primaries: stream.color_primaries ?? 'unknown',
    frames: Number(stream.nb_read_frames),
    decodeTimes: packets.map(({ dts }) => dts),
    presentationTimes: packets.map(({ pts_time }) => Number(pts_time)),
    seconds: Number(format.duration),
    complaints: stderr.trim(),
  };
}

export type Colour = readonly [red: number, green: number, blue: number];

/** Mean colour of the first frame, as a player shows it. */
export function meanOfFirstFrame(film: Buffer): Colour {
  const { stdout, stderr } = withFile(film, (file) =>
    // Full range, because RGB is, whatever the film is.
    spawnSync('ffmpeg', ['-v', 'error', '-i', file, '-frames:v', '1', '-vf', 'scale=1:1:flags=area:out_range=full', '-pix_fmt', 'rgb24', '-f', 'rawvideo', '-']),
  );
  if (stdout.length !== 3) throw new Error(`ffmpeg gives no frame: ${stderr.toString()}`);
  return [stdout[0]!, stdout[1]!, stdout[2]!];
}
