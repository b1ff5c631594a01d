/**
 * Films of sentences as people write them, for `python -m training.evaluation.sentences`, which judges their pixels:
 *
 *   node bench/sentences.mjs --out FOLDER --every 5
 *
 * Each line of test/fixtures/sentences/ becomes a film of a second, made by the page itself in one tab: reading, layers and all. Beside it is the same film without its
 * things, and where it has several, a film with each of them alone, since they hide each other. `films.json` says which is which; what stands there is not made again.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright-core';
import { findBrowser, launchFlags } from '../cli/find-browser.mjs';
import { DIST, PROJECT } from '../cli/prepare.mjs';
import { serve } from '../cli/serve.mjs';

const SETS = ['seen', 'held-out'];
const SECONDS = 1;
const SEED = 1;
const PACK = 'packs/judged/';

const { values } = parseArgs({
  options: {
    out: { type: 'string' },
    every: { type: 'string', default: '1' },
    site: { type: 'string', default: DIST },
    pack: { type: 'string', default: path.join(PROJECT, 'public/packs/starter') },
  },
});
if (values.out === undefined) {
  process.stderr.write('Usage: node bench/sentences.mjs --out FOLDER [--every N] [--site DIST] [--pack PACK]\n');
  process.exit(2);
}
const folder = values.out;
await mkdir(folder, { recursive: true });
const site = await serve({ root: path.resolve(values.site), mounts: { [`/${PACK}`]: path.resolve(values.pack) } });
const browser = await chromium.launch({ executablePath: findBrowser(), args: launchFlags('wasm') });
const list = path.join(folder, 'films.json');
/** @type {{ set: string, line: string, files: string[], error: string | null }[]} */
const films = JSON.parse(await readFile(list, 'utf8').catch(() => '[]'));
try {
  const context = await browser.newContext({ serviceWorkers: 'block' });
  const page = await context.newPage();
  await page.goto(`${site.url}?automation=1&backend=wasm&pack=${encodeURIComponent(site.url + PACK)}`);
  await page.waitForFunction(() => window.kinoraAutomation !== undefined);
  for (const set of SETS) {
    const lines = (await readFile(path.join(PROJECT, `test/fixtures/sentences/${set}.txt`), 'utf8')).trim().split('\n');
    for (const [number, line] of lines.entries()) {
      if (number % Number(values.every) !== 0 || films.some((film) => film.set === set && film.line === line)) continue;
      const sentence = line.split('|')[0]?.trim() ?? '';
      const made = await page.evaluate(makeFilms, { sentence, seconds: SECONDS, seed: SEED });
      const files = await Promise.all(made.films.map(async (bytes, part) => {
        const file = `${set}-${number}-${part}.mp4`;
        await writeFile(path.join(folder, file), Buffer.from(bytes, 'base64'));
        return file;
      }));
      films.push({ set, line, files, error: made.error });
      console.log(`${set} ${number}: ${sentence}: ${made.error ?? `${files.length} films`}`);
      await writeFile(list, `${JSON.stringify(films, null, 1)}\n`);
    }
  }
} finally {
  await browser.close();
  await site.close();
}

/**
 * Runs inside the page. The films: with all things, with none, and where there are several with each alone.
 *
 * @param {{ sentence: string, seconds: number, seed: number }} order
 * @returns {Promise<{ films: string[], error: string | null }>}
 */
async function makeFilms({ sentence, seconds, seed }) {
  const automation = /** @type {import('../src/automation/page-automation.js').KinoraAutomation} */ (window.kinoraAutomation);
  const asked = { seconds, seed };
  const whole = await automation.makeFilm({ ...asked, prompt: sentence });
  if (!whole.ok) return { films: [], error: whole.error.code };
  const checked = await automation.checkPrompt(sentence);
  const things = checked.ok ? checked.value.things : null;
  const bare = { ...asked, prompt: things?.background ?? sentence, hideSubject: true };
  const layers = (things?.layers ?? []).flatMap(({ content, place }) => (content.kind === 'prompt' ? [{ prompt: content.prompt, ...place }] : []));
  const films = [whole.value.file];
  for (const request of [bare, ...layers.map((layer) => ({ ...bare, layers: [layer] }))]) {
    const made = await automation.makeFilm(request);
    if (!made.ok) return { films: [], error: made.error.code };
    films.push(made.value.file);
  }
  const encoded = films.map(async (film) => {
    const bytes = new Uint8Array(await film.arrayBuffer());
    return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
  });
  return { films: await Promise.all(encoded), error: null };
}
