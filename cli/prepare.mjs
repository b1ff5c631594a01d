/**
 * Installs and builds what is missing, in a fresh clone too.
 * It imports Node built-ins only, because it runs before the dependencies are installed.
 */
import { spawn } from 'node:child_process';
import { readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const PROJECT = fileURLToPath(new URL('..', import.meta.url));
export const DIST = path.join(PROJECT, 'dist');

/** Files and folders that the build reads. */
const SOURCES = ['src', 'workers', 'contract', 'embed-sdk', 'public', 'index.html', 'embed.html', 'vite.config.ts', 'vite', 'cli/site-headers.mjs', 'tsconfig.base.json', 'package.json', 'package-lock.json'];

/** Holds the time, in milliseconds, at which the build that made this folder began. */
const BUILD_STAMP = path.join(DIST, '.built-at');

/** A step of the preparation failed; its own output has already explained why. */
export class PrepareError extends Error {}

/**
 * Runs `npm ci` when what is installed is not what `package-lock.json` lists.
 *
 * @param {(line: string) => void} log
 * @param {AbortSignal} [signal]
 */
export async function ensureInstalled(log, signal) {
  if (isInstalled()) return;
  log('Installing dependencies (npm ci), once...');
  await npm(['ci', '--no-audit', '--no-fund'], signal);
}

/**
 * Builds the app into `dist/` unless it is newer than every source.
 *
 * @param {(line: string) => void} log
 * @param {AbortSignal} [signal]
 */
export async function ensureBuilt(log, signal) {
  if (isBuilt()) return;
  log('Building the app...');
  const startedAt = Date.now();
  rmSync(BUILD_STAMP, { force: true });
  await npm(['run', '--silent', 'build'], signal);
  writeFileSync(BUILD_STAMP, String(startedAt));
}

/** Compares versions instead of dates, because a clone gives every file its own date. */
function isInstalled() {
  const wanted = readLock('package-lock.json');
  const present = readLock('node_modules/.package-lock.json');
  if (wanted === null || present === null) return false;
  return Object.entries(wanted).every(
    // Optional packages are for one platform each, so most of them are absent.
    ([folder, entry]) => folder === '' || entry.optional === true || present[folder]?.version === entry.version,
  );
}

/**
 * @param {string} file relative to the project
 * @returns {Record<string, { version?: string, optional?: boolean }> | null}
 */
function readLock(file) {
  try {
    return JSON.parse(readFileSync(path.join(PROJECT, file), 'utf8')).packages ?? null;
  } catch {
    return null;
  }
}

function isBuilt() {
  let builtAt;
  try {
    builtAt = Number(readFileSync(BUILD_STAMP, 'utf8'));
    statSync(path.join(DIST, 'index.html'));
  } catch {
    return false;
  }
  return SOURCES.every((source) => newest(path.join(PROJECT, source)) < builtAt);
}

/**
 * Newest modification below `entry`, in milliseconds. Folders count too, because a deletion changes only them.
 *
 * @param {string} entry
 * @returns {number}
 */
function newest(entry) {
  const stats = statSync(entry, { throwIfNoEntry: false });
  if (stats === undefined) return 0;
  if (!stats.isDirectory()) return stats.mtimeMs;
  return readdirSync(entry).reduce((latest, name) => Math.max(latest, newest(path.join(entry, name))), stats.mtimeMs);
}

/**
 * Sends npm's output to standard error: standard output belongs to the command that needs the preparation.
 *
 * @param {string[]} args
 * @param {AbortSignal} [signal] ends it
 * @returns {Promise<void>}
 */
function npm(args, signal) {
  // "npm run" gives the path of npm's script; without it, npm on the PATH is used, a .cmd file on Windows.
  const script = process.env['npm_execpath'];
  const viaNode = script !== undefined && /npm-cli\.[cm]?js$/.test(script);
  // NODE_ENV=production would leave the build tools out; "development" and "test" would build React's slow variant.
  const { NODE_ENV: _, ...env } = process.env;
  // A closed pipe would end npm, but not this program.
  const output = process.stderr.isTTY ? 2 : 'pipe';
  /** @type {import('node:child_process').SpawnOptions} */
  const options = { cwd: PROJECT, stdio: ['ignore', output, output], env, ...(signal === undefined ? {} : { signal }) };
  const child = viaNode ? spawn(process.execPath, [script, ...args], options) : spawn('npm', args, { ...options, shell: process.platform === 'win32' });
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (/** @type {Buffer} */ piece) => void process.stderr.write(piece));
  return new Promise((resolve, reject) => {
    child.once('error', (error) => reject(new PrepareError(`npm could not be started: ${error.message}`)));
    child.once('exit', (code, signal) =>
      code === 0 ? resolve() : reject(new PrepareError(`"npm ${args.join(' ')}" ended with ${signal ?? `code ${code}`}.`)),
    );
  });
}
