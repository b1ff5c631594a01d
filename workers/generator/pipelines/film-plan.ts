import type { PromptGround } from '../../../contract/generator.js';
import type { PackManifest } from '../../../contract/pack/manifest.js';
import { movingHalf } from '../../../contract/pack/pack-parts.js';
import type { SamplingOptions } from '../../../contract/request/request.js';
import type { FilmWeather } from './weather/film-weather.js';
import { createScheduler, type Scheduler } from './schedulers/scheduler.js';
import { planWindows, type WindowPlan } from './windows.js';

/** A film as the pipeline makes it: validated, with its pictures decoded. */
export interface FilmPlan extends SamplingOptions {
  /** Frames of a given video that come before the shots; its last frame is the first one of the first shot. */
  readonly opening?: Opening;
  /** In order, at least one. Each starts with a cut. */
  readonly shots: readonly ShotPlan[];
  readonly seed: number;
  /** Whether frames show the subject alone. */
  readonly isTransparent?: boolean;
  /** Whether first frames are taken apart too, for whoever paints subject and background each in its own place. */
  readonly isLayered?: boolean;
  /** What falls in front of all that. */
  readonly weather?: FilmWeather;
  /** What the last frame is to equal: the first frame of the film, or a picture as planar RGB [3, H, W] in 0..1. */
  readonly ending?: 'loop' | Float32Array;
}

export interface ShotPlan {
  readonly prompt: string;
  /** At least 1. */
  readonly frames: number;
  /** The first frame, when it is given and not drawn: planar RGB [3, H, W] in 0..1. */
  readonly image?: Float32Array;
  /** How its subject stands on its place, where it casts a shadow or others do. */
  readonly ground?: PromptGround;
  /** Scenes that continue the shot: same subject, another prompt, no cut. */
  readonly then?: readonly ScenePlan[];
}

/** A part of a shot with a prompt of its own. */
export interface ScenePlan {
  readonly prompt: string;
  readonly frames: number;
}

export const framesOfShot = ({ frames, then = [] }: ShotPlan): number => then.reduce((sum, scene) => sum + scene.frames, frames);

/** A given video, at the pack's size and rate. */
export interface Opening {
  /** At least 1. */
  readonly frames: number;
  /** All frames in the order of time, as RGBA bytes; of a transparent film with straight alpha. May be called more than once. */
  read(): AsyncGenerator<Uint8ClampedArray<ArrayBuffer>, void, undefined>;
  /** A frame as the picture that a shot begins with: planar RGB [3, H, W] in 0..1, of a transparent film [4, H, W] with its alpha. */
  pictureOf(rgba: Uint8ClampedArray<ArrayBuffer>): Float32Array;
}

/** All the work of a film, in order: the pipeline does it, and the progress counts it. */
export interface FilmSchedule {
  /** Null where the pack draws nothing. */
  readonly textToImage: Scheduler | null;
  readonly imageToVideo: Scheduler;
  readonly shots: readonly [ScheduledShot, ...ScheduledShot[]];
}

export interface ScheduledShot {
  readonly number: number;
  readonly isLast: boolean;
  readonly prompt: string;
  /** The given video that it goes on from, if there is one: all but its last frame come first. */
  readonly opening: Opening | null;
  /** The given first frame, if there is one. */
  readonly image: Float32Array | null;
  readonly ground: PromptGround | null;
  /** Frames of the shot, without the opening's. */
  readonly frames: number;
  readonly latents: number;
  readonly windows: readonly ScheduledWindow[];
  /** Of the noise that the first frame is drawn from. */
  readonly noiseStream: number;
}

export interface ScheduledWindow extends WindowPlan {
  readonly number: number;
  readonly prompt: string;
  /** Whether its prompt is another than that of the window before, or of the first frame. */
  readonly changesPrompt: boolean;
  readonly noiseStream: number;
}

/** Noise streams of one shot: the first is for its first frame, the others are for its windows. */
const STREAMS_PER_SHOT = 0x1_0000;

/** @throws Failure `pack-moves-nothing` */
export function scheduleFilm(film: FilmPlan, manifest: PackManifest): FilmSchedule {
  const { textToImage } = manifest;
  const imageToVideo = movingHalf(manifest);
  const shots = film.shots.map((shot, number): ScheduledShot => {
    const scenes = [shot, ...(shot.then ?? [])];
    const plan = planWindows(imageToVideo, ...scenes.map(({ frames }) => frames));
    const noiseStream = number * STREAMS_PER_SHOT;
    return {
      number,
      isLast: number === film.shots.length - 1,
      prompt: shot.prompt,
      opening: number === 0 ? (film.opening ?? null) : null,
      image: shot.image ?? null,
      ground: shot.ground ?? null,
      frames: plan.frames,
      latents: plan.latents,
      windows: plan.windows.map((window, i) => ({
        ...window,
        number: i,
        prompt: scenes[window.scene]?.prompt ?? '',
        changesPrompt: window.scene !== (plan.windows[i - 1]?.scene ?? 0),
        noiseStream: noiseStream + 1 + i,
      })),
      noiseStream,
    };
  });
  const [first, ...others] = shots;
  if (!first) throw new Error('A film has at least one shot.');
  return {
    textToImage: textToImage ? createScheduler(textToImage.scheduler, film.steps) : null,
    imageToVideo: createScheduler(imageToVideo.scheduler, film.steps),
    shots: [first, ...others],
  };
}
