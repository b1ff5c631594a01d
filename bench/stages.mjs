/**
 * What the stages of a pack take of memory and time in a browser, each in a page of its own, beside what was planned:
 *
 *   node bench/stages.mjs PACK --backend wasm
 *
 * The pack is fetched into the browser's storage first, from a server on this machine. Every graph is loaded from there, and run on
 * random inputs, once or as often as `--runs` says. Nothing else should run meanwhile. On Linux only.
 */
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright-core';
import { build } from 'vite';
import { findBrowser, launchFlags } from '../cli/find-browser.mjs';
import { PROJECT } from '../cli/prepare.mjs';
import { makeScratchFolder } from '../cli/scratch-folder.mjs';
import { serve } from '../cli/serve.mjs';
import { watchProcesses } from './process-memory.mjs';

const USAGE = `Usage: node bench/stages.mjs PACK
  --backend NAME    wasm (when absent), webgpu, or webgpu-software (a GPU emulated on the CPU)
  --stages LIST     of text,image,firstFrame,motion,decode (those that the pack has when absent)
  --load-only LIST  stages that are not run
  --runs N          how often each graph is run (1 when absent)
  --together        all stages in one page, one after the other, as a film has them
  --scratch DIR     a folder for the browser's storage (one for temporary files when absent)
  --json FILE       where to write the numbers as JSON`;
const STAGES = ['text', 'image', 'firstFrame', 'motion', 'decode'];
const PAGE = path.join(PROJECT, 'bench/page');

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    backend: { type: 'string', default: 'wasm' },
    stages: { type: 'string' },
    'load-only': { type: 'string', default: '' },
    runs: { type: 'string', default: '1' },
    together: { type: 'boolean', default: false },
    scratch: { type: 'string' },
    json: { type: 'string' },
  },
});
const [pack] = positionals;
if (pack === undefined) {
  process.stderr.write(`${USAGE}\n`);
  process.exit(2);
}

const manifest = JSON.parse(await readFile(path.join(pack, 'pack.json'), 'utf8'));
const own = STAGES.filter((stage) => (stage === 'text' ? hasText(manifest) : stage === 'image' ? manifest.textToImage : manifest.imageToVideo));
const stages = values.stages === undefined ? own : values.stages.split(',');
const loadOnly = values['load-only'].split(',');
const backend = values.backend === 'wasm' ? 'wasm' : 'webgpu';

const scratch = makeScratchFolder();
const root = path.join(scratch.folder, 'page');
const profile = path.join(values.scratch ?? scratch.folder, 'profile');
await build({
  configFile: path.join(PROJECT, 'vite.config.ts'),
  root: PAGE,
  publicDir: false,
  logLevel: 'error',
  build: { outDir: root, emptyOutDir: true, minify: false, rolldownOptions: { input: path.join(PAGE, 'stages.html') } },
});
await mkdir(profile, { recursive: true });
const site = await serve({ root, mounts: { '/packs/measured/': path.resolve(pack) }, guarded: false });
const flags = /** @type {'wasm' | 'webgpu' | 'webgpu-software'} */ (values.backend);
// A private window would hold the files in memory.
const browser = await chromium.launchPersistentContext(profile, { executablePath: findBrowser(), args: launchFlags(flags), chromiumSandbox: false });
const watch = watchProcesses();
const rows = [];
try {
  const fetched = await inPage([], 0);
  console.error(`fetched ${megabytes(fetched.report.bytes)} MB in ${fetched.report.fetchSeconds.toFixed(1)} s; the page had ${megabytes(fetched.peaks.at(-1)?.peak.page ?? 0)} MB, the rest of the browser ${megabytes(fetched.peaks.at(-1)?.peak.others ?? 0)}`);
  for (const group of values.together ? [stages] : stages.map((stage) => [stage])) {
    const { report, peaks } = await inPage(group, loadOnly.includes(group[0] ?? '') ? 0 : Number(values.runs));
    for (const { stage, fileBytes, plannedBytes, graphs } of report.stages) {
      const peaksOf = (/** @type {string} */ doing) => peaks.filter((entry) => entry.doing === `${stage}: ${doing}`).map(({ peak }) => peak);
      const [load, run, again] = [peaksOf('load'), peaksOf('run'), peaksOf('run again')];
      const most = (/** @type {typeof load} */ of, /** @type {'page' | 'gpu' | 'others'} */ place) => Math.max(0, ...of.map((peak) => peak[place]));
      const all = [...load, ...run, ...again];
      // What a model takes lies in the process of the GPU where there is one.
      const planned = plannedBytes / most(all, backend === 'wasm' ? 'page' : 'gpu') - 1;
      rows.push({
        ...{ stage, fileMB: megabytes(fileBytes), loadMB: megabytes(most(load, 'page')), runMB: run.length > 0 ? megabytes(most(run, 'page')) : null },
        ...{ againMB: again.length > 0 ? megabytes(most(again, 'page')) : null, plannedMB: megabytes(plannedBytes), planned: `${Math.round(100 * planned)} %` },
        ...{ gpuMB: megabytes(most(all, 'gpu')), othersMB: megabytes(most(all, 'others')) },
        ...{ loadS: total(graphs.map(({ loadSeconds }) => loadSeconds)), runS: run.length > 0 ? total(graphs.map(({ runSeconds }) => runSeconds ?? 0)) : null },
        ...{ finite: graphs.map(({ finite }) => finite).join(' '), threads: report.threads },
      });
      console.table(rows.slice(-1));
    }
  }
} finally {
  watch.stop();
  await browser.close();
  await site.close();
  await rm(profile, { recursive: true, force: true });
  scratch.remove();
}
console.table(rows);
if (values.json !== undefined) await writeFile(values.json, `${JSON.stringify({ pack: `${manifest.id} ${manifest.version}`, backend: values.backend, rows }, null, 2)}\n`);

/**
 * One page from its opening to its end.
 *
 * @param {string[]} asked stages
 * @param {number} runs
 */
async function inPage(asked, runs) {
  const page = await browser.newPage();
  page.on('console', (message) => console.error(message.text()));
  /** @type {{ doing: string, peak: ReturnType<typeof watch.takePeak> }[]} */
  const peaks = [];
  // Until the next thing is begun, what is measured counts as the one before.
  const close = () => {
    const peak = watch.takePeak();
    const last = peaks.at(-1);
    if (last) last.peak = peak;
  };
  await page.exposeFunction('tellStage', (/** @type {string} */ doing) => {
    close();
    peaks.push({ doing, peak: { page: 0, gpu: 0, others: 0 } });
  });
  await page.goto(new URL('stages.html', site.url).href);
  await page.waitForFunction(() => 'runStages' in window);
  const report = await page.evaluate((order) => /** @type {any} */ (window).runStages(order), { packUrl: `${site.url}packs/measured/`, backend, stages: asked, runs });
  close();
  await page.close();
  return { report: /** @type {import('./page/stages.worker.js').StageReport} */ (report), peaks };
}

/** @param {any} halves */
function hasText({ textToImage, imageToVideo }) {
  return [textToImage, imageToVideo].some((half) => (half?.textEncoders.length ?? 0) > 0);
}

/** @param {number} bytes */
function megabytes(bytes) {
  return Math.round(bytes / 1e6);
}

/** @param {readonly number[]} seconds */
function total(seconds) {
  return Number(seconds.reduce((sum, each) => sum + each, 0).toFixed(1));
}
