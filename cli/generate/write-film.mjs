/** Writes a finished film to its output, or to another place when that fails, so that it is not lost. */
import { constants, rmSync } from 'node:fs';
import { chmod, open, rename, rm, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { temporaryFolders } from '../scratch-folder.mjs';
import { FailedError } from './failures.mjs';
import { codeOf, reasonOf } from './file-fault.mjs';

/** @typedef {import('./output.mjs').Output} Output */

/** Milliseconds between two attempts at a pipe that is full or has no reader yet. */
const PIPE_RETRY_MS = 20;
/** Errors of a folder that refuses a new file or a rename; an existing file in it may still be writable. */
const FOLDER_REFUSES = new Set(['EACCES', 'EPERM', 'EROFS', 'EBUSY', 'EXDEV', 'ENAMETOOLONG']);

/**
 * @param {Output} output
 * @param {Uint8Array} bytes
 * @param {{ cwd: string, seed: number, ending?: string, signal: AbortSignal, note: (line: string) => void }} options `seed` and `ending` are for the file
 *   name of a film that is kept elsewhere; `signal` ends the wait for a pipe's reader
 * @returns {Promise<void>}
 * @throws {FailedError} naming the file in which the film is kept instead
 */
export async function writeFilm(output, bytes, { cwd, seed, ending = 'mp4', signal, note }) {
  try {
    if (output.kind === 'file') await writeToDisk(output, bytes);
    else if (typeof output.target === 'number') await writeToStandardOutput(bytes);
    else await writeToPipe(output.target, bytes, signal, () => note(`Waiting for a reader of ${output.shown}.`));
  } catch (error) {
    const beside = output.kind === 'file' ? [path.dirname(output.path)] : [];
    const kept = await keepElsewhere([...beside, cwd, ...temporaryFolders(), homedir()], bytes, seed, ending);
    const what = signal.aborted ? `Stopped before the film was written to ${output.shown}.` : `The film could not be written to ${output.shown}: ${reasonOf(error)}.`;
    const where = kept === null ? `It could not be kept anywhere else; free some space and make it again with --seed ${seed}.` : `It is kept as ${kept}.`;
    throw new FailedError(what, where);
  }
}

/**
 * @param {Output & { kind: 'file' }} output
 * @param {Uint8Array} bytes
 */
async function writeToDisk({ path: file, mode, inPlace }, bytes) {
  if (inPlace) return writeFile(file, bytes);
  try {
    await replace(file, mode, bytes);
  } catch (error) {
    if (mode === null || !FOLDER_REFUSES.has(codeOf(error) ?? '')) throw error;
    await writeFile(file, bytes);
  }
}

/**
 * Writes a file beside the target and renames it, so that other programs never see half a film. Its name is short, because
 * that of the target may already have the greatest length.
 *
 * @param {string} file
 * @param {number | null} mode
 * @param {Uint8Array} bytes
 */
async function replace(file, mode, bytes) {
  const part = path.join(path.dirname(file), `.kinora-${process.pid}.part`);
  const removePart = () => rmSync(part, { force: true });
  process.on('exit', removePart);
  try {
    await writeFile(part, bytes);
    if (mode !== null) await chmod(part, mode);
    await rename(part, file);
  } finally {
    await rm(part, { force: true }).catch(() => undefined);
    process.off('exit', removePart);
  }
}

/** @param {Uint8Array} bytes */
function writeToStandardOutput(bytes) {
  return new Promise((resolve, reject) => process.stdout.write(bytes, (error) => (error ? reject(error) : resolve(undefined))));
}

/**
 * Opens the pipe without blocking, so that a signal can end the wait for a reader.
 *
 * @param {string} pipe
 * @param {Uint8Array} bytes
 * @param {AbortSignal} signal
 * @param {() => void} onWait
 */
async function writeToPipe(pipe, bytes, signal, onWait) {
  const handle = await openPipe(pipe, signal, onWait);
  try {
    for (let at = 0; at < bytes.length; ) {
      try {
        at += (await handle.write(bytes, at)).bytesWritten;
      } catch (error) {
        if (codeOf(error) !== 'EAGAIN') throw error;
        await delay(PIPE_RETRY_MS, undefined, { signal });
      }
    }
  } finally {
    await handle.close();
  }
}

/**
 * @param {string} pipe
 * @param {AbortSignal} signal
 * @param {() => void} onWait
 */
async function openPipe(pipe, signal, onWait) {
  for (let waited = false; ; waited = true) {
    try {
      return await open(pipe, constants.O_WRONLY | (constants.O_NONBLOCK ?? 0));
    } catch (error) {
      // The pipe has no reader yet.
      if (codeOf(error) !== 'ENXIO') throw error;
      if (!waited) onWait();
      await delay(PIPE_RETRY_MS, undefined, { signal });
    }
  }
}

/**
 * @param {string[]} folders to try, the preferred one first
 * @param {Uint8Array} bytes
 * @param {number} seed
 * @param {string} ending
 * @returns {Promise<string | null>} the file; null when none could be written
 */
async function keepElsewhere(folders, bytes, seed, ending) {
  for (const folder of new Set(folders)) {
    for (const name of [`kinora-${seed}.${ending}`, `kinora-${seed}-${process.pid}.${ending}`]) {
      const file = path.join(folder, name);
      try {
        await writeFile(file, bytes, { flag: 'wx' });
        return file;
      } catch (error) {
        if (codeOf(error) === 'EEXIST') continue;
        // Half a film cannot be played.
        await rm(file, { force: true }).catch(() => undefined);
        break;
      }
    }
  }
  return null;
}
