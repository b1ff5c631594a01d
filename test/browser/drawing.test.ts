import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { gaussianNoise } from '../../workers/generator/pipelines/tensors/gaussian-noise.js';
import { requestFor } from '../fixtures/request-for.js';
import { openHarness, type OpenHarness } from './harness/open-harness.js';

const FOLDER = 'test/fixtures/drawing-pack';
/** What the pipeline of diffusers drew; make_pack.py in that folder wrote it. */
const PICTURE = JSON.parse(readFileSync(`${FOLDER}/picture.json`, 'utf8')) as { readonly prompt: string; readonly seed: number; readonly bytes: readonly number[] };

let harness: OpenHarness;
beforeAll(async () => {
  harness = await openHarness();
});
afterAll(() => harness.close());

test('the noise that the reference was drawn from is that of its seed', () => {
  const bytes = readFileSync(`${FOLDER}/noise.f32`);
  expect([...new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length))]).toEqual([...gaussianNoise(PICTURE.seed, 0, 256)]);
});

// Names, types and free dimensions are those of published files; weights of one graph lie in a file of their own.
test('a pack of published names and types draws the first frame that diffusers draws, from files that were kept', async () => {
  const { prompt, seed } = PICTURE;
  for (const visit of ['first', 'second']) {
    const before = harness.requests.length;
    const drawn = await harness.page.evaluate(([words, number]) => window.harness.drawStill('drawing', words, number, 'wasm'), [prompt, seed] as const);
    if (!drawn.ok) throw new Error(JSON.stringify(drawn.error));
    expect([drawn.width, drawn.height, drawn.sessions, drawn.tensors]).toEqual([64, 64, 3, 0]);
    const differences = drawn.bytes.map((byte, i) => Math.abs(byte - PICTURE.bytes[i]!));
    expect(differences).toHaveLength(PICTURE.bytes.length);
    // A number that lies between two bytes may be rounded to either.
    expect(Math.max(...differences), visit).toBeLessThanOrEqual(1);
    expect(differences.filter((difference) => difference > 0).length / differences.length).toBeLessThan(0.01);
    const fetched = harness.requests.slice(before).filter((url) => url.includes('.onnx'));
    expect(fetched.length, visit).toBe(visit === 'first' ? 4 : 0);
  }
});

test('it makes no film, and says so', async () => {
  const film = await harness.page.evaluate((request) => window.harness.makePair(request, { move: 'drawing' }), requestFor(PICTURE.prompt, 1));
  expect(film).toMatchObject({ ok: false, sessions: 3, error: { code: 'pack-moves-nothing', params: { title: 'Toy graphs that draw' } } });
});

test.each([
  ['drawing', 'tiny', 'a photo of a red fox', { id: 'tiny-drawer+tiny', sessions: 7 }],
  ['tiny', 'drawing', 'a red apple', { error: 'pack-moves-nothing' }],
] as const)('what %s draws, %s moves', async (draw, move, prompt, expected) => {
  const film = await harness.page.evaluate(([request, packs]) => window.harness.makePair(request, packs), [requestFor(prompt, 1), { draw, move }] as const);
  if ('error' in expected) {
    expect(film).toMatchObject({ ok: false, error: { code: expected.error } });
    return;
  }
  expect(film).toMatchObject({ ok: true, sessions: expected.sessions, metadata: { frames: 12, width: 64, height: 64, pack: { id: expected.id } } });
});
