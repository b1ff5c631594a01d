import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { DIST, PROJECT } from '../../../cli/prepare.mjs';
import { serve } from '../../../cli/serve.mjs';
import { generate, lastJson, TINY_PACK } from '../command-line/generate-command.js';
import { launchBrowser, visit } from '../open-studio.js';
import { expectSound, readClip } from '../read-clip.js';

/** Of the shape of Stable Diffusion, with names as they are published. */
const DRAWING_PACK = path.join(PROJECT, 'test/fixtures/drawing-pack');
const FILM_MS = 240_000;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'kinora-two-'));
});
afterAll(() => rm(folder, { recursive: true }));

it('one pack draws and another moves from the command line', async () => {
  const flags = ['--draw', DRAWING_PACK, '--move', TINY_PACK, '--prompt', 'a photo of a red fox', '--seconds', '1', '--seed', '3', '--backend', 'wasm'];
  const [one, again] = [await generate(folder, ...flags, '--out', 'one.mp4', '--json'), await generate(folder, ...flags, '--out', 'again.mp4', '--json')];
  for (const made of [one, again]) expect(made, made.stderr).toMatchObject({ code: 0 });
  expect(lastJson(one)).toMatchObject({ frames: 12, width: 64, fps: 12 });
  expectSound(await readClip(await readFile(path.join(folder, 'one.mp4'))), { seconds: 1, fps: 12 });
  const framesOf = ({ stderr }: typeof one): string | undefined => /frames ([0-9a-f]{64})/.exec(stderr)?.[1];
  expect(framesOf(again)).toBe(framesOf(one));
});

it.each([
  ['--move', DRAWING_PACK, /draws pictures, and does not set them in motion/],
  ['--draw', path.join(PROJECT, 'test/fixtures/half-graph'), /pack\.json/],
])('%s with a pack that cannot is refused', async (flag, pack, message) => {
  const result = await generate(folder, flag, pack, '--prompt', 'a red apple', '--seconds', '1', '--backend', 'wasm', '--out', 'none.mp4');
  expect(result).toMatchObject({ code: 2, stdout: '' });
  expect(result.stderr).toMatch(message);
});

it('the page of an address with two packs makes a film with both', async () => {
  const site = await serve({ root: DIST, mounts: { '/packs/drawing/': DRAWING_PACK, '/packs/starter/': TINY_PACK } });
  const browser = await launchBrowser();
  const { page, errors } = await visit(browser, `${site.url}?draw=packs/drawing/`);
  try {
    await page.getByTestId('prompt').fill('a photo of a red fox');
    await page.getByTestId('seconds').fill('1');
    await page.getByTestId('generate').click();
    const [file] = await Promise.all([page.waitForEvent('download', { timeout: FILM_MS }), page.getByTestId('download').click({ timeout: FILM_MS })]);
    expect(await readClip(await readFile(await file.path()))).toMatchObject({ width: 64, height: 64 });
    expect(errors).toEqual([]);
  } finally {
    await browser.close();
    await site.close();
  }
});
