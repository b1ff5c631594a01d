import type { FrameShape } from '../../../../contract/pack-summary.js';
import { filmFrameOf, isSameFrame } from '../../../../contract/request/film-frame.js';
import { requestFromFlat } from '../../../../contract/request/flat-request.js';
import { scenesOf } from '../../../../contract/request/request.js';
import type { Opening } from '../../pipelines/film-plan.js';
import { particlesAt, type FilmWeather } from '../../pipelines/weather/film-weather.js';
import { withoutParticles } from '../../pipelines/weather/without-particles.js';
import { framesOfShots } from '../../pipelines/windows.js';
import { planWeather, type WeatherOf } from './plan-weather.js';

/** What falls in a video that a film goes on from; null where it is not known to be a film with weather of its own. */
export async function openedWeather(video: Blob, frames: number, own: FrameShape, weatherOf: WeatherOf): Promise<FilmWeather | null> {
  const { readSettings } = await import('../../../../contract/request/read-clip-settings.js');
  const settings = await readSettings(video);
  if (!settings) return null;
  const request = requestFromFlat(settings);
  const frame = filmFrameOf(request, own);
  // Of another size or rate, its particles are elsewhere.
  if (!isSameFrame(frame, own)) return null;
  const made = framesOfShots(scenesOf(request.subject).map(({ seconds }) => seconds), own.fps).reduce((sum, count) => sum + count, 0);
  const before = settings.needs.includes('extend') ? { frames: frames - made, weather: null } : undefined;
  const file = { blob: video };
  return planWeather({ ...request, ...(settings.needs.includes('image') && { start: { kind: 'image', file } }), ...(before && { start: { kind: 'video', file } }) }, own.fps, before, weatherOf);
}

/** A video whose last frame is gone on from without what falls in front of it: it would stand still there. */
export function withoutWeather(opening: Opening, weather: FilmWeather, frame: FrameShape): Opening {
  const particles = particlesAt(weather, opening.frames - 1, frame);
  return particles ? { ...opening, pictureOf: (rgba) => opening.pictureOf(withoutParticles(rgba, particles, frame)) } : opening;
}
