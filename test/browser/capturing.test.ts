import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasAdapter } from '../has-adapter.js';
import { THOROUGH } from '../thorough.js';
import { openHarness, type OpenHarness } from './harness/open-harness.js';

/** A software adapter compiles shaders slowly where other work keeps the processor busy, in milliseconds. */
const SHADERS_TIMEOUT = 15 * 60_000;

const GRAPHS = ['imageToVideo', 'textToImage', 'videoDecoder'] as const;
const DENOISERS = ['imageToVideo', 'textToImage'] as const;

let harness: OpenHarness;

beforeAll(async () => {
  harness = await openHarness();
});
afterAll(() => harness.close());

const mayRun = async (): Promise<boolean> => hasAdapter((await harness.page.evaluate(() => window.harness.probe())).webgpu, 'no run was captured on one');

// The starter pack is what users get; a CPU that plays a GPU takes minutes for it, so it runs when the run is thorough.
describe.each((['layers', 'starter'] as const).filter((pack) => THOROUGH || pack !== 'starter'))('captured runs of the %s pack', (pack) => {
  test('give what plain ones give, and ask the GPU for less', async (context) => {
    if (!(await mayRun())) return context.skip();
    const { outcomes, film, traffic, runs, frames, buffers, milliseconds, ...report } = await harness.page.evaluate((name) => window.harness.captureRuns(name), pack);
    console.log(JSON.stringify({ pack, film, traffic, runs, buffers, milliseconds }));
    expect(outcomes).toEqual(Object.fromEntries(GRAPHS.map((graph) => [graph, { kind: 'captured' }])));
    expect(Object.keys(runs).sort()).toEqual([...DENOISERS].sort());
    for (const graph of DENOISERS) {
      const { before, after, difference, apart, here } = runs[graph]!;
      expect([difference, here], `${graph}, there and in ordinary memory`).toEqual([0, 0]);
      expect(apart, `${graph}, of other inputs`).toBeGreaterThan(0.1);
      expect(after.bindGroups).toBe(0);
      // An input each at most, and no uniform.
      expect(after.writes).toBeLessThanOrEqual(8);
      expect(before.writes).toBeGreaterThan(100);
      expect(after.passes).toBeLessThan(before.passes / 3);
    }
    expect(frames).toMatchObject({ difference: 0 });
    expect(frames.count).toBeGreaterThan(30);
    // Else films that are the same would say nothing.
    expect(frames.apart).toBeLessThan(40);
    expect(film.after.writes).toBeLessThan(film.before.writes / 4);
    expect(film.after.bindGroups).toBeLessThan(film.before.bindGroups / 4);
    expect(report).toEqual({ errors: [], live: { tensors: 0, sessions: 0, frames: 0 } });
  });
}, SHADERS_TIMEOUT);

describe('runs that cannot be captured', () => {
  test.each([
    ['not made', /cannot use the graph capture feature/u],
    ['not replayed', /^run 2 has another/u],
  ] as const)('stay plain: %s', async (breaks, fault) => {
    if (!(await mayRun())) return;
    const report = await harness.page.evaluate((how) => window.harness.captureRuns('layers', how), breaks);
    expect(Object.keys(report.outcomes).sort()).toEqual([...GRAPHS].sort());
    for (const outcome of Object.values(report.outcomes)) expect(outcome).toMatchObject({ kind: 'plain', fault: expect.stringMatching(fault) as string });
    expect(report.frames).toMatchObject({ difference: 0 });
    for (const { difference, here } of Object.values(report.runs)) expect([difference, here]).toEqual([0, 0]);
    expect(report).toMatchObject({ errors: [], live: { tensors: 0, sessions: 0, frames: 0 } });
  });
}, SHADERS_TIMEOUT);
