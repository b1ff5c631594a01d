import { describe, expect, test } from 'vitest';
import { framesOfShots, planWindows, SlidingContext } from '../../../../../workers/generator/pipelines/windows.js';
import { movingHalf } from '../../../../../contract/pack/pack-parts.js';
import { TOY_MANIFEST } from '../../../../fixtures/worker/toy-pack.js';

describe('the plan of a shot', () => {
  test.each([
    [1, 0, 0],
    [2, 1, 1],
    [5, 1, 1],
    [6, 2, 1],
    [17, 4, 1],
    [18, 5, 2],
    [1440, 360, 90],
  ])('%i frames take %i latents in %i windows', (frames, latents, windows) => {
    const plan = planWindows(movingHalf(TOY_MANIFEST), frames);
    expect([plan.frames, plan.latents, plan.windows.length]).toEqual([frames, latents, windows]);
    expect(plan.windows.reduce((sum, window) => sum + window.latents, 0)).toBe(latents);
  });

  test('begins a window where the words change, at the nearest border of latents', () => {
    // 10 frames are frame 0 and 9 more, 2.25 latents; then 12 frames more, 5.25 latents in all.
    const { latents, windows } = planWindows(movingHalf(TOY_MANIFEST), 10, 12, 8);
    expect(latents).toBe(8);
    expect(windows).toEqual([
      { scene: 0, firstLatent: 0, firstFrame: 1, latents: 2, sampled: 4 },
      { scene: 1, firstLatent: 2, firstFrame: 9, latents: 3, sampled: 4 },
      { scene: 2, firstLatent: 5, firstFrame: 21, latents: 3, sampled: 4 },
    ]);
  });

  test('leaves out a beat that is shorter than a latent can show', () => {
    expect(planWindows(movingHalf(TOY_MANIFEST), 9, 1, 8).windows.map(({ scene: beat, latents }) => [beat, latents])).toEqual([[0, 2], [2, 3]]);
  });
});

describe('the frames of shots', () => {
  test('follow the clock as a whole', () => {
    expect(framesOfShots([4], 12)).toEqual([48]);
    // A third of a second is 8 frames of 24 fps; at 10 fps it is 3.33, and cuts must not drift.
    const frames = framesOfShots(Array.from({ length: 30 }, () => 1 / 3 + 0.5), 10);
    expect(frames.reduce((sum, count) => sum + count, 0)).toBe(250);
    expect(new Set(frames)).toEqual(new Set([8, 9]));
  });

  test('are at least one', () => {
    expect(framesOfShots([0.01, 0.01], 12)).toEqual([1, 1]);
  });
});

describe('the context of a window', () => {
  const latent = (value: number): Float32Array => Float32Array.of(value, value);

  test('is empty and masked at first', () => {
    const { latents, mask } = new SlidingContext(2, 2).read();
    expect([[...latents], [...mask]]).toEqual([[0, 0, 0, 0], [0, 0]]);
  });

  test('is the end of the window before, oldest first', () => {
    const context = new SlidingContext(2, 2);
    context.push([1, 2, 3, 4].map(latent));
    expect([...context.read().latents]).toEqual([3, 3, 4, 4]);
    expect([...context.read().mask]).toEqual([1, 1]);
    context.push([5].map(latent));
    expect([...context.read().latents]).toEqual([4, 4, 5, 5]);
  });

  test('is filled from its end when there are too few latents yet', () => {
    const context = new SlidingContext(3, 2);
    context.push([1].map(latent));
    expect([...context.read().latents]).toEqual([0, 0, 0, 0, 1, 1]);
    expect([...context.read().mask]).toEqual([0, 0, 1]);
  });

  test('may have no length', () => {
    const context = new SlidingContext(0, 2);
    context.push([1].map(latent));
    expect(context.read().latents).toHaveLength(0);
  });
});
