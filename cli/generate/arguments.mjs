/** Reads the flags of `npm run generate` and refuses what can be refused before a browser is started. */
import { access, constants, stat } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { BadInputError, ClipError } from './failures.mjs';
import { BLOB_FLAGS, checkBlobFile, readClipSettings, readScenes } from './read-inputs.mjs';

/** @typedef {import('../../contract/generator.js').BackendName} BackendName */
/** @typedef {import('../../contract/generator.js').GenerateRequest} GenerateRequest */
/** @typedef {import('../../contract/clip-settings.js').ClipSettings} ClipSettings */
/** @typedef {import('../../contract/clip-settings.js').SettingsBlob} SettingsBlob */

/** The rules that the page and the worker go by. @typedef {Awaited<ReturnType<typeof import('../contract.mjs').loadRules>>} Rules */

/**
 * @typedef {object} Plan
 * @property {Omit<GenerateRequest, SettingsBlob>} request
 * @property {Partial<Record<SettingsBlob, string>>} files absolute paths of the pictures and videos that take part
 * @property {string} out absolute path of the MP4 to write
 * @property {BackendName | null} backend null: whichever is best here
 * @property {{ folder: string } | { url: string } | null} pack null: the one that comes with the app
 * @property {ClipSettings['pack'] | null} madeWith the pack of the clip given with --from
 * @property {boolean} json
 */

export const USAGE = `Usage: npm run generate -- --prompt "a red apple bouncing on a green background" --out clip.mp4
  --prompt TEXT       what to draw
  --scenes FILE       instead of a prompt: a JSON list of { "prompt": "...", "seconds": 4 }, one after the other;
                      with "start": "continue" the same subject goes on, else a new shot begins
  --from CLIP         take over the settings inside a clip that Kinora made; other flags change them
  --image FILE        a picture to start from instead of a drawn one
  --extend VIDEO      a video to go on from: it opens the clip, and --seconds are added
  --loop              end with the frame that it begins with
  --end-image FILE    end with this picture
  --motion N          strength of the motion, 0.25 to 2 (1 when absent)
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
  from: { type: 'string' },
  image: { type: 'string' },
  extend: { type: 'string' },
  'end-image': { type: 'string' },
  motion: { type: 'string' },
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
 * @param {Rules} rules
 * @returns {Promise<Plan>}
 * @throws {BadInputError | ClipError}
 */
export async function planFrom(argv, cwd, rules) {
  const flags = readFlags(argv);
  const from = flags.from === undefined ? null : await readClipSettings(path.resolve(cwd, flags.from), rules.readSettings);
  const files = await checkFiles(flags, cwd);
  const missing = from?.needs.find((blob) => files[blob] === undefined);
  if (missing !== undefined) {
    const { flag, what } = BLOB_FLAGS[missing];
    throw new BadInputError(`The clip was made with a ${what} that is not inside it.`, `Give that ${what} with ${flag}.`);
  }
  const request = await requestOf(flags, cwd, from === null ? null : rules.requestFrom(from));
  // What is given as a file is only known to be there; the rules ask no more.
  const fault = rules.findRequestFault(/** @type {GenerateRequest} */ (/** @type {unknown} */ ({ ...request, ...files })));
  if (fault !== null) throw new ClipError(fault);
  return {
    request,
    files,
    out: await checkOut(flags.out, cwd),
    backend: checkBackend(flags.backend),
    pack: flags.pack === undefined ? null : await checkPack(flags.pack, cwd),
    madeWith: from?.pack ?? null,
    json: flags.json === true,
  };
}

/**
 * @param {Flags} flags
 * @param {string} cwd
 * @param {GenerateRequest | null} base what the flags change
 * @returns {Promise<Plan['request']>}
 */
async function requestOf(flags, cwd, base) {
  const { prompt: basePrompt, scenes: baseScenes, ...rest } = base ?? { seconds: DEFAULT_SECONDS, seed: randomSeed() };
  const scenes =
    flags.scenes !== undefined
      ? await readScenes(path.resolve(cwd, flags.scenes))
      : flags.prompt === undefined
        ? (baseScenes ?? null)
        : null;
  if (scenes !== null && flags.seconds !== undefined) {
    throw new BadInputError('--seconds does not go with scenes.', 'Give each scene its own "seconds" in the file.');
  }
  // Both a prompt and scenes are for the rules to refuse.
  const prompt = flags.prompt ?? (scenes === null ? (basePrompt ?? '') : undefined);
  return {
    ...rest,
    ...(prompt === undefined ? {} : { prompt }),
    ...(scenes === null ? {} : { scenes }),
    seconds: scenes?.reduce((sum, scene) => sum + scene.seconds, 0) ?? readNumber(flags.seconds, rest.seconds),
    seed: readNumber(flags.seed, rest.seed),
    ...(flags.steps === undefined ? {} : { steps: readNumber(flags.steps) }),
    ...(flags.motion === undefined ? {} : { motion: readNumber(flags.motion) }),
    ...(flags.loop === true ? { loop: true } : {}),
  };
}

/**
 * @param {Flags} flags
 * @param {string} cwd
 * @returns {Promise<Plan['files']>}
 */
async function checkFiles(flags, cwd) {
  /** @type {Plan['files']} */
  const files = {};
  for (const blob of /** @type {SettingsBlob[]} */ (Object.keys(BLOB_FLAGS))) {
    const given = flags[/** @type {'image' | 'end-image' | 'extend'} */ (BLOB_FLAGS[blob].flag.replace(/^--/, ''))];
    if (given !== undefined) files[blob] = await checkBlobFile(path.resolve(cwd, given), blob);
  }
  return files;
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
