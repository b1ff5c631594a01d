import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DIST, PROJECT } from '../../../cli/prepare.mjs';
import { serve } from '../../../cli/serve.mjs';
import { generate, lastJson } from '../command-line/generate-command.js';
import { create, visitHost } from '../embedding/open-host.js';
import { launchBrowser, visit } from '../open-studio.js';
import { expectSound, readClip } from '../read-clip.js';
import { grayPng } from '../studio/gray-png.js';
import { MUST_RUN, NO_PYTHON, convertedPacks } from './converted-packs.js';

const packs = await convertedPacks();
if (packs === null) console.warn(`SKIPPED: films with packs of the converter, because ${NO_PYTHON}.`);

const FILM_MS = 240_000;
/** Longer than a window of either model, so that a second one follows. */
const SECONDS = 1.5;

let browser: Browser;
let folder: string;
beforeAll(async () => {
  browser = await launchBrowser();
  folder = await mkdtemp(path.join(tmpdir(), 'kinora-converted-'));
});
afterAll(async () => {
  await browser.close();
  await rm(folder, { recursive: true });
  packs?.remove();
});

it.skipIf(packs === null && !MUST_RUN)('there are packs of the converter', () => {
  expect(packs, NO_PYTHON).not.toBeNull();
});

describe.skipIf(packs === null)('packs of the converter', () => {
  const at = (name: Parameters<NonNullable<typeof packs>['folder']>[0]): string => packs!.folder(name);

  // What draws is named by --draw, or is the app's own; what moves by --move, or is the app's own.
  it.each([
    ['tiny-turbo', 'tiny-mobilei2v', 17, 96],
    ['tiny-turbo', 'tiny-ltx', 24, 96],
    [null, 'tiny-mobilei2v', 17, 96],
    ['tiny-turbo', null, 12, 512],
  ] as const)('%s draws and %s moves from the command line', async (draw, move, fps, width) => {
    const flags = [...(draw === null ? [] : ['--draw', at(draw)]), ...(move === null ? [] : ['--move', at(move)])];
    const result = await generate(folder, ...flags, '--prompt', 'a red apple', '--seconds', String(SECONDS), '--seed', '3', '--backend', 'wasm', '--accept-licence', '--out', 'film.mp4', '--json');
    expect(result, result.stderr).toMatchObject({ code: 0 });
    expect(lastJson(result)).toMatchObject({ fps, width });
    expectSound(await readClip(await readFile(path.join(folder, 'film.mp4'))), { seconds: lastJson(result).seconds, fps });
  });

  it('a picture is moved by a model that draws nothing', async () => {
    await writeFile(path.join(folder, 'in.png'), grayPng(200, 100));
    const result = await generate(folder, '--move', at('tiny-ltx'), '--image', 'in.png', '--prompt', 'a fox', '--seconds', '1', '--backend', 'wasm', '--accept-licence', '--out', 'moved.mp4', '--json');
    expect(result, result.stderr).toMatchObject({ code: 0 });
    expect(lastJson(result)).toMatchObject({ width: 96, height: 64, fps: 24 });
  });

  it.each(['tiny-mobilei2v', 'tiny-ltx'] as const)('a person makes a film with two models in the page, which %s moves', async (move) => {
    const site = await serve({ root: DIST, mounts: { '/packs/drawing/': packs!.free('tiny-turbo'), '/packs/moving/': packs!.free(move) } });
    const { context, page, errors } = await visit(browser, `${site.url}?draw=packs/drawing/&pack=packs/moving/`);
    try {
      await page.getByTestId('prompt').fill('a fox in the snow');
      await page.getByTestId('seconds').fill(String(SECONDS));
      await page.getByTestId('generate').click();
      const [file] = await Promise.all([page.waitForEvent('download', { timeout: FILM_MS }), page.getByTestId('download').click({ timeout: FILM_MS })]);
      const clip = await readClip(await readFile(await file.path()));
      expect(clip).toMatchObject({ width: 96, height: 64 });
      expect(clip.timestamps.length).toBeGreaterThanOrEqual(SECONDS * 17);
      expect(errors).toEqual([]);
    } finally {
      await context.close();
      await site.close();
    }
  });

  it("a site whose own model is a converted one makes films in another site's page", async () => {
    const host = await serve({ root: path.join(PROJECT, 'test/fixtures/hosts'), isolated: false });
    const kinora = await serve({ root: DIST, mounts: { '/packs/starter/': packs!.free('both') } });
    const { context, page, errors } = await visitHost(browser, host.url.replace('127.0.0.1', 'localhost'), kinora.url);
    try {
      expect(await create(page, { ui: 'minimal' })).toBeNull();
      const film = await page.evaluate(async (seconds) => {
        const { blob, metadata } = await window.kinora!.generate({ prompt: 'a fox in the snow', seconds, seed: 3 });
        return { bytes: blob.size, frames: metadata.frames, width: metadata.width };
      }, SECONDS);
      expect(film).toMatchObject({ frames: 26, width: 96 });
      expect(film.bytes).toBeGreaterThan(1000);
      expect(errors).toEqual([]);
    } finally {
      await context.close();
      await Promise.all([host.close(), kinora.close()]);
    }
  });
});
