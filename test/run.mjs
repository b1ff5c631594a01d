/**
 * `npm test`: every check there is, from types to end to end, on a fresh clone too.
 * `npm test -- unit e2e` runs only the named stages. The last line says how many passed and failed.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import path from 'node:path';
import { NoBrowserError, findBrowser } from '../cli/find-browser.mjs';
import { PROJECT, PrepareError, ensureBuilt, ensureInstalled } from '../cli/prepare.mjs';

/** @typedef {{ passed: number, failed: number, skipped: number, failures?: string[] }} Counts */

/**
 * Two lanes: one begins at the front of the list, the other at its end, because stages that drive a browser wait for it about half of
 * their time. The longest, e2e, comes first, since nothing is left to run beside the end of a long last one; the other lane has the
 * types first, so that a type error does not wait for a browser.
 */
const STAGES = ['e2e', 'unit', 'training', 'lint', 'contract', 'browser', 'browsers', 'types', 'endurance'];
const NEEDS_BROWSER = new Set(['contract', 'browser', 'browsers', 'e2e', 'endurance']);
/** It waits minutes for a browser to measure its memory, and has a lane of its own. */
const IDLE = 'endurance';

/** @typedef {{ status: string, fullName: string, failureMessages: string[] }} TestResult */
/** @typedef {{ name: string, status: string, message: string, assertionResults: TestResult[] }} FileResult what vitest's JSON reporter says of a file */

/** @type {Counts} */
const ONE_PASSED = { passed: 1, failed: 0, skipped: 0 };
/** @type {Counts} */
const ONE_FAILED = { passed: 0, failed: 1, skipped: 0 };

/** @param {string} line */
const log = (line) => process.stdout.write(`${line}\n`);

/** @param {string} file */
const tool = (file) => path.join(PROJECT, 'node_modules', file);

/** @type {Promise<void> | undefined} */
let building;
/** Two stages want the build, and one after the other would not notice that it is being made. */
const built = () => (building ??= ensureBuilt(log));

const scratch = mkdtempSync(path.join(tmpdir(), 'kinora-test-'));

/**
 * @param {string} stage
 * @param {Buffer[]} [heard] collects what the stage prints, which otherwise goes to the terminal
 * @returns {Promise<Counts>}
 */
async function runStage(stage, heard) {
  if (stage === 'types') return oneCheck(await node([tool('typescript/bin/tsc'), '-b', '--pretty', 'false'], heard));
  if (stage === 'lint') return oneCheck(await node([tool('eslint/bin/eslint.js'), '.', '--max-warnings', '0'], heard));
  if (stage === 'browsers' || stage === 'e2e' || stage === 'endurance') await built();
  const report = path.join(scratch, `${stage}.json`);
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const code = await node([tool('vitest/vitest.mjs'), 'run', '--project', stage, ...reporters], heard);
  return countTests(report, code);
}

/**
 * @param {string} stage
 * @param {Buffer[]} [heard]
 * @returns {Promise<{ stage: string, counts: Counts, seconds: number }>}
 */
async function timed(stage, heard) {
  const startedAt = performance.now();
  const counts = await runStage(stage, heard).catch((error) => {
    log(error instanceof PrepareError ? error.message : String(error?.stack ?? error));
    return ONE_FAILED;
  });
  return { stage, counts, seconds: (performance.now() - startedAt) / 1000 };
}

/** @typedef {Awaited<ReturnType<typeof timed>>} Result */

/**
 * @param {string[]} stages
 * @param {(result: Result) => void} report
 */
async function runAll(stages, report) {
  const waiting = stages.filter((stage) => stage !== IDLE);
  /** What the second lane has to say, which follows the stage that the terminal shows. @type {(() => void)[]} */
  const held = [];
  const tellHeld = () => held.splice(0).forEach((tell) => tell());
  const first = async () => {
    for (let stage = waiting.shift(); stage !== undefined; stage = waiting.shift()) {
      log(`\n=== ${stage}`);
      report(await timed(stage));
      tellHeld();
    }
  };
  /** @param {string} stage */
  const beside = async (stage) => {
    /** @type {Buffer[]} */
    const heard = [];
    const result = await timed(stage, heard);
    held.push(() => {
      log(`\n=== ${stage}, beside the stages above`);
      process.stdout.write(Buffer.concat(heard));
      report(result);
    });
  };
  const second = async () => {
    for (let stage = waiting.pop(); stage !== undefined; stage = waiting.pop()) await beside(stage);
  };
  await Promise.all([first(), ...(availableParallelism() > 1 ? [second()] : []), ...(stages.includes(IDLE) ? [beside(IDLE)] : [])]);
  tellHeld();
}

/** @param {number} code */
const oneCheck = (code) => (code === 0 ? ONE_PASSED : ONE_FAILED);

/**
 * @param {string} report file written by vitest's JSON reporter
 * @param {number} code vitest's exit code
 * @returns {Counts}
 */
function countTests(report, code) {
  /** @type {{ numPassedTests: number, numFailedTests: number, numPendingTests: number, numTodoTests: number, testResults: FileResult[] }} */
  let result;
  try {
    result = JSON.parse(readFileSync(report, 'utf8'));
  } catch {
    return ONE_FAILED;
  }
  // A file that could not even be loaded holds no failed test, yet has failed; so has one whose hooks did.
  const brokenFiles = result.testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && !assertionResults.some((test) => test.status === 'failed'),
  ).length;
  const failed = result.numFailedTests + brokenFiles;
  return {
    passed: result.numPassedTests,
    // Unhandled rejections and failed teardowns show in the exit code alone.
    failed: failed === 0 && code !== 0 ? 1 : failed,
    skipped: result.numPendingTests + result.numTodoTests,
    failures: result.testResults.filter(({ status }) => status === 'failed').flatMap(describeFailures),
  };
}

/**
 * @param {FileResult} file a test file that failed
 * @returns {string[]} its failed tests, each with its first lines of message
 */
function describeFailures({ name, message, assertionResults }) {
  const file = path.relative(PROJECT, name);
  const failed = assertionResults.filter(({ status }) => status === 'failed');
  if (failed.length === 0) return [`${file}\n${firstLines(message)}`];
  return failed.map(({ fullName, failureMessages }) => `${file} > ${fullName}\n${firstLines(failureMessages.join('\n'))}`);
}

/** @param {string} text */
const firstLines = (text) => text.split('\n').slice(0, 6).map((line) => `    ${line.slice(0, 300)}`).join('\n');

/**
 * @param {string[]} args
 * @param {Buffer[]} [heard]
 * @returns {Promise<number>} exit code
 */
function node(args, heard) {
  const output = heard ? 'pipe' : 'inherit';
  const child = spawn(process.execPath, args, { cwd: PROJECT, stdio: ['ignore', output, output] });
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (/** @type {Buffer} */ piece) => heard?.push(piece));
  return new Promise((resolve) => {
    child.once('error', () => resolve(1));
    child.once('close', (code) => resolve(code ?? 1));
  });
}

/** @returns {Promise<boolean>} whether all is well */
async function main() {
  const named = process.argv.slice(2);
  const unknown = named.find((stage) => !STAGES.includes(stage));
  if (unknown !== undefined) {
    log(`There is no stage "${unknown}"; the stages are ${STAGES.join(', ')}.`);
    return false;
  }
  const stages = STAGES.filter((stage) => named.length === 0 || named.includes(stage));
  try {
    await ensureInstalled(log);
    // Told to every stage, so that none of them looks for one again.
    if (stages.some((stage) => NEEDS_BROWSER.has(stage))) process.env['KINORA_CHROMIUM'] = findBrowser({ log });
  } catch (error) {
    if (!(error instanceof PrepareError || error instanceof NoBrowserError)) throw error;
    log(error.message);
    return false;
  }

  /** @type {Counts} */
  const sum = { passed: 0, failed: 0, skipped: 0 };
  /** @type {(string | number)[][]} */
  const rows = [];
  /** Told again at the end, since a long log is often read from its end or cut. @type {string[]} */
  const failures = [];
  await runAll(stages, ({ stage, counts, seconds }) => {
    sum.passed += counts.passed;
    sum.failed += counts.failed;
    sum.skipped += counts.skipped;
    failures.push(...(counts.failures ?? []));
    rows.push([stage, counts.passed, counts.failed, counts.skipped, `${seconds.toFixed(1)} s`]);
  });
  if (failures.length > 0) log(`\nFailed tests:\n${failures.join('\n')}`);
  log('');
  for (const row of [['stage', 'passed', 'failed', 'skipped', 'time'], ...rows]) {
    log(row.map((cell, column) => (column === 0 ? String(cell).padEnd(10) : String(cell).padStart(9))).join(''));
  }
  log('');
  log(`${sum.passed} passed, ${sum.failed} failed${sum.skipped > 0 ? `, ${sum.skipped} skipped` : ''}`);
  return sum.failed === 0 && sum.passed > 0;
}

process.exitCode = (await main().finally(() => rmSync(scratch, { recursive: true, force: true }))) ? 0 : 1;
