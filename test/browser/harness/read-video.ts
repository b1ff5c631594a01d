import { openVideo } from '../../../workers/generator/media/decode/read-video.js';
import { asResult } from '../../../workers/lib/as-result.js';

export interface VideoReport {
  readonly frames: readonly { readonly middle: readonly number[]; readonly corner: readonly number[] }[];
  /** Each plane of the first picture in its middle and in a corner, in 0..1. */
  readonly planes: readonly (readonly number[])[];
  readonly error: string | null;
}

/** The colours of the middle and of a corner, as RGBA, in each frame of a video that is gone on from, and the picture that a film begins with then. */
export async function readVideo(
  bytes: readonly number[],
  frame: { readonly width: number; readonly height: number; readonly fps: number },
  background?: string,
  isTransparent?: boolean,
): Promise<VideoReport> {
  const opened = await asResult(() => openVideo(new Blob([Uint8Array.from(bytes)]), frame, background, isTransparent));
  if (!opened.ok) return { frames: [], planes: [], error: opened.error.code };
  const frames = [];
  let picture = new Float32Array(0);
  const [middle, corner] = [(frame.height >> 1) * frame.width + (frame.width >> 1), 2 * frame.width + 2];
  for await (const rgba of opened.value.read()) {
    const at = (pixel: number): readonly number[] => [...rgba.subarray(pixel * 4, pixel * 4 + 4)];
    frames.push({ middle: at(middle), corner: at(corner) });
    picture = Float32Array.from(opened.value.pictureOf(rgba));
  }
  const area = frame.width * frame.height;
  return { frames, planes: Array.from({ length: picture.length / area }, (_, plane) => [picture[plane * area + middle]!, picture[plane * area + corner]!]), error: null };
}
