import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasAdapter } from '../has-adapter.js';
import { THOROUGH } from '../thorough.js';
import { requestFor } from '../fixtures/request-for.js';
import { openHarness, type OpenHarness } from './harness/open-harness.js';

/** A software adapter compiles shaders slowly where other work keeps the processor busy, in milliseconds. */
const SHADERS_TIMEOUT = 5 * 60_000;

const MEGABYTE = 1e6;

let harness: OpenHarness;

beforeAll(async () => {
  harness = await openHarness();
});
afterAll(() => harness.close());

const mayRun = async (): Promise<boolean> => hasAdapter((await harness.page.evaluate(() => window.harness.probe())).webgpu, 'nothing was painted on one');

describe('frames that are painted on the GPU', () => {
  test('are those of ordinary memory, and no device complains', async (context) => {
    if (!(await mayRun())) return context.skip();
    const { scenes, there, ...report } = await harness.page.evaluate(() => window.harness.paintScenes());
    expect(scenes.length).toBeGreaterThan(15);
    for (const { name, onto, alone, stacked } of scenes) {
      // Ordinary memory looks fields up at every fourth pixel, which frames of 64 pixels a side lose a little by.
      const least = name.endsWith('of a graph') ? 42 : 55;
      expect(onto, `${name}, onto its background`).toBeGreaterThan(Math.max(45, least));
      expect(alone, `${name}, on nothing`).toBeGreaterThan(least);
      expect(stacked, `alpha of ${name}, below its colours`).toBeGreaterThan(least);
    }
    for (const db of there) expect(db).toBeGreaterThan(45);
    expect(report).toMatchObject({ afterFault: { settled: 'device-lost', next: 'refused', heard: 1 }, sound: true, errors: [] });
    expect(report.dissolved).toBeGreaterThan(55);
    expect(report.plain).toBeGreaterThan(90);
    expect(report.unpacked).toEqual([0, 0]);
    expect(Math.min(...report.shaded), 'with shadows').toBeGreaterThan(50);
    console.log(JSON.stringify(report.falling));
    for (const { weather, psnr, most } of report.falling) {
      expect(psnr, weather).toBeGreaterThan(50);
      // What is behind differs by a level as well.
      expect(most, weather).toBeLessThanOrEqual(2);
    }
    expect(report.canvas).toBeGreaterThan(45);
  });

  test('are those of ordinary memory where they are put together of parts', async (context) => {
    if (!(await mayRun())) return context.skip();
    const { scenes, stacked, canvas, bytesAgain, errors } = await harness.page.evaluate(() => window.harness.composeScenes());
    console.log(JSON.stringify({ scenes, stacked, canvas, bytesAgain }));
    expect(errors).toEqual([]);
    expect([scenes.length, stacked.length, canvas.length]).toEqual([26, 4, 2]);
    for (const { name, psnr, most } of [...scenes, ...stacked, ...canvas]) {
      // Ordinary memory looks fields up at every fourth pixel.
      const hasFields = /fields|graph|what is here/u.test(name);
      expect(psnr, name).toBeGreaterThan(hasFields ? 45 : 55);
      if (!hasFields) expect(most, name).toBeLessThanOrEqual(1);
    }
    // Numbers, and no picture.
    expect(bytesAgain).toBeLessThan(10_000);
  });
}, SHADERS_TIMEOUT);

// The starter pack is what users get; a CPU that plays a GPU takes minutes for it, so it is made when the run is thorough.
describe.each((['layers', 'starter'] as const).filter((pack) => THOROUGH || pack !== 'starter'))('windows of the %s pack that stay on the GPU', (pack) => {
  test.each([['as strong as usual', 1], ['weaker', 0.5]] as const)('are those of ordinary memory, and next to nothing comes back: motion %s', async (_, motion) => {
    const { windows, prepared, sampling, psnr, paintMs, stateDifference, ...report } = await harness.page.evaluate(([name, strength]) => window.harness.makeWindows(name, 2, strength), [pack, motion] as const);
    console.log(JSON.stringify({ pack, windows, prepared, sampling, leastPsnr: Math.min(...psnr), stateDifference, paintMs }));
    expect(sampling.readbacks).toBe(0);
    expect(windows).toHaveLength(2);
    for (const [number, { readbacks, bytesBack, bytesUp }] of windows.entries()) {
      // Latents, and the state of the decoder.
      expect(readbacks).toBe(2);
      expect(bytesBack).toBeLessThan(5 * MEGABYTE);
      // The first takes the layers and what the decoder keeps for the shot.
      expect(bytesUp, `up in window ${number + 1}`).toBeLessThan(MEGABYTE);
    }
    expect(Math.min(...psnr)).toBeGreaterThan(40);
    expect(stateDifference).toBeLessThan(0.01);
    expect(report).toEqual({ faults: [], errors: [], live: { tensors: 0, sessions: 0, frames: 0 } });
  });
}, 15 * 60_000);

/** Latents and the state of the decoder, and the maps of each of four latents; at another rate, the fields of the window before that a frame in between is mixed from. */
const READBACKS = { 1: 2 + 4, 2: 2 + 4 + 1 } as const;

describe.each((['layers', 'starter'] as const).filter((pack) => THOROUGH || pack !== 'starter'))('windows of two parts of the %s pack that stay on the GPU', (pack) => {
  // In between the frames of the model lie others, so that the second rate has what the first has.
  test.each(([2, 1] as const).filter((rate) => THOROUGH || rate === 2))('are those of ordinary memory, and their maps come back, at %i times the rate of the model', async (rate) => {
    const { windows, psnr, kept, paintMs, ...report } = await harness.page.evaluate(([name, times]) => window.harness.composeWindows(name, 2, times), [pack, rate] as const);
    console.log(JSON.stringify({ pack, rate, windows, leastPsnr: Math.min(...psnr), mapsDifference: kept.mapsDifference, paintMs }));
    expect(windows).toHaveLength(2);
    expect(windows.map(({ readbacks }) => readbacks)).toEqual([2 * READBACKS[1], 2 * READBACKS[rate]]);
    for (const [number, { bytesUp }] of windows.entries()) expect(bytesUp).toBeLessThan(number === 0 ? 9 * MEGABYTE : 2 * MEGABYTE);
    expect(Math.min(...psnr)).toBeGreaterThan(45);
    expect(kept.there).toEqual(kept.here);
    expect(kept.mapsDifference).toBeLessThan(0.01);
    expect(report).toEqual({ faults: [], errors: [], live: { tensors: 0, sessions: 0, frames: 0 } });
  });
}, 15 * 60_000);

// Two encodings of frames of 64 pixels a side are at 35 dB to each other; those of 512 at 47 and more.
describe.each(([['layers', 33], ['starter', 40]] as const).filter(([pack]) => THOROUGH || pack !== 'starter'))('a film of the %s pack on WebGPU', (pack, least) => {
  test('is painted and encoded there, plays, and is the one of ordinary memory', async (context) => {
    if (!(await mayRun())) return context.skip();
    const { metadata, warnings, frames, psnr } = await harness.page.evaluate(([name, request]) => window.harness.makeBothWays(name, request), [pack, requestFor('a red apple bouncing on a green background', 1)] as const);
    expect(metadata).toMatchObject({ backend: 'webgpu', frames: 12, framesSha256: '' });
    expect(warnings).not.toContain('painted-on-cpu');
    expect([frames, psnr.length]).toEqual([12, 12]);
    expect(Math.min(...psnr)).toBeGreaterThan(least);
  });

  test('is painted there where it is put together', async (context) => {
    if (!(await mayRun())) return context.skip();
    const layers = [{ content: { kind: 'prompt', prompt: 'a blue ball' }, place: { x: 0.3, y: 0.6, size: 0.6 } }, { content: { kind: 'title', text: 'Hi', animation: 'pop' }, place: { x: 0.5, y: 0.2, size: 0.2 } }] as const;
    // On nothing is also the next film, and the steps above.
    for (const more of [{ shadows: true }, ...(THOROUGH ? [{ transparent: true }] : [])]) {
      const request = requestFor('a red apple bouncing on a green background', 1, { ...more, fps: 24, size: { width: 128, height: 96 }, layers });
      const { metadata, warnings, frames, psnr } = await harness.page.evaluate(([name, asked]) => window.harness.makeBothWays(name, asked), [pack, request] as const);
      expect(metadata).toMatchObject({ backend: 'webgpu', frames: 24, framesSha256: '' });
      expect(warnings).not.toContain('painted-on-cpu');
      expect([frames, psnr.length]).toEqual([24, 24]);
      expect(Math.min(...psnr)).toBeGreaterThan(least);
    }
  });

  test('is painted there where it is on nothing', async (context) => {
    if (!(await mayRun())) return context.skip();
    const request = requestFor('a red apple bouncing on a green background', 1, { transparent: true });
    const { metadata, warnings, previews, psnr } = await harness.page.evaluate(([name, asked]) => window.harness.makeBothWays(name, asked), [pack, request] as const);
    expect(metadata).toMatchObject({ backend: 'webgpu', frames: 12, framesSha256: '' });
    expect(warnings).not.toContain('painted-on-cpu');
    const [there, here] = previews;
    expect(there).toMatchObject({ width: metadata.width, height: metadata.height });
    // Its alpha is its own, and not that of a frame of double height.
    expect(here!.mean[3]).toBeLessThan(250);
    there!.mean.forEach((value, channel) => expect(Math.abs(value - here!.mean[channel]!)).toBeLessThan(2));
    expect(Math.min(...psnr)).toBeGreaterThan(least);
  });
}, 15 * 60_000);
