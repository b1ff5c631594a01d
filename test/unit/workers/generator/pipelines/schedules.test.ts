import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { SchedulerSettings } from '../../../../../contract/pack/manifest.js';
import { createScheduler } from '../../../../../workers/generator/pipelines/schedulers/scheduler.js';

/** Written by make_schedules.py, next to it. */
interface ScheduleCase {
  readonly name: string;
  readonly settings: Omit<SchedulerSettings, 'guidance' | 'negative'>;
  readonly initialScale: number;
  readonly noise: readonly number[];
  readonly steps: readonly { readonly shown: readonly number[]; readonly prediction: readonly number[]; readonly noise: readonly number[]; readonly latents: readonly number[] }[];
}

const CASES = JSON.parse(readFileSync('test/fixtures/schedulers/schedules.json', 'utf8')) as readonly ScheduleCase[];

function expectClose(actual: ArrayLike<number>, expected: readonly number[], what: string): void {
  const largest = Math.max(...expected.map(Math.abs));
  expected.forEach((number, i) => expect(Math.abs(actual[i]! - number), `${what}, number ${i}`).toBeLessThan(2e-6 * Math.max(1, largest)));
}

describe('the scheduler', () => {
  test.each(CASES.map((each) => [each.name, each] as const))('"%s" goes as that of diffusers', (_, { settings, initialScale, noise, steps }) => {
    const scheduler = createScheduler({ ...settings, guidance: 1, negative: [] });
    expect(scheduler.steps).toBe(steps.length);
    expect(scheduler.initialScale).toBeCloseTo(initialScale, 5);
    let latents = Float32Array.from(noise, (number) => number * scheduler.initialScale);
    for (const [index, step] of steps.entries()) {
      expectClose(scheduler.scaleModelInput(latents, index), step.shown, `step ${index}, what the denoiser is shown`);
      const fresh = scheduler.needsNoise(index) ? Float32Array.from(step.noise) : undefined;
      const before = latents.slice();
      const after = scheduler.step(Float32Array.from(step.prediction), index, latents, fresh);
      expect(latents).toEqual(before);
      expectClose(after, step.latents, `step ${index}`);
      const mix = scheduler.mix(index);
      const isShownLatents = scheduler.scaleModelInput(latents, index) === latents;
      expect(mix !== null, 'a step on the device').toBe(isShownLatents);
      if (mix) {
        const sums = before.map((value, i) => mix.latents * value + mix.prediction * step.prediction[i]! + (fresh ? mix.noise * step.noise[i]! : 0));
        expectClose(sums, step.latents, `step ${index}, as a sum`);
      }
      latents = Float32Array.from(after);
    }
  });

  test('takes timesteps of a flow from its noise levels where the pack gives none', () => {
    const scheduler = createScheduler({ kind: 'flow', sigmas: [1, 0.5, 0], stochastic: false, prediction: 'velocity', guidance: 1, negative: [] });
    expect([0, 1].map((index) => scheduler.timestep(index))).toEqual([1000, 500]);
  });

  test('resamples the timesteps of a flow with its noise levels, and keeps the steps of the others', () => {
    const given = { sigmas: [1, 0.5, 0], timesteps: [1000, 400], stochastic: false, guidance: 1, negative: [] } as const;
    const flow = createScheduler({ ...given, kind: 'flow', prediction: 'velocity' }, 4);
    expect(Array.from({ length: 4 }, (_, index) => flow.timestep(index))).toEqual([1000, 700, 400, 200]);
    expect(createScheduler({ ...given, kind: 'lcm', prediction: 'epsilon' }, 4).steps).toBe(2);
  });

  test('takes fresh noise where it is stochastic, and none at the end', () => {
    const flow = (stochastic: boolean) => createScheduler({ kind: 'flow', sigmas: [1, 0.5, 0], stochastic, prediction: 'velocity', guidance: 1, negative: [] });
    expect([0, 1].map((index) => flow(true).needsNoise(index))).toEqual([true, false]);
    expect([0, 1].map((index) => flow(false).needsNoise(index))).toEqual([false, false]);
  });
});
