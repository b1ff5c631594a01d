import { describe, expect, test } from 'vitest';
import { momentsAt, particlesAt, type FilmWeather } from '../../../../../../workers/generator/pipelines/weather/film-weather.js';

const SIZE = { width: 64, height: 64 };
const weatherOf = (fps: number, seconds: number, more: Partial<FilmWeather> = {}): FilmWeather => {
  const frames = Math.round(fps * seconds);
  return { seed: 7, fps, frames, ending: null, spans: [{ weather: 'snow', first: 0, end: frames, comes: false, goes: false }], ...more };
};

describe('the weather of a film', () => {
  test('is the same at the same second, whatever the frame rate', () => {
    const slow = particlesAt(weatherOf(12, 4), 18, SIZE);
    expect(slow).not.toBeNull();
    for (const fps of [8, 24, 30]) expect(particlesAt(weatherOf(fps, 4), 1.5 * fps, SIZE)).toEqual(slow);
  });

  test('ends a loop as it begins it, and never jumps', () => {
    const loop = weatherOf(12, 3, { ending: 'first frame' });
    expect(particlesAt(loop, 35, SIZE)).toEqual(particlesAt(loop, 0, SIZE));
    for (let index = 0; index < 36; index++) expect(momentsAt(loop, index).reduce((sum, { opacity }) => sum + opacity, 0)).toBeCloseTo(1);
    // What is seen more and more is on its way to the first frame.
    const [going, coming] = momentsAt(loop, 34);
    expect(going!.opacity).toBeLessThan(0.1);
    expect(coming!.seconds).toBeCloseTo(-1 / 12);
  });

  test('leaves a picture that the film ends with as it is', () => {
    expect(particlesAt(weatherOf(12, 3, { ending: 'picture' }), 35, SIZE)).toBeNull();
    expect(momentsAt(weatherOf(12, 3, { ending: 'picture' }), 20)).toEqual([{ weather: 'snow', seed: 7, seconds: 20 / 12, opacity: 1 }]);
  });

  test('comes and goes within a second where the picture goes on', () => {
    const weather = weatherOf(12, 6, { spans: [{ weather: 'rain', first: 24, end: 48, comes: true, goes: true }] });
    const seen = (index: number): number => momentsAt(weather, index)[0]?.opacity ?? 0;
    expect([0, 23, 60, 71].map(seen)).toEqual([0, 0, 0, 0]);
    expect([36, 47].map(seen)).toEqual([1, 1]);
    for (const [before, after] of [[24, 25], [28, 29], [52, 51], [56, 55]] as const) expect(seen(after)).toBeGreaterThan(seen(before));
  });

  test('goes on from a film that it extends, and neither is seen twice nor misses', () => {
    const before = weatherOf(12, 2, { seed: 3 });
    const weather: FilmWeather = { seed: 7, fps: 12, frames: 60, ending: null, opened: { frames: 24, weather: before }, spans: [{ weather: 'snow', first: 24, end: 60, comes: true, goes: false }] };
    expect(particlesAt(weather, 22, SIZE)).toBeNull();
    // The last frame of the video is shown again, without what fell in it.
    expect(particlesAt(weather, 23, SIZE)).toEqual(particlesAt(before, 23, SIZE));
    for (let index = 23; index < 60; index++) expect(momentsAt(weather, index).reduce((sum, { opacity }) => sum + opacity, 0)).toBeCloseTo(1, 1);
    expect(momentsAt(weather, 36).map(({ seed }) => seed)).toEqual([7]);
    // What falls in the video stops where nothing falls behind it.
    expect(momentsAt({ ...weather, spans: [] }, 30)).toMatchObject([{ seed: 3, seconds: 2.5 }]);
    expect(momentsAt({ ...weather, spans: [] }, 40)).toEqual([]);
  });

  test('has one veil, however many moments are seen', () => {
    const night = weatherOf(12, 3, { ending: 'first frame', spans: [{ weather: 'fireflies', first: 0, end: 36, comes: false, goes: false }] });
    const veils = (index: number): readonly number[] => Array.from(particlesAt(night, index, SIZE)!).filter((_, i, all) => i % 16 === 9 && all[i - 6] === 0);
    expect(veils(5)).toHaveLength(1);
    expect(veils(30)[0]).toBeCloseTo(veils(5)[0]!);
    expect(veils(30)).toHaveLength(1);
  });
});
