import { describe, expect, test } from 'vitest';
import { settingsOf } from '../../../../../../contract/request/clip-settings.js';
import type { GenerateRequest } from '../../../../../../contract/request/request.js';
import { settingsBox } from '../../../../../../contract/request/settings-box.js';
import { openedWeather, withoutWeather } from '../../../../../../workers/generator/jobs/plan/opened-weather.js';
import type { Opening } from '../../../../../../workers/generator/pipelines/film-plan.js';
import { particlesAt } from '../../../../../../workers/generator/pipelines/weather/film-weather.js';
import { withParticles } from '../../../../../../workers/generator/pipelines/weather/paint-particles.js';
import { requestFor } from '../../../../../fixtures/request-for.js';

const OWN = { width: 64, height: 64, fps: 12 };
const film = (request: GenerateRequest): Blob => new Blob([settingsBox(settingsOf(request, { id: 'toy', version: '1' }))]);
const weatherOf = (request: GenerateRequest, frames: number) =>
  openedWeather(film(request), frames, OWN, (prompt) => (prompt.includes('snow') ? { kind: 'snow', isSaid: prompt !== 'snow penguin', words: '' } : undefined));

describe('the weather of a video that is gone on from', () => {
  test('is what the settings in its file say', async () => {
    expect(await weatherOf(requestFor('snow', 2, { seed: 5 }), 24)).toMatchObject({ seed: 5, frames: 24, spans: [{ weather: 'snow', first: 0, end: 24 }] });
    expect(await weatherOf(requestFor('dog', 2), 24)).toBeNull();
    expect(await weatherOf(requestFor('snow', 2, { transparent: true }), 24)).toBeNull();
    expect(await weatherOf(requestFor('snow penguin', 2, { start: { kind: 'image', file: { blob: new Blob() } } }), 24)).toBeNull();
    expect(await openedWeather(new Blob(['no film of ours']), 24, OWN, () => ({ kind: 'rain', isSaid: true, words: '' }))).toBeNull();
  });

  test('begins behind the video that it goes on from itself', async () => {
    expect(await weatherOf(requestFor('snow', 2, { start: { kind: 'video', file: { blob: new Blob() } } }), 60)).toMatchObject({ frames: 60, spans: [{ first: 36, end: 60, comes: true }] });
  });

  test('is not known where its frames are of another size or rate', async () => {
    expect(await weatherOf(requestFor('snow', 2, { fps: 24 }), 24)).toBeNull();
    expect(await weatherOf(requestFor('snow', 2, { size: { width: 128, height: 64 } }), 24)).toBeNull();
  });

  test('is taken out of the picture that follows, and of nothing else', async () => {
    const gray = new Uint8ClampedArray(64 * 64 * 4).fill(100).map((byte, at) => (at % 4 === 3 ? 255 : byte));
    const weather = await weatherOf(requestFor('snow', 2), 24);
    const last = withParticles({ ...OWN, rgba: gray }, particlesAt(weather!, 23, OWN));
    const opening: Opening = {
      frames: 24,
      read: async function* () {
        await Promise.resolve();
        yield last;
      },
      pictureOf: (rgba) => Float32Array.from(rgba),
    };
    const without = withoutWeather(opening, weather!, OWN);
    expect(last.some((byte, at) => at % 4 < 3 && byte > 150)).toBe(true);
    expect(Math.max(...Array.from(without.pictureOf(last)).filter((_, at) => at % 4 < 3).map((byte) => Math.abs(byte - 100)))).toBeLessThan(12);
    for await (const rgba of without.read()) expect(rgba).toBe(last);
  });
});
