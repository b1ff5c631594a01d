import { describe, expect, test } from 'vitest';
import { WEATHERS, type Weather } from '../../../../../../contract/names.js';
import { paintParticles, withParticles } from '../../../../../../workers/generator/pipelines/weather/paint-particles.js';
import { PARTICLE_NUMBERS, particlesOf, type Particles } from '../../../../../../workers/generator/pipelines/weather/particles.js';
import { tilesOf } from '../../../../../../workers/generator/runtime/painter/weather-buffers.js';

const SQUARE = { width: 128, height: 128 };
const at = (weather: Weather, seconds: number, seed = 4, frame = SQUARE, opacity = 1): Particles => particlesOf([{ weather, seed, seconds, opacity }], frame);
const each = (particles: Particles): readonly Float32Array[] => Array.from({ length: particles.length / PARTICLE_NUMBERS }, (_, i) => particles.subarray(i * PARTICLE_NUMBERS, (i + 1) * PARTICLE_NUMBERS));
const gray = ({ width, height }: typeof SQUARE): Uint8ClampedArray<ArrayBuffer> => new Uint8ClampedArray(width * height * 4).fill(90);
const painted = (particles: Particles, frame = SQUARE): Uint8ClampedArray => withParticles({ ...frame, rgba: gray(frame) }, particles);
const changed = (rgba: Uint8ClampedArray): number => rgba.filter((byte, i) => i % 4 < 3 && byte !== 90).length / 3;

describe.each(WEATHERS)('%s', (weather) => {
  test('is the same for a seed and a moment, and another for others', () => {
    expect(at(weather, 2.5)).toEqual(at(weather, 2.5));
    expect(at(weather, 2.5)).not.toEqual(at(weather, 2.5, 5));
    expect(at(weather, 2.5)).not.toEqual(at(weather, 2.6));
  });

  test('is seen, and leaves most of a frame as it was', () => {
    const seen = changed(painted(at(weather, 3)));
    expect(seen).toBeGreaterThan(20);
    if (weather !== 'fireflies') expect(seen).toBeLessThan(0.4 * 128 * 128);
  });

  test('is as dense in a wide frame, and grows with it', () => {
    const [one, wide, large] = [SQUARE, { width: 256, height: 128 }, { width: 256, height: 256 }].map((frame) => each(at(weather, 3, 4, frame)));
    if (weather !== 'fireflies') expect(wide!.length / one!.length).toBeCloseTo(2, 1);
    const near = (particles: readonly Float32Array[]): number => 1 / Math.hypot(particles.at(-1)![2]!, particles.at(-1)![3]!);
    expect(near(large!) / near(one!)).toBeCloseTo(2, 1);
  });
});

describe('particles', () => {
  test.each(['rain', 'snow', 'petals', 'leaves', 'confetti'] as const)('fall, near ones faster than far ones: %s', (weather) => {
    const [now, later] = [each(at(weather, 5)), each(at(weather, 5.02))];
    // Those that came anew at the top are higher.
    const fallen = now.map((particle, i) => later[i]![1]! - particle[1]!).filter((down) => down > 0);
    expect(fallen.length).toBeGreaterThan(0.8 * now.length);
    expect(fallen.at(-1)!).toBeGreaterThan(1.5 * fallen[0]!);
  });

  test('rise under water', () => {
    const [now, later] = [each(at('bubbles', 5)), each(at('bubbles', 5.02))];
    expect(now.filter((particle, i) => later[i]![1]! < particle[1]!).length).toBeGreaterThan(0.8 * now.length);
  });

  test('do not come again where they were', () => {
    // Near flakes cross the frame in less than five seconds.
    const places = [0, 5, 10, 15].map((seconds) => each(at('snow', seconds)).slice(-10).map((particle) => Math.round(particle[0]!)).join());
    expect(new Set(places).size).toBe(4);
  });

  test('are spread over the frame', () => {
    const cells = new Map<string, number>();
    for (const seconds of [1, 2, 3, 4, 5, 6, 7, 8]) {
      for (const [x = 0, y = 0] of each(at('snow', seconds))) if (x >= 0 && y >= 0 && x < 128 && y < 128) cells.set(`${Math.floor(x / 32)} ${Math.floor(y / 32)}`, (cells.get(`${Math.floor(x / 32)} ${Math.floor(y / 32)}`) ?? 0) + 1);
    }
    expect(cells.size).toBe(16);
    const counts = [...cells.values()];
    expect(Math.min(...counts)).toBeGreaterThan(0.5 * (counts.reduce((a, b) => a + b) / 16));
  });

  test('change no pixel that they do not reach, nor the frame that they are put onto', () => {
    const frame = gray(SQUARE);
    const one = at('snow', 3).slice(-PARTICLE_NUMBERS);
    one.set([64, 64]);
    const seen = withParticles({ ...SQUARE, rgba: frame }, one);
    expect(changed(frame)).toBe(0);
    const far = Array.from({ length: 128 * 128 }, (_, i) => i).filter((i) => Math.hypot((i % 128) - 64, Math.floor(i / 128) - 64) > 4);
    expect(far.every((i) => seen[i * 4] === 90)).toBe(true);
    expect(seen[(64 * 128 + 64) * 4]!).toBeGreaterThan(150);
    expect(withParticles({ ...SQUARE, rgba: frame }, null)).toBe(frame);
  });

  test('take little of the time of a frame', () => {
    const frame = { width: 512, height: 512 };
    const rgba = gray(frame);
    const times = WEATHERS.map((weather) => {
      const runs = Array.from({ length: 15 }, (_, i) => {
        const before = performance.now();
        paintParticles({ ...frame, rgba }, at(weather, i / 12, 4, frame));
        return performance.now() - before;
      });
      return [weather, runs.sort((a, b) => a - b)[7]!] as const;
    });
    console.log(`ms a frame of 512x512: ${times.map(([weather, ms]) => `${weather} ${ms.toFixed(1)}`).join(', ')}`);
    // Far above what it takes, for machines that are busy.
    for (const [weather, ms] of times) expect(ms, weather).toBeLessThan(60);
  });

  test('are in each tile that has a pixel of them, in their order', () => {
    for (const weather of ['rain', 'confetti', 'bubbles'] as const) {
      const frame = { width: 50, height: 40 };
      const particles = at(weather, 4, 9, frame);
      const tiles = tilesOf(particles, frame);
      const across = Math.ceil(frame.width / 16);
      for (let i = 0; i < particles.length / PARTICLE_NUMBERS; i++) {
        const rgba = gray(frame);
        const one = particles.slice(i * PARTICLE_NUMBERS, (i + 1) * PARTICLE_NUMBERS);
        one.set([255, 255, 255, 1], 6);
        paintParticles({ ...frame, rgba }, one);
        for (let pixel = 0; pixel < frame.width * frame.height; pixel++) {
          if (rgba[pixel * 4] === 90) continue;
          const tile = Math.floor(Math.floor(pixel / frame.width) / 16) * across + Math.floor((pixel % frame.width) / 16);
          const list = tiles.subarray(tiles[tile], tiles[tile + 1]);
          if (!list.includes(i) || list.some((number, k) => k > 0 && number <= list[k - 1]!)) expect.fail(`${weather}: particle ${i} is not in tile ${tile}`);
        }
      }
    }
  });
});
