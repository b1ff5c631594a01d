/** Resolves paths that a person typed. */
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';

/**
 * npm runs scripts in the project's folder; typed paths are relative to the folder in which npm was called.
 *
 * @param {string} script its name in package.json
 */
export function workingFolder(script) {
  const fromNpm = process.env['npm_lifecycle_event'] === script ? process.env['INIT_CWD'] : undefined;
  return fromNpm ?? process.cwd();
}

/**
 * Replaces `~`, which shells leave in `--out=~/clip.mp4` and in quoted paths.
 *
 * @param {string} cwd
 * @param {string} typed
 * @returns {string} absolute
 */
export function resolveTyped(cwd, typed) {
  const inHome = /^~(?:$|[/\\])/.test(typed) && !existsSync(path.join(cwd, '~'));
  return inHome ? path.join(homedir(), typed.slice(1)) : path.resolve(cwd, typed);
}
