import { describe, expect, it } from 'vitest';
import { PLAIN_LOOK } from '../../../../contract/stickers/sticker.js';
import { unstackAlpha } from '../../../../contract/stacked-alpha.js';
import { STICKER_NAMES, presetOf } from '../../../../contract/stickers/presets.js';
import { bleed } from '../../../../workers/converter/stickers/bleed.js';
import { fit } from '../../../../workers/converter/stickers/fit.js';
import { planFrames } from '../../../../workers/converter/stickers/frame-plan.js';
import { ladderOf } from '../../../../workers/converter/stickers/ladder.js';
import { outline } from '../../../../workers/converter/stickers/outline.js';
import { castShadow } from '../../../../workers/converter/stickers/shadow.js';
import { layOut } from '../../../../workers/converter/stickers/sticker-layout.js';

const film = (frameCount: number, loop = false) => ({ frameCount, rate: 12.000_01, loop });

describe('the frames of a sticker', () => {
  it('are all of a film that is short enough, at their own times', () => {
    const { frames, ...rest } = planFrames(film(24), presetOf('telegram-sticker'));
    expect(frames.map(({ index }) => index)).toEqual(Array.from({ length: 24 }, (_, i) => i));
    expect(frames.slice(0, 3)).toEqual([{ index: 0, time: 0, duration: 83 }, { index: 1, time: 83, duration: 84 }, { index: 2, time: 167, duration: 83 }]);
    expect(rest).toMatchObject({ speed: 1, cutSeconds: 0 });
  });

  it('end at the limit, or play a loop faster, without its last frame, which is the first', () => {
    const cut = planFrames(film(60), presetOf('telegram-sticker'));
    expect([cut.frames.length, cut.seconds, cut.speed]).toEqual([36, 3, 1]);
    expect(cut.cutSeconds).toBeCloseTo(2, 3);
    const loop = planFrames(film(61, true), presetOf('telegram-sticker'));
    expect([loop.seconds, loop.cutSeconds, loop.frames.at(-1)!.index]).toEqual([3, 0, 59]);
    expect(loop.speed).toBeCloseTo(5 / 3, 3);
    expect(loop.frames.reduce((sum, { duration }) => sum + duration, 0)).toBe(3000);
  });

  it.each([
    [8, 1, 8],
    [30, 2, 20],
    [100, 4, 20],
  ])('of %i frames fill whole seconds for LINE', (count, seconds, frames) => {
    const plan = planFrames(film(count), presetOf('line-sticker'));
    expect([plan.seconds, plan.frames.length]).toEqual([seconds, frames]);
    expect(plan.frames.reduce((sum, { duration }) => sum + duration, 0)).toBe(1000 * seconds);
  });

  it('are too few for LINE below five', () => {
    expect(() => planFrames(film(4), presetOf('line-sticker'))).toThrow('sticker-too-few-frames');
  });

  it('keep their speed when there are fewer of them', () => {
    const { frames } = planFrames(film(12), presetOf('discord-sticker'), 0.5);
    expect(frames.map(({ index, time }) => [index, time])).toEqual([[0, 0], [2, 167], [4, 333], [6, 500], [8, 667], [10, 833]]);
  });
});

describe('the search for what fits', () => {
  const WAYS = Array.from({ length: 30 }, (_, i) => 100 - 3 * i);
  const search = async (limit: number): Promise<{ best: number | null; tried: number; leastBytes: number }> => {
    let tried = 0;
    const { best, leastBytes } = await fit(WAYS, limit, async (way) => {
      tried++;
      return { bytes: way, made: way };
    });
    return { best, tried, leastBytes };
  };

  it('takes the first that there is, else the best in a few steps', async () => {
    expect(await search(100)).toMatchObject({ best: 100, tried: 1 });
    for (let limit = 13; limit < 100; limit++) {
      const { best, tried } = await search(limit);
      expect(best).toBe(WAYS.find((way) => way <= limit));
      expect(tried).toBeLessThanOrEqual(6);
    }
  });

  it('says how small the smallest is when nothing fits', async () => {
    expect(await search(12)).toMatchObject({ best: null, leastBytes: 13 });
  });

  it('has a ladder for each place whose last step is the smallest of all', () => {
    for (const name of STICKER_NAMES) {
      const ladder = ladderOf(presetOf(name).format);
      expect(ladder.at(-1)!.lengthShare).toBe(Math.min(...ladder.map(({ lengthShare }) => lengthShare)));
      expect(ladder[0]).toMatchObject({ rateShare: 1, lengthShare: 1 });
    }
  });
});

const SIDE = 64;
const SIZE = { width: SIDE, height: SIDE };

/** A red square of 16 pixels in the middle, of this alpha. */
function square(alpha = 255): Uint8ClampedArray<ArrayBuffer> {
  const rgba = new Uint8ClampedArray(4 * SIDE * SIDE);
  for (let y = 24; y < 40; y++) for (let x = 24; x < 40; x++) rgba.set([200, 20, 30, alpha], 4 * (y * SIDE + x));
  return rgba;
}

const at = (rgba: Uint8ClampedArray, x: number, y: number): number[] => [...rgba.subarray(4 * (y * SIDE + x), 4 * (y * SIDE + x) + 4)];

describe('what is drawn around the subject', () => {
  it('is a white stroke of its width, round at corners, with the subject as it was', () => {
    const drawn = outline(square(), SIZE, 4);
    expect(at(drawn, 30, 30)).toEqual([200, 20, 30, 255]);
    expect(at(drawn, 20, 30)).toEqual([255, 255, 255, 255]);
    expect(at(drawn, 19, 30)[3]).toBe(0);
    expect(at(drawn, 21, 22)).toEqual([255, 255, 255, 255]);
    expect(at(drawn, 20, 20)[3]).toBe(0);
  });

  it('shows through a subject that is half transparent', () => {
    expect(at(outline(square(128), SIZE, 4), 30, 30)).toEqual([227, 137, 142, 255]);
  });

  it('is a shadow below that fades away, and is not in front', () => {
    const drawn = castShadow(square(), SIZE, { blur: 4, below: 6, opacity: 0.5 });
    expect(at(drawn, 30, 30)).toEqual([200, 20, 30, 255]);
    const below = [41, 43, 46, 50].map((y) => at(drawn, 32, y));
    expect(below.every(([red, green, blue]) => red === 0 && green === 0 && blue === 0)).toBe(true);
    const alphas = below.map((pixel) => pixel[3]!);
    expect(alphas[0]).toBeGreaterThan(90);
    expect(alphas).toEqual([...alphas].sort((a, b) => b - a));
    expect(at(drawn, 32, 60)[3]).toBe(0);
  });

  it('has its room within the limits, and the subject in the middle', () => {
    const { size, subject, stroke } = layOut(presetOf('whatsapp-sticker').frame, { width: 100, height: 50 }, { stroke: true, shadow: true, margin: 0.1 });
    expect([size, stroke]).toEqual([{ width: 512, height: 512 }, 8]);
    expect(subject.x).toBeGreaterThanOrEqual(51 + 8 + 6);
    expect(subject.width / subject.height).toBeCloseTo(2, 1);
    expect(subject.y * 2 + subject.height).toBeCloseTo(512, -1);
  });

  it.each([
    ['telegram-sticker', { width: 300, height: 100 }, { width: 512, height: 172 }],
    ['line-sticker', { width: 100, height: 100 }, { width: 270, height: 270 }],
    ['line-sticker', { width: 300, height: 100 }, { width: 320, height: 108 }],
  ] as const)('leaves one side of a %s as long as it has to be', (name, visible, size) => {
    expect(layOut(presetOf(name).frame, visible, PLAIN_LOOK).size).toEqual(size);
  });
});

describe('a picture of colours above alpha', () => {
  it('becomes one with alpha; what is nearly nothing or nearly all of it is so', () => {
    const gray = (level: number): number[] => [level, level, level, 255];
    const stacked = Uint8ClampedArray.from([10, 20, 30, 255, 40, 50, 60, 255, 70, 80, 90, 255, ...gray(3), ...gray(100), ...gray(252)]);
    expect([...unstackAlpha(stacked)]).toEqual([10, 20, 30, 0, 40, 50, 60, 100, 70, 80, 90, 255]);
  });

  it('reads alpha as luma, whatever colours lie over the seam', () => {
    const stacked = Uint8ClampedArray.from([0, 0, 0, 255, 140, 92, 100, 255]);
    expect(unstackAlpha(stacked)[3]).toBeCloseTo(0.2126 * 140 + 0.7152 * 92 + 0.0722 * 100, 0);
  });

  it('gives what cannot be seen the colours beside it', () => {
    const bled = bleed(square(), SIZE);
    expect(at(bled, 23, 30)).toEqual([200, 20, 30, 0]);
    expect(at(bled, 0, 0)).toEqual([200, 20, 30, 0]);
    expect(at(bled, 30, 30)).toEqual([200, 20, 30, 255]);
  });
});
