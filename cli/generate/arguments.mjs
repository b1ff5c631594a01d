/** Reads the flags of `npm run generate` and refuses what can be refused before a browser is started. */
import { access, constants, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { BadInputError, ClipError } from './failures.mjs';

/** @typedef {typeof import('../../contract/check-request.js').findRequestFault} FindRequestFault */
/** @typedef {import('../../contract/generator.js').BackendName} BackendName */
/** @typedef {{ prompt: string, seconds: number }} Scene */

/**
 * @typedef {object} Plan
 * @property {{ prompt?: string, scenes?: Scene[], seconds: number, seed: number, steps?: number }} request
 * @property {string | null} imageFile absolute path of the first frame
 * @property {string} out absolute path of the MP4 to write
 * @property {BackendName | null} backend null: whichever is best here
 * @property {{ folder: string } | { url: string } | null} pack null: the one that comes with the app
 * @property {boolean} json
 */

export const USAGE = `Usage: npm run generate -- --prompt "a red apple bouncing on a green background" --out clip.mp4
  --prompt TEXT       what to draw
  --scenes FILE       instead of a prompt: a JSON list of { "prompt": "...", "seconds": 4 }, shot after shot
  --image FILE        a picture to start from instead of a drawn one
  --seconds N         length (4 when absent)
  --seed N            same seed, same clip (random when absent)
  --steps N           denoising steps a window (the model's own schedule when absent)
  --backend NAME      webgpu or wasm (the faster one here when absent)
  --pack DIR|URL      another model pack (the one that comes with the app when absent)
  --out FILE          the MP4 to write
  --json              print the result as one line of JSON, last`;

const DEFAULT_SECONDS = 4;

const OPTIONS = /** @type {const} */ ({
  prompt: { type: 'string' },
  scenes: { type: 'string' },
  image: { type: 'string' },
  seconds: { type: 'string' },
  seed: { type: 'string' },
  steps: { type: 'string' },
  backend: { type: 'string' },
  pack: { type: 'string' },
  out: { type: 'string' },
  loop: { type: 'boolean' },
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
});

/**
 * @param {string[]} argv flags as typed
 * @param {string} cwd folder that relative paths start from
 * @param {FindRequestFault} findRequestFault the rules that the page and the worker go by
 * @returns {Promise<Plan>}
 * @throws {BadInputError | ClipError}
 */
export async function planFrom(argv, cwd, findRequestFault) {
  const flags = readFlags(argv);
  if (flags.loop === true) {
    throw new BadInputError('--loop cannot be done yet: no model pack can aim for a last frame.', 'Leave --loop out.');
  }
  if (flags.scenes !== undefined && flags.seconds !== undefined) {
    throw new BadInputError('--seconds does not go with --scenes.', 'Give each scene its own "seconds" in the file.');
  }
  const scenes = flags.scenes === undefined ? null : await readScenes(path.resolve(cwd, flags.scenes));
  const prompt = scenes === null ? (flags.prompt ?? '') : flags.prompt;
  const request = {
    ...(prompt === undefined ? {} : { prompt }),
    ...(scenes === null ? {} : { scenes }),
    seconds: scenes?.reduce((sum, scene) => sum + scene.seconds, 0) ?? readNumber(flags.seconds, DEFAULT_SECONDS),
    seed: flags.seed === undefined ? randomSeed() : readNumber(flags.seed),
    ...(flags.steps === undefined ? {} : { steps: readNumber(flags.steps) }),
  };
  const fault = findRequestFault(request);
  if (fault !== null) throw new ClipError(fault);
  return {
    request,
    imageFile: flags.image === undefined ? null : await checkImageFile(path.resolve(cwd, flags.image)),
    out: await checkOut(flags.out, cwd),
    backend: checkBackend(flags.backend),
    pack: flags.pack === undefined ? null : await checkPack(flags.pack, cwd),
    json: flags.json === true,
  };
}

/** @param {string[]} argv */
export function wantsHelp(argv) {
  return argv.includes('--help') || argv.includes('-h');
}

/** @typedef {{ [Name in keyof typeof OPTIONS]?: (typeof OPTIONS)[Name]['type'] extends 'string' ? string : boolean }} Flags */

/**
 * @param {string[]} argv
 * @returns {Flags}
 */
function readFlags(argv) {
  try {
    const { values } = parseArgs({ args: joinValues(argv), options: OPTIONS });
    return /** @type {Flags} */ (values);
  } catch (error) {
    throw new BadInputError(...explainFlags(error));
  }
}

/**
 * @param {unknown} error what parseArgs threw; its messages run over several sentences
 * @returns {[what: string, remedy: string]}
 */
function explainFlags(error) {
  const message = error instanceof Error ? error.message : String(error);
  const [, named = ''] = /'([^']*)'/.exec(message) ?? [];
  const code = error instanceof Error && 'code' in error ? error.code : null;
  const all = 'See npm run generate -- --help for all flags.';
  if (code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION') return [`There is no flag ${named}.`, all];
  if (code === 'ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL') return [`"${named}" belongs to no flag.`, 'Put the prompt in quotes after --prompt.'];
  return [`${named === '' ? message : named} is not given as it should be.`, all];
}

/**
 * Writes `--seconds -1` as `--seconds=-1`, so that the value is judged instead of being taken for a flag.
 *
 * @param {string[]} argv
 */
function joinValues(argv) {
  const joined = [];
  for (let i = 0; i < argv.length; i++) {
    const flag = argv[i] ?? '';
    const value = argv[i + 1];
    const option = OPTIONS[/** @type {keyof typeof OPTIONS} */ (flag.replace(/^--/, ''))];
    if (flag.startsWith('--') && option?.type === 'string' && value !== undefined && !value.startsWith('--')) {
      joined.push(`${flag}=${value}`);
      i++;
    } else {
      joined.push(flag);
    }
  }
  return joined;
}

/**
 * @param {string | undefined} text
 * @param {number} [absent] value of a flag that is not given
 * @returns {number} NaN for what is no number: the rules of the request refuse it
 */
function readNumber(text, absent = Number.NaN) {
  if (text === undefined) return absent;
  return text.trim() === '' ? Number.NaN : Number(text);
}

function randomSeed() {
  return crypto.getRandomValues(new Uint32Array(1))[0] ?? 0;
}

/**
 * @param {string | undefined} name
 * @returns {BackendName | null}
 */
function checkBackend(name) {
  if (name === undefined) return null;
  if (name === 'webgpu' || name === 'wasm') return name;
  throw new BadInputError(`--backend is "${name}".`, 'Use webgpu or wasm.');
}

/**
 * @param {string} file
 * @returns {Promise<Scene[]>} of the right shape; its values are not judged here
 */
async function readScenes(file) {
  const shape = 'Write a list such as [{ "prompt": "a red apple bouncing", "seconds": 4 }].';
  let list;
  try {
    list = JSON.parse(await readFile(file, 'utf8'));
  } catch (error) {
    if (error instanceof SyntaxError) throw new BadInputError(`${file} is not JSON (${error.message}).`, shape);
    throw new BadInputError(`The scenes file ${file} cannot be read.`, 'Check its path.');
  }
  if (!Array.isArray(list)) throw new BadInputError(`${file} holds no list of scenes.`, shape);
  return list.map((scene, index) => {
    if (typeof scene?.prompt !== 'string') throw new BadInputError(`Scene ${index + 1} has no "prompt".`, shape);
    if (typeof scene.seconds !== 'number') throw new BadInputError(`Scene ${index + 1} has no "seconds" (a number).`, shape);
    return { prompt: scene.prompt, seconds: scene.seconds };
  });
}

/** @param {string} file */
async function checkImageFile(file) {
  const stats = await stat(file).catch(() => null);
  if (!stats?.isFile()) throw new BadInputError(`There is no picture at ${file}.`, 'Check the path given with --image.');
  if (stats.size === 0) throw new BadInputError(`The picture ${file} is empty.`, 'Choose another picture.');
  return file;
}

/**
 * @param {string | undefined} out
 * @param {string} cwd
 */
async function checkOut(out, cwd) {
  if (out === undefined || out === '') throw new BadInputError('No output file is given.', 'Say where to write: --out clip.mp4.');
  const file = path.resolve(cwd, out);
  if (path.extname(file).toLowerCase() !== '.mp4') throw new BadInputError(`The output ${out} does not end in .mp4.`, 'Clips are MP4 files: use --out clip.mp4.');
  const folder = path.dirname(file);
  if (!(await stat(folder).catch(() => null))?.isDirectory()) {
    throw new BadInputError(`The output folder ${folder} does not exist.`, 'Create it, or choose another with --out.');
  }
  if ((await stat(file).catch(() => null))?.isDirectory()) throw new BadInputError(`The output ${file} is a folder.`, 'Name a file in it.');
  await access(folder, constants.W_OK).catch(() => {
    throw new BadInputError(`The output folder ${folder} cannot be written to.`, 'Choose another with --out.');
  });
  return file;
}

/**
 * @param {string} pack
 * @param {string} cwd
 * @returns {Promise<{ folder: string } | { url: string }>}
 */
async function checkPack(pack, cwd) {
  if (/^https?:\/\//i.test(pack)) {
    if (!URL.canParse(pack)) throw new BadInputError(`The pack address ${pack} is not a URL.`, 'Check the address given with --pack.');
    return { url: new URL('.', pack.replace(/\/?(pack\.json)?$/, '/')).href };
  }
  const folder = path.resolve(cwd, pack);
  if (!(await stat(path.join(folder, 'pack.json')).catch(() => null))?.isFile()) {
    throw new BadInputError(`There is no pack.json in ${folder}.`, 'Give the folder that holds it with --pack.');
  }
  return { folder };
}
