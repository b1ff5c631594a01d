/** A folder for what a command and its browser write besides the result; gone when the program ends, or at the next start. */
import { accessSync, constants, mkdtempSync, readFileSync, readdirSync, readlinkSync, rmSync, statSync, statfsSync, writeFileSync } from 'node:fs';
import { homedir, hostname, tmpdir } from 'node:os';
import path from 'node:path';

const PREFIX = 'kinora-work-';
const OWNER = 'owner.json';
const VARIABLES = ['TMPDIR', 'TMP', 'TEMP'];
/** A browser's profile takes 1.5 MB while a clip is made; this leaves room to spare. */
const PROFILE_BYTES = 8e6;
/** Chromium puts a Unix socket below the folder, whose path must be shorter than 108 bytes. */
const LONGEST_LINUX_PATH = 43;
/** A folder whose owner cannot be looked up, because it ran in another container, is left alone for this long. */
const STRANGER_MS = 24 * 3600_000;

/** No folder for temporary files can be written to. */
export class NoScratchError extends Error {}

/**
 * Until `remove` is called, child processes and the browser put their temporary files into it as well. It is removed too
 * when the program ends by itself or by `process.exit`; what a killed one left behind is removed here.
 *
 * @returns {{ folder: string, removeLast: () => void, remove: () => void }} `removeLast` moves the removal behind all
 *   listeners for `exit` that there are by now
 * @throws {NoScratchError} with a message of one line
 */
export function makeScratchFolder() {
  for (const parent of temporaryFolders()) removeStale(parent);
  const folder = create();
  const before = VARIABLES.map((name) => /** @type {const} */ ([name, process.env[name]]));
  for (const name of VARIABLES) process.env[name] = folder;
  const removeFolder = () => rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
  process.on('exit', removeFolder);
  return {
    folder,
    removeLast: () => {
      process.off('exit', removeFolder);
      process.on('exit', removeFolder);
    },
    remove: () => {
      process.off('exit', removeFolder);
      for (const [name, value] of before) {
        if (value === undefined) delete process.env[name];
        else process.env[name] = value;
      }
      removeFolder();
    },
  };
}

/** @returns {string[]} where temporary files may go, the preferred place first; some of them may not exist */
export function temporaryFolders() {
  const usual = process.platform === 'win32' ? [] : ['/tmp', '/var/tmp'];
  return [...new Set([tmpdir(), ...usual, homedir()])];
}

/** @returns {string} */
function create() {
  const usable = temporaryFolders().filter(isWritable);
  for (const parent of [...usable.filter((folder) => fits(folder) && hasRoom(folder)), ...usable]) {
    let folder;
    try {
      folder = mkdtempSync(path.join(parent, PREFIX));
      writeFileSync(path.join(folder, OWNER), JSON.stringify({ pid: process.pid, started: startOf(process.pid), machine: machine() }));
      return folder;
    } catch {
      // Full, perhaps; the next one may do.
      if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
    }
  }
  throw new NoScratchError(`No folder for temporary files can be written to (${temporaryFolders().join(', ')}). Set TMPDIR to one that can.`);
}

/** @param {string} folder */
function isWritable(folder) {
  try {
    accessSync(folder, constants.W_OK | constants.X_OK);
    return statSync(folder).isDirectory();
  } catch {
    return false;
  }
}

/** @param {string} folder */
function hasRoom(folder) {
  try {
    const { bavail, bsize, blocks } = statfsSync(folder);
    // Some file systems tell no size at all.
    return blocks === 0 || bavail * bsize >= PROFILE_BYTES;
  } catch {
    return true;
  }
}

/** @param {string} folder */
function fits(folder) {
  return process.platform !== 'linux' || Buffer.byteLength(folder) <= LONGEST_LINUX_PATH;
}

/**
 * Removes the folders of programs that were killed.
 *
 * @param {string} parent
 */
function removeStale(parent) {
  try {
    for (const name of readdirSync(parent)) {
      const folder = path.join(parent, name);
      if (name.startsWith(PREFIX) && isStale(folder)) rmSync(folder, { recursive: true, force: true });
    }
  } catch {
    // Somebody else's, or somebody else is removing it.
  }
}

/** @param {string} folder */
function isStale(folder) {
  const age = Date.now() - statSync(folder).mtimeMs;
  try {
    const { pid, started, machine: where } = JSON.parse(readFileSync(path.join(folder, OWNER), 'utf8'));
    if (where !== machine()) return age > STRANGER_MS;
    return !isAlive(pid) || startOf(pid) !== started;
  } catch {
    // Its owner has not got as far as to sign it.
    return age > STRANGER_MS;
  }
}

/** @param {number} pid */
function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** Where process numbers mean the same: containers share folders, not processes. */
function machine() {
  try {
    return `${hostname()} ${readlinkSync('/proc/self/ns/pid')}`;
  } catch {
    return hostname();
  }
}

/**
 * Process numbers are used again; with the time of the start they are not.
 *
 * @param {number} pid
 * @returns {string | null} null where the system does not tell
 */
function startOf(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // Field 22 of all; fields are counted behind the name, which may hold spaces.
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null;
  } catch {
    return null;
  }
}
