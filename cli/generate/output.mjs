/** Where the film of `npm run generate` is written; checked before the work begins. */
import { fstatSync } from 'node:fs';
import { lstat, open, readFile, readlink, realpath, rm, stat, statfs } from 'node:fs/promises';
import path from 'node:path';
import { resolveTyped } from '../typed-path.mjs';
import { BadInputError } from './failures.mjs';
import { codeOf, reasonOf } from './file-fault.mjs';

/**
 * - `file`: a file on disk at `path`, all symbolic links followed. `inPlace`: the existing file is overwritten instead of
 *   replaced, because its folder is not writable or the file has other names (hard links). `mode` is that of an existing file.
 * - `stream`: a pipe, a device or an open file, by path or by number.
 *
 * `shown` is the path for messages.
 *
 * @typedef {{ kind: 'file', path: string, shown: string, mode: number | null, inPlace: boolean }
 *   | { kind: 'stream', target: string | number, shown: string }} Output
 */

/** @typedef {import('node:fs').Stats} Stats */

const STANDARD_OUTPUT = 1;
/** Bytes for a second of film with the starter pack: the least there is, and more than most take (256x256 pixels at 600 kbit/s). */
const LEAST_BYTES = 1500;
const MANY_BYTES = 75_000;
/** The limit of Linux. */
const MOST_LINKS = 40;
const ANOTHER = 'Choose another with --out.';

/**
 * @param {string | undefined} typed the value of --out
 * @param {string} cwd
 * @param {number} seconds length of the film
 * @param {string} ending of the file, without the dot
 * @returns {Promise<{ output: Output, note: string | null }>} `note`: a warning for the person
 * @throws {BadInputError}
 */
export async function checkOutput(typed, cwd, seconds, ending = 'mp4') {
  if (typed === undefined || typed === '') throw new BadInputError('No output file is given.', `Say where to write: --out clip.${ending}.`);
  if (typed === '-') return { output: toStandardOutput('-'), note: null };
  const shown = resolveTyped(cwd, typed);
  const stats = await statOf(shown);
  if (stats?.isDirectory()) throw new BadInputError(`The output ${shown} is a folder.`, 'Name a file in it.');
  if (/^\/(dev\/(fd\/|std)|proc\/)/.test(shown)) return { output: await openFile(shown, stats), note: null };
  if (stats?.isFIFO() || stats?.isCharacterDevice()) return { output: { kind: 'stream', target: shown, shown }, note: null };
  if (stats !== null && !stats.isFile()) throw new BadInputError(`The output ${shown} is a ${stats.isSocket() ? 'socket' : 'disk'}.`, 'Name a file or a pipe.');
  if (path.extname(shown).toLowerCase() !== `.${ending}`) throw new BadInputError(`The output ${typed} does not end in .${ending}.`, ending === 'mp4' ? 'Clips are MP4 files: use --out clip.mp4.' : `Files of this format do: use --out clip.${ending}.`);
  return checkFile(shown, stats, seconds);
}

/**
 * @param {string} file
 * @returns {Promise<Stats | null>} of the file at the end of its symbolic links; null when there is none
 */
async function statOf(file) {
  try {
    return await stat(file);
  } catch (error) {
    const code = codeOf(error);
    if (code === 'ENOENT') return null;
    const bytes = Buffer.byteLength(path.basename(file));
    if (code === 'ENAMETOOLONG') throw new BadInputError(`The output ${file} cannot be written: its name of ${bytes} bytes is too long.`, 'Choose a shorter one with --out.');
    throw new BadInputError(`The output ${file} cannot be written: ${reasonOf(error)}.`, ANOTHER);
  }
}

/**
 * @param {string} shown
 * @param {Stats | null} stats
 * @param {number} seconds
 * @returns {Promise<{ output: Output, note: string | null }>}
 */
async function checkFile(shown, stats, seconds) {
  const file = await followLinks(shown);
  const folder = path.dirname(file);
  if (!(await stat(folder).catch(() => null))?.isDirectory()) {
    throw new BadInputError(`The output folder ${folder} does not exist.`, 'Create it, or choose another with --out.');
  }
  // Root could write to it all the same, but the protection was set on purpose.
  if (stats !== null && (stats.mode & 0o222) === 0) throw new BadInputError(`The output ${shown} is write-protected.`, 'Make it writable, or choose another with --out.');
  if (stats !== null) await tryOpening(file, shown);
  const folderFault = await tryCreating(folder);
  if (folderFault !== null && stats === null) throw new BadInputError(`The output folder ${folder} cannot be written to: ${reasonOf(folderFault)}.`, ANOTHER);
  const note = await checkRoom(folder, seconds);
  const inPlace = folderFault !== null || (stats !== null && stats.nlink > 1);
  return { output: { kind: 'file', path: file, shown, mode: stats === null ? null : stats.mode & 0o7777, inPlace }, note };
}

/**
 * @param {string} file
 * @returns {Promise<string>} the path at the end of the symbolic links, whether or not a file exists there
 */
async function followLinks(file) {
  let at = file;
  for (let links = 0; links < MOST_LINKS; links++) {
    at = path.join(await realpath(path.dirname(at)).catch(() => path.dirname(at)), path.basename(at));
    if (!(await lstat(at).catch(() => null))?.isSymbolicLink()) return at;
    at = path.resolve(path.dirname(at), await readlink(at));
  }
  return at;
}

/**
 * @param {string} file
 * @param {string} shown
 */
async function tryOpening(file, shown) {
  try {
    await (await open(file, 'r+')).close();
  } catch (error) {
    throw new BadInputError(`The output ${shown} cannot be written: ${reasonOf(error)}.`, ANOTHER);
  }
}

/**
 * @param {string} folder
 * @returns {Promise<unknown>} the error of creating a file in it; null when that succeeds
 */
async function tryCreating(folder) {
  const trial = path.join(folder, `.kinora-${process.pid}.trial`);
  try {
    await (await open(trial, 'wx')).close();
    await rm(trial, { force: true });
    return null;
  } catch (error) {
    return error;
  }
}

/**
 * @param {string} folder
 * @param {number} seconds
 * @returns {Promise<string | null>} a warning
 */
async function checkRoom(folder, seconds) {
  const room = await statfs(folder).catch(() => null);
  // Some file systems report no size.
  if (room === null || room.blocks === 0) return null;
  const free = room.bavail * room.bsize;
  const size = (/** @type {number} */ bytes) => (bytes < 1e6 ? `${Math.floor(bytes / 1000)} kB` : `${(bytes / 1e6).toFixed(1)} MB`);
  if (free < seconds * LEAST_BYTES) {
    throw new BadInputError(`Only ${size(free)} are left on the disk of ${folder}, too little for ${seconds} seconds.`, 'Free some space, or choose another folder with --out.');
  }
  return free < seconds * MANY_BYTES ? `Warning: only ${size(free)} are left on the disk of ${folder}. A film that does not fit is kept elsewhere.` : null;
}

/** @param {string} shown */
function toStandardOutput(shown) {
  if (process.stdout.isTTY) throw new BadInputError('The film would go to the terminal, which shows no films.', 'Send it on: --out - | player, or name a file with --out.');
  const { npm_config_user_agent: agent = '', npm_config_loglevel: level } = process.env;
  if (process.env['npm_lifecycle_event'] === 'generate' && agent.startsWith('npm/') && level !== 'silent') {
    throw new BadInputError('npm writes lines of its own to standard output, before the film.', `Silence it: npm run --silent generate -- --out ${shown} ...`);
  }
  return /** @type {const} */ ({ kind: 'stream', target: STANDARD_OUTPUT, shown });
}

/**
 * A file that is already open, such as /dev/stdout or /dev/fd/63. It is written to, never replaced.
 *
 * @param {string} shown
 * @param {Stats | null} stats
 * @returns {Promise<Output>}
 */
async function openFile(shown, stats) {
  if (stats === null) {
    const passedBy = await findInAncestors(shown);
    if (passedBy !== null) return { kind: 'stream', target: passedBy, shown };
    throw new BadInputError(`The output ${shown} is not open in this program.`, 'Name a file or a named pipe (mkfifo).');
  }
  const standard = fstatSync(STANDARD_OUTPUT);
  if (stats.dev === standard.dev && stats.ino === standard.ino) return toStandardOutput(shown);
  if (stats.isSocket() || stats.isBlockDevice()) throw new BadInputError(`The output ${shown} is a ${stats.isSocket() ? 'socket' : 'disk'}.`, 'Name a file or a pipe.');
  return { kind: 'stream', target: shown, shown };
}

/**
 * npm does not pass on the pipe that the shell opened for `--out >(player)`. On Linux it can be opened through the processes
 * that have it, npm and the shell.
 *
 * @param {string} shown
 * @returns {Promise<string | null>}
 */
async function findInAncestors(shown) {
  const [, number] = /^\/(?:dev|proc\/self)\/fd\/(\d+)$/.exec(shown) ?? [];
  if (number === undefined) return null;
  for (let pid = process.ppid; pid > 1; ) {
    const open = `/proc/${pid}/fd/${number}`;
    if ((await stat(open).catch(() => null))?.isFIFO()) return open;
    const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
    pid = Number(/^PPid:\s*(\d+)/m.exec(status)?.[1] ?? 0);
  }
  return null;
}
