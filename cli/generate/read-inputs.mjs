/** Reads the files that the flags of `npm run generate` name: scenes, pictures, videos, and clips whose settings are taken over. */
import { openAsBlob } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { BadInputError } from './failures.mjs';
import { readComposition } from './layer-flags.mjs';
import { describeJsonFault } from './json-fault.mjs';
import { reasonOf } from './file-fault.mjs';

/** @typedef {import('../../contract/request/request.js').Scene} Scene */
/** @typedef {import('../../contract/request/clip-settings.js').ClipSettings} ClipSettings */
/** @typedef {import('../../contract/names.js').RequestFileName} RequestFileName */

/** The flag that gives each blob of a request, and what it is called. @type {Record<RequestFileName, { flag: string, what: string }>} */
export const BLOB_FLAGS = {
  image: { flag: '--image', what: 'picture' },
  endImage: { flag: '--end-image', what: 'picture' },
  extend: { flag: '--extend', what: 'video' },
};

/**
 * @param {string} file
 * @param {typeof import('../../contract/input/text-encoding.js').jsonEncodingOf} jsonEncodingOf
 * @returns {Promise<{ scenes: Scene[], composition: ReturnType<typeof readComposition> | null, note: string | null }>} of the right shape; its
 *   values are not judged here. `note` is for the person: what was guessed
 */
export async function readScenes(file, jsonEncodingOf) {
  const shape = 'Write a list such as [{ "prompt": "a red apple bouncing", "seconds": 4 }, { "prompt": "a red apple rolling", "seconds": 4, "start": "continue" }].';
  const bytes = await readFile(file).catch((error) => {
    throw new BadInputError(`The scenes file ${file} cannot be read (${reasonOf(error)}).`, 'Check the path given with --scenes.');
  });
  if (bytes.length === 0) throw new BadInputError(`The scenes file ${file} is empty.`, shape);
  const { text, legacy } = decode(bytes, jsonEncodingOf(bytes));
  let list;
  try {
    list = JSON.parse(text);
  } catch {
    throw new BadInputError(`${file} is not JSON: ${describeJsonFault(text)}.`, shape);
  }
  const composition = typeof list === 'object' && list !== null && !Array.isArray(list) ? readComposition(list, file) : null;
  if (composition !== null) list = list.scenes;
  if (!Array.isArray(list)) throw new BadInputError(`${file} holds no list of scenes.`, shape);
  const scenes = list.map((scene, index) => {
    if (typeof scene?.prompt !== 'string') throw new BadInputError(`Scene ${index + 1} has no "prompt".`, shape);
    if (typeof scene.seconds !== 'number') throw new BadInputError(`Scene ${index + 1} has no "seconds" (a number).`, shape);
    const { prompt, seconds, start } = scene;
    return start === undefined ? { prompt, seconds } : { prompt, seconds, start };
  });
  return { scenes, composition, note: legacy ? `${file} is not UTF-8, so it is read as Windows-1252; save it as UTF-8 if its prompts look wrong.` : null };
}

/**
 * @param {Buffer} bytes
 * @param {ReturnType<typeof import('../../contract/input/text-encoding.js').jsonEncodingOf>} encoding
 * @returns {{ text: string, legacy: boolean }} `legacy`: what is not UTF-8 is Windows-1252, which western editors call ANSI
 */
function decode(bytes, encoding) {
  try {
    return { text: new TextDecoder(encoding, { fatal: encoding === 'utf-8' }).decode(bytes), legacy: false };
  } catch {
    return { text: new TextDecoder('windows-1252').decode(bytes), legacy: true };
  }
}

/**
 * @param {string} file
 * @param {{ flag: string, what: string }} given
 */
export async function checkBlobFile(file, { flag, what }) {
  const stats = await stat(file).catch(() => null);
  if (!stats?.isFile()) throw new BadInputError(`There is no ${what} at ${file}.`, `Check the path given with ${flag}.`);
  if (stats.size === 0) throw new BadInputError(`The ${what} ${file} is empty.`, `Choose another ${what}.`);
  return file;
}

/**
 * The settings inside a clip that Kinora made.
 *
 * @param {string} file
 * @param {typeof import('../../contract/request/read-clip-settings.js').readSettings} readSettings
 * @returns {Promise<ClipSettings>}
 */
export async function readClipSettings(file, readSettings) {
  if (!(await stat(file).catch(() => null))?.isFile()) throw new BadInputError(`There is no clip at ${file}.`, 'Check the path given with --from.');
  const settings = await readSettings(await openAsBlob(file));
  if (settings === null) {
    throw new BadInputError(`${path.basename(file)} holds no settings of Kinora.`, 'Choose an MP4 that Kinora made, as it was downloaded.');
  }
  return settings;
}
