import { describe, expect, test } from 'vitest';
import type { PromptWeather } from '../../../../../../contract/generator.js';
import type { GenerateRequest, Scene } from '../../../../../../contract/request/request.js';
import { planWeather } from '../../../../../../workers/generator/jobs/plan/plan-weather.js';
import type { FilmWeather } from '../../../../../../workers/generator/pipelines/weather/film-weather.js';
import { requestFor } from '../../../../../fixtures/request-for.js';

const said = (kind: PromptWeather['kind'], isSaid = true): PromptWeather => ({ kind, isSaid, words: '' });
const READ: Readonly<Record<string, PromptWeather>> = { rain: said('rain'), snow: said('snow'), 'no rain': said(null), penguin: said('snow', false) };
const plan = (request: GenerateRequest, opened?: FilmWeather['opened']) => planWeather(request, 12, opened, (prompt) => READ[prompt]);
const spans = (...scenes: readonly Scene[]) => plan(requestFor(scenes, 1))?.spans.map(({ weather, first, end, comes, goes }) => `${weather} ${first}-${end}${comes ? ' comes' : ''}${goes ? ' goes' : ''}`);
const file = { blob: new Blob([]) };

describe('what falls in a film', () => {
  test('is what its prompt says', () => {
    expect(plan(requestFor('rain', 3, { seed: 9 }))).toEqual({ seed: 9, fps: 12, frames: 36, ending: null, spans: [{ weather: 'rain', first: 0, end: 36, comes: false, goes: false }] });
    expect(plan(requestFor('dog', 3))).toBeNull();
    expect(plan(requestFor('no rain', 3))).toBeNull();
  });

  test('changes with a cut, and goes on with a scene that goes on', () => {
    expect(spans({ prompt: 'rain', seconds: 2 }, { prompt: 'dog', seconds: 2 }, { prompt: 'snow', seconds: 1 })).toEqual(['rain 0-24', 'snow 48-60']);
    expect(spans({ prompt: 'rain', seconds: 2 }, { prompt: 'dog', seconds: 2, start: 'continue' })).toEqual(['rain 0-48']);
    expect(spans({ prompt: 'rain', seconds: 2 }, { prompt: 'penguin', seconds: 2, start: 'continue' })).toEqual(['rain 0-48']);
    expect(spans({ prompt: 'dog', seconds: 2 }, { prompt: 'snow', seconds: 2, start: 'continue' })).toEqual(['snow 24-48 comes']);
    expect(spans({ prompt: 'rain', seconds: 2 }, { prompt: 'no rain', seconds: 2, start: 'continue' })).toEqual(['rain 0-24 goes']);
    expect(spans({ prompt: 'rain', seconds: 2 }, { prompt: 'snow', seconds: 2, start: 'continue' })).toEqual(['rain 0-24 goes', 'snow 24-48 comes']);
  });

  test('is nothing in front of nothing', () => {
    expect(plan(requestFor('rain', 3, { transparent: true }))).toBeNull();
    expect(plan(requestFor('rain', 3, { transparent: true, hideSubject: true }))).toBeNull();
  });

  test('is on a given picture only what the prompt says', () => {
    expect(plan(requestFor('penguin', 3))?.spans).toHaveLength(1);
    expect(plan(requestFor('penguin', 3, { start: { kind: 'image', file } }))).toBeNull();
    expect(plan(requestFor('snow', 3, { start: { kind: 'image', file } }))?.spans).toHaveLength(1);
  });

  test('begins behind a given video, and knows how the film ends', () => {
    expect(plan(requestFor('rain', 3, { start: { kind: 'video', file } }), { frames: 20, weather: null })).toMatchObject({ frames: 56, spans: [{ first: 20, end: 56, comes: true }] });
    expect(plan(requestFor('rain', 3, { ending: { kind: 'loop' } }))?.ending).toBe('first frame');
    expect(plan(requestFor('rain', 3, { ending: { kind: 'image', file } }))?.ending).toBe('picture');
  });
});
