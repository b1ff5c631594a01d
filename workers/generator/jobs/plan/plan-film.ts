import type { FrameShape } from '../../../../contract/pack-summary.js';
import { pickDefined } from '../../../../contract/lib/pick-defined.js';
import { filmFrameOf } from '../../../../contract/request/film-frame.js';
import { samplingOf, scenesOf, type GenerateRequest } from '../../../../contract/request/request.js';
import type { Platform } from '../../platform.js';
import type { FilmPlan, Opening, ScenePlan, ShotPlan } from '../../pipelines/film-plan.js';
import { framesOfShots } from '../../pipelines/windows.js';

/** The blobs of a request, decoded. */
export interface FilmInputs {
  /** First frame as planar RGB [3, H, W] in 0..1. */
  readonly image?: Float32Array;
  /** Last frame, likewise. */
  readonly endImage?: Float32Array;
  readonly opening?: Opening;
  /** First frames of the layers, by their numbers; those that were cut out are [4, H, W]. */
  readonly layerImages?: readonly (Float32Array | undefined)[];
}

/**
 * @param frame size and rate of the model's pictures
 * @throws Failure `bad-image` or `bad-request`
 */
export async function decodeInputs(
  request: GenerateRequest,
  frame: FrameShape,
  platform: Pick<Platform, 'decodePicture' | 'openVideo'>,
): Promise<FilmInputs> {
  const { start, ending, layers = [], transparent = false } = request;
  // A picture loses what the film's proportions take, and no more.
  const cut = { kind: 'cut', shape: filmFrameOf(request, frame) } as const;
  const layerImages: (Float32Array | undefined)[] = [];
  for (const { content } of layers) layerImages.push(content.kind === 'image' ? await platform.decodePicture(content.file.blob, frame, content.file.background, { kind: 'whole' }) : undefined);
  return pickDefined({
    image: start?.kind === 'image' ? await platform.decodePicture(start.file.blob, frame, start.file.background, cut) : undefined,
    endImage: ending?.kind === 'image' ? await platform.decodePicture(ending.file.blob, frame, ending.file.background ?? start?.file.background, cut) : undefined,
    layerImages: layers.length > 0 ? layerImages : undefined,
    opening: start?.kind === 'video' ? await platform.openVideo(start.file.blob, frame, start.file.background, transparent) : undefined,
  });
}

/**
 * What the pipeline is to do for a valid request. A given picture or video starts the first shot, and all others are
 * drawn. A scene that goes on with the one before belongs to the same shot.
 */
export function planFilm(request: GenerateRequest, { image, endImage, opening }: FilmInputs, fps: number): FilmPlan {
  const { subject, ending, transparent = false, seed } = request;
  const scenes = scenesOf(subject);
  const frames = framesOfShots(
    scenes.map(({ seconds }) => seconds),
    fps,
  );
  const shots: (ShotPlan & { then: ScenePlan[] })[] = [];
  scenes.forEach(({ prompt, start }, i) => {
    // The last frame of an opening is frame 0 of the first shot and no part of the asked seconds.
    const scene = { prompt, frames: (frames[i] ?? 1) + (i === 0 && opening ? 1 : 0) };
    const shot = shots.at(-1);
    if (start === 'continue' && shot) shot.then.push(scene);
    else shots.push({ ...scene, then: [], ...(i === 0 && image ? { image } : {}) });
  });
  return { seed, ...samplingOf(request), shots, ...(transparent && { isTransparent: true }), ...pickDefined({ opening, ending: ending?.kind === 'loop' ? 'loop' as const : endImage }) };
}
