import type { PromptWeather } from '../../../../contract/generator.js';
import { isLayersAlone, scenesOf, type GenerateRequest } from '../../../../contract/request/request.js';
import type { FilmWeather, WeatherSpan } from '../../pipelines/weather/film-weather.js';
import { framesOfShots } from '../../pipelines/windows.js';

/** What falls where a prompt is drawn; undefined where it says nothing of it. */
export type WeatherOf = (prompt: string) => PromptWeather | undefined;

type WeatherRequest = Pick<GenerateRequest, 'subject' | 'start' | 'ending' | 'transparent' | 'hideSubject' | 'seed'>;

/**
 * What falls in a film: what the prompts of its scenes say, as they were typed.
 * @param opened of a given video that comes before
 * @returns null where nothing falls
 */
export function planWeather(request: WeatherRequest, fps: number, opened: FilmWeather['opened'], weatherOf: WeatherOf): FilmWeather | null {
  const { subject, start, ending, transparent, seed } = request;
  if (transparent === true || isLayersAlone(request)) return null;
  const scenes = scenesOf(subject);
  const lengths = framesOfShots(scenes.map(({ seconds }) => seconds), fps);
  const spans: WeatherSpan[] = [];
  let now: PromptWeather['kind'] | null = null;
  let first = opened?.frames ?? 0;
  for (const [i, scene] of scenes.entries()) {
    const goesOn = i > 0 && scene.start === 'continue';
    const read = weatherOf(scene.prompt);
    // A picture that is given is in no place that the prompt does not say.
    const said = read && (read.isSaid || !(start && i === 0)) ? read.kind : null;
    const next: PromptWeather['kind'] | null = goesOn && read?.isSaid !== true ? now : said;
    const end = first + (lengths[i] ?? 1);
    const before = spans.at(-1);
    if (before && goesOn && next !== now && before.end === first) spans.splice(-1, 1, { ...before, goes: true });
    if (before && goesOn && next === now && now !== null) spans.splice(-1, 1, { ...before, end });
    else if (next !== null) spans.push({ weather: next, first, end, comes: goesOn || first === opened?.frames, goes: false });
    now = next;
    first = end;
  }
  if (spans.length === 0 && !opened?.weather) return null;
  return { seed, fps, frames: first, spans, ...(opened && { opened }), ending: ending?.kind === 'loop' ? 'first frame' : ending ? 'picture' : null };
}
