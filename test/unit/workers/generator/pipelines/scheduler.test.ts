import { describe, expect, test } from 'vitest';
import { createScheduler } from '../../../../../workers/generator/pipelines/schedulers/scheduler.js';
import { gaussianNoise, naturalLog } from '../../../../../workers/generator/pipelines/tensors/gaussian-noise.js';
import { applyGuidance } from '../../../../../workers/generator/pipelines/guided-denoiser.js';

const flow = (sigmas: readonly number[], steps?: number) =>
  createScheduler({ kind: 'flow', sigmas, stochastic: false, prediction: 'clean', guidance: 1, negative: [] }, steps);

describe('the schedule', () => {
  const SIGMAS = [1, 0.9, 0.5, 0.2, 0];
  const sigmasFor = (steps?: number): readonly number[] => flow(SIGMAS, steps).sigmas;

  test('is the pack\'s own without a wish for steps, or with a wish for as many', () => {
    expect(sigmasFor()).toBe(SIGMAS);
    expect(sigmasFor(4)).toBe(SIGMAS);
  });

  test('keeps both ends and descends at any number of steps', () => {
    for (const steps of [1, 2, 3, 7, 50]) {
      const sigmas = sigmasFor(steps);
      expect(sigmas).toHaveLength(steps + 1);
      expect(flow(SIGMAS, steps).steps).toBe(steps);
      expect([sigmas[0], sigmas.at(-1)]).toEqual([1, 0]);
      sigmas.slice(1).forEach((sigma, i) => expect(sigma).toBeLessThan(sigmas[i]!));
    }
    expect(sigmasFor(2)).toEqual([1, 0.5, 0]);
    expect(sigmasFor(8)[1]).toBeCloseTo(0.95);
  });
});

describe('the steps of the scheduler', () => {
  const NOISE = Float32Array.of(1, -2, 0.5);
  const CLEAN = Float32Array.of(0.25, 0.5, -1);

  test('land on the clean latents, whatever the noise, when the model knows them', () => {
    const scheduler = flow([1, 0.6, 0]);
    const latents = scheduler.step(CLEAN, 1, scheduler.step(CLEAN, 0, NOISE));
    expect([...latents]).toEqual([...CLEAN]);
  });

  test('stay on the straight line between noise and clean latents', () => {
    const scheduler = flow([1, 0.75, 0.5, 0]);
    let latents: Float32Array = NOISE;
    for (const [step, sigma] of scheduler.sigmas.slice(0, -1).entries()) {
      latents.forEach((value, i) => expect(value).toBeCloseTo((1 - sigma) * CLEAN[i]! + sigma * NOISE[i]!, 6));
      latents = scheduler.step(CLEAN, step, latents);
    }
  });

  test('leave the noise as it was', () => {
    flow([1, 0]).step(CLEAN, 0, NOISE);
    expect([...NOISE]).toEqual([1, -2, 0.5]);
  });
});

describe('guidance', () => {
  test('of 1 is the conditional estimate, more moves on past it', () => {
    expect([...applyGuidance(Float32Array.of(3), Float32Array.of(1), 1)]).toEqual([3]);
    expect([...applyGuidance(Float32Array.of(3), Float32Array.of(1), 2)]).toEqual([5]);
    expect([...applyGuidance(Float32Array.of(3), Float32Array.of(1), 0)]).toEqual([1]);
  });
});

describe('the noise', () => {
  test('is the same on every machine', () => {
    // Fixed when this was written: films of old seeds must not change without a reason.
    expect([...gaussianNoise(7, 0, 4)].map((number) => number.toFixed(6))).toMatchInlineSnapshot(`
      [
        "-0.698131",
        "-0.094809",
        "0.117020",
        "-1.078085",
      ]
    `);
  });

  test('differs by seed and by stream, but not by length', () => {
    const base = gaussianNoise(7, 0, 64);
    expect([...gaussianNoise(7, 0, 65)].slice(0, 64)).toEqual([...base]);
    for (const other of [gaussianNoise(8, 0, 64), gaussianNoise(7, 1, 64), gaussianNoise(0, 7, 64)]) {
      expect(base.filter((number, i) => number === other[i])).toHaveLength(0);
    }
  });

  test.each([[0, 0], [7, 3], [0xffff_ffff, 0x1_0001]])('is standard Gaussian (seed %i, stream %i)', (seed, stream) => {
    const numbers = [...gaussianNoise(seed, stream, 100_000)];
    const mean = numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
    const moment = (power: number): number => numbers.reduce((sum, number) => sum + (number - mean) ** power, 0) / numbers.length;
    expect(mean).toBeCloseTo(0, 1);
    expect(moment(2)).toBeCloseTo(1, 1);
    expect(Math.abs(moment(3))).toBeLessThan(0.05);
    expect(Math.abs(moment(4) - 3)).toBeLessThan(0.15);
    expect(numbers.filter((number) => Math.abs(number) > 1.959964).length / numbers.length).toBeCloseTo(0.05, 2);
  });

  test('its logarithm agrees with the engine\'s', () => {
    for (const x of [1e-300, 1e-9, 0.1, 0.5, 2 / 3, 0.999999, 1, 1.3333, 1.5, 10, 12345.678, 1e300]) {
      expect(naturalLog(x)).toBeCloseTo(Math.log(x), 12);
    }
  });
});
