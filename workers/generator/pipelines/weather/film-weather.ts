import type { Weather } from '../../../../contract/names.js';
import type { PixelSize } from '../decoders/layers/pixel-map.js';
import { planEnding, smoothstep } from '../ending.js';
import { particlesOf, type Particles, type WeatherMoment } from './particles.js';

/** What falls in a film, and when. */
export interface FilmWeather {
  readonly seed: number;
  /** Of the film, and how many it has. */
  readonly fps: number;
  readonly frames: number;
  readonly spans: readonly WeatherSpan[];
  /** What the last frame is to equal; null where it is to equal nothing. */
  readonly ending: 'first frame' | 'picture' | null;
  /** Frames of a given video that come before, and what falls in them, if it is a film that has weather of its own. Those are not painted on. */
  readonly opened?: { readonly frames: number; readonly weather: FilmWeather | null };
}

export interface WeatherSpan {
  readonly weather: Weather;
  /** Frames of the film: the first of it, and the one after its last. */
  readonly first: number;
  readonly end: number;
  /** Whether it begins, or ends, while the same picture goes on. */
  readonly comes: boolean;
  readonly goes: boolean;
}

/** Weather that comes or goes takes so long for it. */
const FADE_SECONDS = 1;

/** The particles of frame `index`; null where there are none. They depend on nothing but the film and its number, so a film that goes on later goes on. */
export function particlesAt(weather: FilmWeather, index: number, frame: PixelSize): Particles | null {
  const moments = momentsAt(weather, index);
  return moments.length === 0 ? null : particlesOf(moments, frame);
}

/** A loop ends with what comes before its first frame: the particles of both ends of the film are seen together, until those of the beginning are left. */
export function momentsAt(weather: FilmWeather, index: number): readonly WeatherMoment[] {
  const { fps, frames, ending, opened } = weather;
  // Its last frame is the first one that is painted.
  if (opened && index >= 0 && index < opened.frames - 1) return [];
  const left = ending === null ? 1 : 1 - planEnding(frames, fps, 'another picture').dissolve(index);
  const before = ending === 'first frame' && left < 1 ? present(weather, index - (frames - 1), 1 - left) : [];
  return [...(left > 0 ? [...goingOn(weather, index, left), ...present(weather, index, left)] : []), ...before];
}

/** What falls in a given video goes on from there, and ends. */
function goingOn({ opened, fps }: FilmWeather, index: number, opacity: number): readonly WeatherMoment[] {
  if (!opened?.weather) return [];
  const left = opacity * (1 - smoothstep((index - opened.frames + 1) / (fps * FADE_SECONDS)));
  return left > 0 ? momentsAt(opened.weather, index).map((moment) => ({ ...moment, opacity: moment.opacity * left })) : [];
}

/** @param index below 0: before the film; beyond its last frame: after it */
function present({ seed, spans, frames, fps }: FilmWeather, index: number, opacity: number): readonly WeatherMoment[] {
  const fade = fps * FADE_SECONDS;
  return spans.flatMap(({ weather, first, end, comes, goes }): readonly WeatherMoment[] => {
    const isHere = (index >= first || (first === 0 && index < 0)) && (index < end || goes || end === frames);
    const share = isHere ? Math.min(comes ? smoothstep((index - first + 1) / fade) : 1, goes ? 1 - smoothstep((index - end + 1) / fade) : 1) : 0;
    return share > 0 ? [{ weather, seed, seconds: index / fps, opacity: opacity * share }] : [];
  });
}
