import { layerSeed } from '../../../../contract/request/layers/layer-seed.js';
import type { FrameShape } from '../../../../contract/pack-summary.js';
import { pickDefined } from '../../../../contract/lib/pick-defined.js';
import { filmFrameOf } from '../../../../contract/request/film-frame.js';
import { layerSampling, type Layer } from '../../../../contract/request/layers/layer.js';
import { isLayersAlone, secondsOf, type GenerateRequest, type InputFile } from '../../../../contract/request/request.js';
import type { Composition, FilmPart, FittedStretch, Fit, Part } from '../../pipelines/compose/composition.js';
import { madeFrames } from '../../pipelines/compose/part-clock.js';
import { isAlike } from '../../pipelines/compose/views.js';
import type { FilmPlan, ShotPlan } from '../../pipelines/film-plan.js';
import { planFilm, type FilmInputs } from './plan-film.js';

/** A film as a job makes it: by one pipeline, or put together. */
export type JobPlan = { readonly frame: FrameShape; readonly isTransparent: boolean } & (
  | { readonly kind: 'plain'; readonly film: FilmPlan }
  | { readonly kind: 'composed'; readonly composition: Composition }
);

/**
 * What is to be done for a valid request.
 * @param request as it is drawn: its prompts are those that the model gets
 * @param own size and rate of the model's films
 */
export function planJob(request: GenerateRequest, inputs: FilmInputs, own: FrameShape): JobPlan {
  const frame = filmFrameOf(request, own);
  const isTransparent = request.transparent === true;
  const isOwn = frame.width === own.width && frame.height === own.height && frame.fps === own.fps;
  if (isOwn && request.hideSubject !== true && (request.layers ?? []).length === 0) return { kind: 'plain', frame, isTransparent, film: planFilm(request, inputs, own.fps) };
  return { kind: 'composed', frame, isTransparent, composition: planComposition(request, inputs, frame, own) };
}

function planComposition(request: GenerateRequest, inputs: FilmInputs, frame: FrameShape, own: FrameShape): Composition {
  const isTransparent = request.transparent === true;
  const base = isLayersAlone(request) ? null : basePart(request, inputs, frame, own);
  const frames = base?.frames ?? Math.max(1, Math.round(secondsOf(request.subject) * frame.fps));
  const layers = (request.layers ?? []).map((layer, number) => layerPart(layer, number, request, inputs, frames, frame, own));
  return { frame, frames, isTransparent, parts: [...(base ? [base] : []), ...layers] };
}

function basePart(request: GenerateRequest, inputs: FilmInputs, frame: FrameShape, own: FrameShape): FilmPart {
  const { hideSubject = false, transparent = false } = request;
  const planned = planFilm(request, inputs, frame.fps);
  const stretches = planned.shots.map((shot): FittedStretch => {
    const shown = framesOf(shot);
    return { shown, made: madeFrames(shown, frame.fps, own.fps), fit: shot.image ? 'stretch' : transparent ? 'contain' : 'cover' };
  });
  const shots = planned.shots.map((shot, i) => atModelRate(shot, stretches[i]?.made ?? 1));
  // Where a place covers a frame of other proportions, its subject has a place of its own.
  const isLayered = hideSubject || (!isAlike(frame, own) && stretches.some(({ fit }) => fit === 'cover'));
  return {
    kind: 'film',
    film: { ...planned, shots, ...(isLayered && { isLayered: true }) },
    stretches,
    shows: hideSubject ? 'background' : transparent ? 'subject' : 'all',
    first: 0,
    frames: stretches.reduce((sum, { shown }) => sum + shown, 0),
  };
}

function layerPart(layer: Layer<InputFile>, number: number, request: GenerateRequest, inputs: FilmInputs, filmFrames: number, frame: FrameShape, own: FrameShape): Part {
  const { content, place, start = 0, end } = layer;
  const first = Math.min(Math.round(start * frame.fps), filmFrames - 1);
  const last = end === undefined ? filmFrames : Math.min(Math.round(end * frame.fps), filmFrames);
  const frames = Math.max(1, last - first);
  if (content.kind === 'title') return { kind: 'title', content, place, first, frames };
  const made = madeFrames(frames, frame.fps, own.fps);
  const loops = request.ending?.kind === 'loop' && frames === filmFrames;
  const film: FilmPlan = {
    shots: [{ prompt: content.prompt, frames: made, ...pickDefined({ image: inputs.layerImages?.[number] }) }],
    seed: content.seed ?? layerSeed(request.seed, number),
    isTransparent: true,
    ...layerSampling(layer, request),
    ...pickDefined({ ending: loops ? ('loop' as const) : undefined }),
  };
  const fit: Fit = place;
  return { kind: 'film', film, stretches: [{ shown: frames, made, fit }], shows: 'subject', first, frames };
}

const framesOf = ({ frames, then = [] }: ShotPlan): number => then.reduce((sum, scene) => sum + scene.frames, frames);

/** The same shot with `made` frames in all; its scenes change at the frame nearest to their time. */
function atModelRate(shot: ShotPlan, made: number): ShotPlan {
  const shown = framesOf(shot);
  if (shown === made) return shot;
  let [time, before] = [0, 0];
  const framesUpTo = (count: number): number => {
    time += count;
    const end = Math.max(before + 1, Math.round((time * made) / shown));
    const frames = end - before;
    before = end;
    return frames;
  };
  const frames = framesUpTo(shot.frames);
  return { ...shot, frames, then: (shot.then ?? []).map((scene) => ({ ...scene, frames: framesUpTo(scene.frames) })) };
}
