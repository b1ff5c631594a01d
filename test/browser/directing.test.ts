import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { GenerateRequest } from '../../contract/generator.js';
import type { DirectedReport } from './harness/harness-page.js';
import { openHarness, type OpenHarness } from './harness/open-harness.js';
import { pngBytes } from './png-bytes.js';

let harness: OpenHarness;
beforeAll(async () => {
  harness = await openHarness();
});
afterAll(() => harness.close());

const REQUEST: GenerateRequest = { prompt: 'a red apple bouncing', seconds: 2, seed: 7 };
type Blobs = Parameters<Window['harness']['makeDirected']>[1];
type Made = Extract<DirectedReport, { ok: true }>;
const direct = (request: Partial<GenerateRequest>, blobs: Blobs = {}) =>
  harness.page.evaluate(([wanted, given]) => window.harness.makeDirected(wanted, given), [{ ...REQUEST, ...request }, blobs] as const);
async function made(request: Partial<GenerateRequest>, blobs: Blobs = {}): Promise<Made> {
  const report = await direct(request, blobs);
  if (!report.ok) throw new Error(JSON.stringify(report.error));
  return report;
}

const dataUrl = (bytes: Uint8Array): string => `data:image/png;base64,${Buffer.from(bytes).toString('base64')}`;
const BLUE = dataUrl(pngBytes(64, 64, (x, y) => ((x >> 3) + (y >> 3)) % 2 === 0 ? [40, 80, 220, 255] : [60, 100, 200, 255]));

// One film after the other: each goes on from the one before where it says so.
describe('a directed film', () => {
  test('loops without a seam, keeps its settings in the file, and starts with the still of its seed', async () => {
    const loop = await made({ loop: true, motion: 1.5 });
    expect(loop.metadata.frames).toBe(24);
    // The step from the last frame to the first is no larger than the steps between neighbours are.
    expect(loop.seam).toBeGreaterThan(Math.min(...loop.steps));
    expect(loop.seam).toBeGreaterThan(30);
    expect(loop.settings).toEqual({ kinora: 1, prompt: REQUEST.prompt, seconds: 2, seed: 7, motion: 1.5, loop: true, needs: [], pack: loop.metadata.pack });
    // Lossy encoding lies between a frame and its still.
    expect(loop.likeStills[0]).toBeGreaterThan(24);
  });

  test('goes on from a finished film, whose frames open it', async () => {
    const longer = await made({ seconds: 1 }, { extend: 'the film before' });
    expect(longer.metadata.frames).toBe(36);
    expect(longer.metadata.seconds).toBe(3);
    expect(longer.likeBefore).toHaveLength(24);
    expect(Math.min(...longer.likeBefore)).toBeGreaterThan(25);
    expect(longer.settings?.needs).toEqual(['extend']);
  });

  test('ends with the asked picture', async () => {
    const film = await made({}, { endImage: BLUE });
    expect(film.end).toBeGreaterThan(25);
    expect(film.metadata.frames).toBe(24);
  });

  test('is the same film for the same loop, and another one for other motion', async () => {
    const hash = async (request: Partial<GenerateRequest>) => (await made({ seconds: 1, ...request })).metadata.framesSha256;
    const loop = await hash({ loop: true });
    expect(await hash({ loop: true })).toBe(loop);
    expect(await hash({ loop: true, motion: 0.5 })).not.toBe(loop);
  });
});

describe('a video to go on from is refused', async () => {
  const film = await readFile(new URL('../fixtures/fake-film.mp4', import.meta.url));
  test.each<[string, Uint8Array, code: string]>([
    ['when it is text', new TextEncoder().encode('this is no video'), 'not-a-video'],
    ['when it is empty', new Uint8Array(), 'input-empty'],
    ['when it is a picture', pngBytes(64, 64, () => [1, 2, 3, 255]), 'not-a-video'],
    ['when it is cut short', film.subarray(0, film.length >> 1), 'video-'],
    ['when its bytes are garbage behind a good header', new Uint8Array([...film.subarray(0, 40), ...new Uint8Array(2000).fill(7)]), 'video-'],
  ])('%s', async (_, bytes, code) => {
    const report = await direct({}, { extend: [...bytes] });
    expect(report).toMatchObject({ ok: false, error: { code: expect.stringContaining(code) as string } });
  });
});
