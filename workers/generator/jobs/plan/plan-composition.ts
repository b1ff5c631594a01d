import type { PromptGround } from '../../../../contract/generator.js';
import { layerSeed } from '../../../../contract/request/layers/layer-seed.js';
import type { FrameShape } from '../../../../contract/pack-summary.js';
import { pickDefined } from '../../../../contract/lib/pick-defined.js';
import { filmFrameOf, isSameFrame } from '../../../../contract/request/film-frame.js';
import { footOf } from '../../../../contract/request/layers/standing.js';
import { layerSampling, type Layer, type LayerPlace } from '../../../../contract/request/layers/layer.js';
import { isLayersAlone, scenesOf, secondsOf, type InputFile } from '../../../../contract/request/request.js';
import type { Composition, FilmPart, FittedStretch, Fit, Part, StandingPlace } from '../../pipelines/compose/composition.js';
import { madeFrames } from '../../pipelines/compose/part-clock.js';
import { isAlike } from '../../pipelines/compose/views.js';
import { framesOfShot, type FilmPlan, type ShotPlan } from '../../pipelines/film-plan.js';
import { planFilm, type FilmInputs } from './plan-film.js';
import type { FilmWeather } from '../../pipelines/weather/film-weather.js';
import type { ArrangedRequest } from './split-request.js';

/** A film as a job makes it: by one pipeline, or put together. */
export type JobPlan = { readonly frame: FrameShape; readonly isTransparent: boolean } & (
  | { readonly kind: 'plain'; readonly film: FilmPlan }
  | { readonly kind: 'composed'; readonly composition: Composition }
);

/** How what a prompt shows stands on its place; null where that is not known. */
export type GroundOf = (prompt: string) => PromptGround | null;

/**
 * What is to be done for a valid request.
 * @param request as it is drawn: its prompts are those that the model gets
 * @param own size and rate of the model's films
 * @param weather what falls in it
 */
export function planJob(request: ArrangedRequest, inputs: FilmInputs, own: FrameShape, groundOf: GroundOf = () => null, weather: FilmWeather | null = null): JobPlan {
  const frame = filmFrameOf(request, own);
  const isTransparent = request.transparent === true;
  const falling = weather && { weather };
  if (isSameFrame(frame, own) && request.hideSubject !== true && (request.layers ?? []).length === 0) return { kind: 'plain', frame, isTransparent, film: { ...planOnGround(request, inputs, own.fps, groundOf), ...falling } };
  return { kind: 'composed', frame, isTransparent, composition: { ...planComposition(request, inputs, frame, own, groundOf), ...falling } };
}

/** Shadows lie on what a model draws; of a given picture it is not known what is ground in it. */
function planOnGround(request: ArrangedRequest, inputs: FilmInputs, fps: number, groundOf: GroundOf): FilmPlan {
  const film = planFilm(request, inputs, fps);
  if (request.shadows !== true || request.transparent === true) return film;
  const shots = film.shots.map((shot, i): ShotPlan => {
    const ground = shot.image || (i === 0 && film.opening) ? null : groundOf(shot.prompt);
    if (ground === null || ground.horizon === null) return shot;
    // A film that ends where it began, or with another motion, or with things that stand in the place, is filmed from where the camera stands.
    const isFollowed = request.ending === undefined && (shot.then ?? []).length === 0 && (request.layers ?? []).every(({ content }) => content.kind === 'title');
    const { passes, ...standing } = ground;
    return { ...shot, ground: isFollowed && passes !== undefined ? { ...standing, passes } : standing };
  });
  return { ...film, shots };
}

function planComposition(request: ArrangedRequest, inputs: FilmInputs, frame: FrameShape, own: FrameShape, groundOf: GroundOf): Composition {
  const isTransparent = request.transparent === true;
  const base = isLayersAlone(request) ? null : basePart(request, inputs, frame, own, groundOf);
  const frames = base?.frames ?? Math.max(1, Math.round(secondsOf(request.subject) * frame.fps));
  const layers = (request.layers ?? []).map((layer, number) => layerPart(layer, number, request, inputs, frames, frame, own, groundOf));
  return { frame, frames, isTransparent, parts: [...(base ? [base] : []), ...layers] };
}

function basePart(request: ArrangedRequest, inputs: FilmInputs, frame: FrameShape, own: FrameShape, groundOf: GroundOf): FilmPart {
  const { hideSubject = false, transparent = false } = request;
  const planned = planOnGround(request, inputs, frame.fps, groundOf);
  const stretches = planned.shots.map((shot): FittedStretch => {
    const shown = framesOfShot(shot);
    return { shown, made: madeFrames(shown, frame.fps, own.fps), fit: shot.image ? 'stretch' : transparent ? 'contain' : 'cover' };
  });
  const shots = planned.shots.map((shot, i) => atModelRate(shot, stretches[i]?.made ?? 1));
  // Where a place covers a frame of other proportions, its subject has a place of its own; and shadows lie behind it.
  const isLayered = hideSubject || shots.some(({ ground }) => ground) || (!isAlike(frame, own) && stretches.some(({ fit }) => fit === 'cover'));
  return {
    kind: 'film',
    film: { ...planned, shots, ...(isLayered && { isLayered: true }) },
    stretches,
    shows: hideSubject ? 'background' : transparent ? 'subject' : 'all',
    first: 0,
    frames: stretches.reduce((sum, { shown }) => sum + shown, 0),
  };
}

function layerPart(layer: Layer<InputFile>, number: number, request: ArrangedRequest, inputs: FilmInputs, filmFrames: number, frame: FrameShape, own: FrameShape, groundOf: GroundOf): Part {
  const { content, place, start = 0, end } = layer;
  const first = Math.min(Math.round(start * frame.fps), filmFrames - 1);
  const last = end === undefined ? filmFrames : Math.min(Math.round(end * frame.fps), filmFrames);
  const frames = Math.max(1, last - first);
  if (content.kind === 'title') return { kind: 'title', content, place, first, frames };
  const made = madeFrames(frames, frame.fps, own.fps);
  const loops = request.ending?.kind === 'loop' && frames === filmFrames;
  const ground = content.kind === 'prompt' ? groundOf(content.prompt) : null;
  const film: FilmPlan = {
    shots: [{ prompt: content.prompt, frames: made, ...pickDefined({ image: inputs.layerImages?.[number], ground: request.shadows === true && ground ? ground : undefined }) }],
    seed: content.seed ?? layerSeed(request.seed, number),
    isTransparent: true,
    ...layerSampling(layer, request),
    ...pickDefined({ ending: loops ? ('loop' as const) : undefined }),
  };
  const near = request.feet?.[number] ?? null;
  const fit: Fit = near !== null && ground?.stands ? standing(place, ground.stands, near, groundOf(sceneAt(request.subject, start))?.horizon ?? null, frame, own) : place;
  return { kind: 'film', film, stretches: [{ shown: frames, made, fit }], shows: 'subject', first, frames };
}

/** The prompt of the scene that is shown then. */
function sceneAt(subject: ArrangedRequest['subject'], seconds: number): string {
  let end = 0;
  return scenesOf(subject).find((scene) => seconds < (end += scene.seconds))?.prompt ?? '';
}

/** @param horizon in fractions of the height of the model's picture, which covers the frame */
function standing(place: LayerPlace, stands: StandingPlace['stands'], near: number, horizon: number | null, frame: FrameShape, own: FrameShape): Fit {
  return horizon === null ? place : { ...place, stands, foot: footOf(near, horizon, frame, own) };
}

/** The same shot with `made` frames in all; its scenes change at the frame nearest to their time. */
function atModelRate(shot: ShotPlan, made: number): ShotPlan {
  const shown = framesOfShot(shot);
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
