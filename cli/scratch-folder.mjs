/** A folder for temporary files of a command and its browser, removed when the program ends, or at the next start after a kill. */
import { accessSync, constants, mkdtempSync, readFileSync, readdirSync, readlinkSync, rmSync, statSync, statfsSync, writeFileSync } from 'node:fs';
import { homedir, hostname, tmpdir } from 'node:os';
import path from 'node:path';

const PREFIX = 'kinora-work-';
const OWNER = 'owner.json';
const VARIABLES = ['TMPDIR', 'TMP', 'TEMP'];
/** A browser's profile takes 1.5 MB while a film is made; this leaves a margin. */
const PROFILE_BYTES = 8e6;
/** Chromium puts a Unix socket below the folder, whose path must be shorter than 108 bytes. */
const LONGEST_LINUX_PATH = 43;
/** Age at which a folder is removed whose owner cannot be looked up, because it ran in another container. */
const UNKNOWN_OWNER_MS = 24 * 3600_000;

/** No folder for temporary files is writable. */
export class NoScratchError extends Error {}

/**
 * Until `remove` is called, TMPDIR points at the folder, so that child processes and the browser use it too. It is also
 * removed when the program exits. Folders that killed programs left behind are removed here.
 *
 * @returns {{ folder: string, removeLast: () => void, remove: () => void }} `removeLast` moves the removal at exit
 *   after all listeners for `exit` that are registered by now
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

/** @returns {string[]} folders for temporary files, the preferred one first; some may not exist */
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
      // Its disk may be full; the next folder is tried.
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
    // Some file systems report no size.
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
    // It belongs to another user, or another program is removing it.
  }
}

/** @param {string} folder */
function isStale(folder) {
  const age = Date.now() - statSync(folder).mtimeMs;
  try {
    const { pid, started, machine: where } = JSON.parse(readFileSync(path.join(folder, OWNER), 'utf8'));
    if (where !== machine()) return age > UNKNOWN_OWNER_MS;
    return !isAlive(pid) || startOf(pid) !== started;
  } catch {
    // Its owner has not written its file yet.
    return age > UNKNOWN_OWNER_MS;
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

/** Identifies the process namespace: containers may share folders, but not process numbers. */
function machine() {
  try {
    return `${hostname()} ${readlinkSync('/proc/self/ns/pid')}`;
  } catch {
    return hostname();
  }
}

/**
 * Start time of a process: together with it a process number is unique.
 *
 * @param {number} pid
 * @returns {string | null} null except on Linux
 */
function startOf(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // Field 22; the fields after the name are counted from its closing parenthesis, because it may hold spaces.
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null;
  } catch {
    return null;
  }
}
