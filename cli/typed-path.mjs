/** Paths as people type them. */
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';

/**
 * npm runs scripts in the project's folder; paths are meant from where the person stands.
 *
 * @param {string} script its name in package.json
 */
export function workingFolder(script) {
  const fromNpm = process.env['npm_lifecycle_event'] === script ? process.env['INIT_CWD'] : undefined;
  return fromNpm ?? process.cwd();
}

/**
 * Shells leave the `~` of `--out=~/clip.mp4` and of quoted paths as it is.
 *
 * @param {string} cwd
 * @param {string} typed
 * @returns {string} absolute
 */
export function resolveTyped(cwd, typed) {
  const inHome = /^~(?:$|[/\\])/.test(typed) && !existsSync(path.join(cwd, '~'));
  return inHome ? path.join(homedir(), typed.slice(1)) : path.resolve(cwd, typed);
}
