/**
 * `npm run bench -- --json out.json`: how long each stage takes on every backend of this machine. It makes films as
 * `npm run generate` does, several times each, and reports the medians.
 */
import { spawnSync } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { arch, cpus, loadavg, platform, totalmem } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { ignoreClosedOutput } from '../cli/broken-pipe.mjs';
import { findBrowser, hasGpu, launchFlags } from '../cli/find-browser.mjs';
import { explainSwallowedFlags, withoutSeparator } from '../cli/npm-flags.mjs';
import { DIST, ensureBuilt, ensureInstalled } from '../cli/prepare.mjs';
import { serve } from '../cli/serve.mjs';
import { listenForStop } from '../cli/stop-signals.mjs';
import { resolveTyped, workingFolder } from '../cli/typed-path.mjs';
import { watchProcesses } from './process-memory.mjs';
import { comparison, replaceMeasured, summarise, table } from './summary.mjs';

const USAGE = `Usage: npm run bench -- --json out.json
       npm run bench -- graphs, scaling, shares, release, stages or first-visit, with flags of its own: see PERFORMANCE.md
  --json FILE       where to write the numbers as JSON
  --write FILE      a document, such as PERFORMANCE.md, whose measured part is renewed
  --compare FILE    an earlier report; how long everything takes now, as a ratio of that, is printed too
  --seconds LIST    lengths of the films, such as 5,20,60 (5 when absent)
  --runs N          films of each kind, of which the median is reported (3 when absent)
  --backend NAME    wasm, wasm-one-thread, webgpu, or webgpu-software (a GPU emulated on the CPU: correct and very slow)
  --pack DIR        another model pack than the one that comes with the app
  --prompt TEXT     what to draw
  --steps N         denoising steps (the model's own schedule when absent)`;

const PROMPT = 'a red apple bouncing on a green background';
const SEED = 7;
/** Names of backends here, with the launch flags and the page's backend that they stand for. */
const BACKENDS = /** @type {const} */ ({
  wasm: { flags: 'wasm', backend: 'wasm', isolated: true },
  'wasm-one-thread': { flags: 'wasm', backend: 'wasm', isolated: false },
  webgpu: { flags: 'webgpu', backend: 'webgpu', isolated: true },
  'webgpu-software': { flags: 'webgpu-software', backend: 'webgpu', isolated: true },
});
/** @typedef {keyof typeof BACKENDS} BackendKind */
/** @typedef {import('./summary.mjs').MeasuredFilm} MeasuredFilm */

class UsageError extends Error {}

const log = (/** @type {string} */ line) => void process.stderr.write(`${line}\n`);

const OPTIONS = /** @type {const} */ ({
  json: { type: 'string' },
  write: { type: 'string' },
  compare: { type: 'string' },
  seconds: { type: 'string', default: '5' },
  runs: { type: 'string', default: '3' },
  backend: { type: 'string' },
  pack: { type: 'string' },
  prompt: { type: 'string', default: PROMPT },
  steps: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
});

/** @typedef {{ json?: string, write?: string, compare?: string, seconds: string, runs: string, backend?: string, pack?: string, prompt: string, steps?: string, help?: boolean }} Flags */

/** @param {string[]} argv */
function readFlags(argv) {
  const args = withoutSeparator(argv);
  const swallowed = explainSwallowedFlags('bench', OPTIONS, args);
  if (swallowed !== null) throw new UsageError(swallowed.join(' '));
  const values = /** @type {Flags} */ (parseArgs({ args, options: OPTIONS }).values);
  const lengths = values.seconds.split(',').map(Number);
  const runs = Number(values.runs);
  if (!lengths.every((length) => length >= 0.5 && length <= 120)) throw new UsageError('--seconds takes numbers from 0.5 to 120, such as 5,20.');
  if (!Number.isInteger(runs) || runs < 1) throw new UsageError('--runs takes a whole number from 1 on.');
  if (values.backend !== undefined && !(values.backend in BACKENDS)) throw new UsageError(`--backend takes one of ${Object.keys(BACKENDS).join(', ')}.`);
  const kinds = /** @type {BackendKind[]} */ (
    values.backend !== undefined ? [values.backend] : ['wasm', 'wasm-one-thread', ...(hasGpu() ? ['webgpu'] : [])]
  );
  return { ...values, lengths, runs, kinds, ...(values.steps === undefined ? {} : { stepCount: Number(values.steps) }) };
}

async function main() {
  const flags = readFlags(process.argv.slice(2));
  if (flags.help) {
    process.stdout.write(`${USAGE}\n`);
    return;
  }
  const cwd = workingFolder('bench');
  await ensureInstalled(log, stop.signal);
  const executablePath = findBrowser({ log });
  await ensureBuilt(log, stop.signal);
  const { makeFilm } = await import('../cli/generate/make-film.mjs');
  const packFolder = flags.pack === undefined ? path.join(DIST, 'packs/starter') : resolveTyped(cwd, flags.pack);
  const { id, version } = JSON.parse(new TextDecoder().decode(await readFile(path.join(packFolder, 'pack.json'))));

  const before = flags.compare === undefined ? null : await readReport(resolveTyped(cwd, flags.compare));

  /** @type {Map<string, { kind: BackendKind, films: MeasuredFilm[] }>} */
  const made = new Map();
  const sites = new Map();
  try {
    for (const kind of flags.kinds) sites.set(kind, await serve({ root: DIST, mounts: { '/packs/bench/': packFolder }, isolated: BACKENDS[kind].isolated }));
    // In turns, so that whatever slows the machine down for a while slows all kinds.
    for (let run = 1; run <= flags.runs; run++) {
      for (const kind of flags.kinds) {
        for (const seconds of flags.lengths) {
          const { flags: launch, backend } = BACKENDS[kind];
          const site = sites.get(kind);
          const owners = platform() === 'linux' ? watchProcesses() : null;
          const film = await makeFilm({
            executablePath,
            flags: launchFlags(launch),
            origin: site.url,
            packUrl: `${site.url}packs/bench/`,
            drawPackUrl: null,
            acceptLicence: false,
            backend,
            request: { prompt: flags.prompt, seconds, seed: SEED, ...(flags.stepCount === undefined ? {} : { steps: flags.stepCount }) },
            files: {},
            signal: stop.signal,
            onProgress: () => undefined,
            onWarning: (message) => log(`Warning: ${message}`),
          }).finally(() => owners?.stop());
          // Processor time is more comparable than elapsed time on a machine with other load.
          const cpu = film.cpuSeconds === null ? '' : `, ${film.cpuSeconds.toFixed(1)} s of processor time`;
          log(`${kind}, ${seconds} s, run ${run} of ${flags.runs}: ${film.timings.total.toFixed(1)} s${cpu}`);
          const key = `${kind} ${seconds}`;
          const group = made.get(key) ?? { kind, films: [] };
          group.films.push({ ...film, peakByProcess: owners?.takePeak() ?? null });
          made.set(key, group);
        }
      }
    }
  } finally {
    for (const site of sites.values()) await site.close();
  }
  const measured = [...made.values()].map(({ kind, films }) => ({ kind, ...summarise(films) }));

  // The command for the report, without the flags that only name its files.
  const asked = process.argv.slice(2).join(' ').replace(/\s*--(json|write)[ =]\S+/g, '').trim();
  const report = {
    command: `npm run bench${asked === '' ? '' : ` -- ${asked}`}`,
    date: new Date().toISOString().slice(0, 10),
    machine: {
      platform: `${platform()} ${arch()}`,
      cpu: cpus()[0]?.model ?? 'unknown',
      cores: cpus().length,
      memoryGB: Math.round(totalmem() / 1e9),
      load: loadavg().map((load) => Number(load.toFixed(2))),
      node: process.version,
      browser: spawnSync(executablePath, ['--version'], { encoding: 'utf8' }).stdout?.trim() ?? 'unknown',
    },
    pack: { id, version },
    prompt: flags.prompt,
    runs: flags.runs,
    measured,
  };
  process.stdout.write(`${table(report.measured)}\n`);
  if (before !== null) process.stdout.write(`\n${comparison(report.measured, before) ?? 'No film of the other report was made in this one.'}\n`);
  if (flags.write !== undefined) {
    const document = replaceMeasured(await readFile(resolveTyped(cwd, flags.write), 'utf8'), section(report));
    if (document === null) throw new UsageError(`${flags.write} has no part for measured numbers.`);
    await writeFile(resolveTyped(cwd, flags.write), document);
  }
  if (flags.json !== undefined) await writeFile(resolveTyped(cwd, flags.json), `${JSON.stringify(report, null, 2)}\n`);
}

/** @param {string} file @returns {Promise<Parameters<typeof comparison>[1]>} */
async function readReport(file) {
  try {
    const { measured } = JSON.parse(await readFile(file, 'utf8'));
    if (Array.isArray(measured)) return measured;
  } catch {
    // Said below, whichever it is.
  }
  throw new UsageError(`--compare takes a file that --json wrote; ${file} is none.`);
}

/** @param {{ command: string, date: string, machine: { cores: number, platform: string, browser: string }, pack: { id: string, version: string }, runs: number, measured: Parameters<typeof table>[0][number][] }} report */
function section({ command, date, machine, pack, runs, measured }) {
  const devices = [...new Set(measured.map(({ adapter }) => adapter))].join('; ');
  return [
    `\`${command}\`, ${date}: ${machine.cores} CPU cores, ${machine.platform}, ${machine.browser}, pack ${pack.id} ${pack.version}, on ${devices}.`,
    `Medians of ${runs} ${runs === 1 ? 'run' : 'runs'}; times in seconds.`,
    '',
    table(measured),
    ...(measured.every(({ sameFrames }) => sameFrames) ? ['', 'All runs of a kind gave the same frames, bit for bit.'] : []),
  ].join('\n');
}

ignoreClosedOutput();
const stop = listenForStop();
process.exitCode = await main().then(
  () => 0,
  (error) => {
    if (stop.signal.aborted) return stop.exitCode();
    const misread = error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
    log(misread ? `${error.message} See npm run bench -- --help.` : error instanceof Error ? error.message : String(error));
    return misread || error instanceof UsageError ? 2 : 1;
  },
);
