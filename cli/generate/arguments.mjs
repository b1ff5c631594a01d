/** Reads the flags of `npm run generate` and refuses what can be refused before a browser is started. */
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { resolveTyped } from '../typed-path.mjs';
import { loadSentences } from '../contract.mjs';
import { BadInputError, ClipError } from './failures.mjs';
import { NUMBERS, readFlags } from './flags.mjs';
import { placeLayers, readLayer, readSize } from './layer-flags.mjs';
import { checkOutput } from './output.mjs';
import { BLOB_FLAGS, checkBlobFile, readClipSettings, readScenes } from './read-inputs.mjs';

/** @typedef {import('../../contract/names.js').BackendName} BackendName */
/** @typedef {import('../../contract/request/flat-request.js').FlatRequest} FlatRequest */
/** @typedef {import('../../contract/request/clip-settings.js').ClipSettings} ClipSettings */
/** @typedef {import('../../contract/names.js').RequestFileName} RequestFileName */

/** @typedef {import('./flags.mjs').Flags} Flags */

/** The rules that the page and the worker go by. @typedef {Awaited<ReturnType<typeof import('../contract.mjs').loadRules>>} Rules */

/** `offered`: the name of a pack of the app's catalogue. @typedef {{ folder: string } | { url: string } | { offered: string }} PackPlace */

/**
 * @typedef {object} Plan
 * @property {Omit<import('../../contract/request/clip-settings.js').ClipSettings, 'kinora' | 'needs' | 'pack' | 'models'>} request in the flat format, which the page takes
 * @property {Partial<Record<RequestFileName, string>>} files absolute paths of the pictures and videos that take part
 * @property {(string | null)[]} layerPictures those of the layers, by their numbers
 * @property {import('./output.mjs').Output} out where the file goes
 * @property {string | null} format the name of the file to make of the film; null: the MP4 itself
 * @property {string} ending of that file
 * @property {BackendName | null} backend null: whichever is best here
 * @property {PackPlace | null} pack null: the one that comes with the app
 * @property {PackPlace | 'own' | null} draw the one that draws in its place; 'own': the one that comes with the app
 * @property {boolean} acceptLicence whether the licences of the packs are accepted
 * @property {Pick<ClipSettings, 'pack' | 'models'> | null} madeWith the models of the clip given with --from
 * @property {boolean} json
 * @property {string[]} notes what the person should know before the work begins
 */

/** Packs of the app's catalogue, whose files lie at a hub. */
const OFFERED_PACKS = path.join(import.meta.dirname, '../../public/packs/hub');

const DEFAULT_SECONDS = 4;

/**
 * @param {string[]} argv flags as typed
 * @param {string} cwd folder that relative paths start from
 * @param {Rules} rules
 * @returns {Promise<Plan>}
 * @throws {BadInputError | ClipError}
 */
export async function planFrom(argv, cwd, rules) {
  const flags = readFlags(argv);
  const from = flags.from === undefined ? null : await readClipSettings(resolveTyped(cwd, flags.from), rules.readSettings);
  const files = await checkFiles(flags, cwd);
  const scenes = flags.scenes === undefined ? null : await readScenes(resolveTyped(cwd, flags.scenes), rules.jsonEncodingOf);
  const given = await readLayers(flags, cwd, rules, scenes?.composition ?? null);
  requireNeeded(from, files, given.layers !== null);
  if (flags.background !== undefined && Object.keys(files).length === 0) {
    throw new BadInputError('--background is for a picture or a video, and none is given.', 'Give one with --image, or name the background in the prompt.');
  }
  const request = { ...requestOf(flags, scenes, from, rules), ...(given.layers === null ? {} : { layers: given.layers }) };
  // What is given as a file is only known to be there; the rules ask no more.
  const fault = rules.findFlatFault(/** @type {FlatRequest} */ (/** @type {unknown} */ ({ ...request, ...files })));
  if (fault !== null) throw new ClipError((await loadSentences()).tell(fault));
  const backend = checkBackend(flags.backend, rules.BACKENDS);
  const { pack, draw } = await checkPacks(flags, cwd, drawsPictures(request, files));
  const { format, ending } = checkFormat(flags.format, rules);
  const { output: out, note: outputNote } = await checkOutput(flags.out, cwd, request.seconds, ending);
  return {
    request,
    files,
    layerPictures: given.pictures,
    out,
    format,
    ending,
    backend,
    pack,
    draw,
    acceptLicence: flags['accept-licence'] === true,
    madeWith: from === null ? null : { pack: from.pack, ...rules.pickDefined({ models: from.models }) },
    json: flags.json === true,
    notes: [scenes?.note ?? null, outputNote].filter((note) => note !== null),
  };
}

/**
 * @param {Flags} flags
 * @param {Awaited<ReturnType<typeof readScenes>> | null} file that of --scenes
 * @param {ClipSettings | null} from what the flags change
 * @param {Rules} rules
 * @returns {Plan['request']}
 */
function requestOf(flags, file, from, rules) {
  const { prompt: basePrompt, scenes: baseScenes, kinora: _, needs: __, pack: ___, models: ____, ...rest } = from ?? /** @type {Partial<ClipSettings>} */ ({});
  const scenes = file?.scenes ?? (flags.prompt === undefined ? (baseScenes ?? null) : null);
  if (scenes !== null && flags.seconds !== undefined) {
    throw new BadInputError('--seconds does not go with scenes.', 'Give each scene its own "seconds" in the file.');
  }
  const { seconds = rest.seconds ?? DEFAULT_SECONDS, seed = rest.seed ?? randomSeed(), ...options } = readNumbers(flags, rules);
  // Whether numbers are in their range is for the rules to say.
  return /** @type {Plan['request']} */ ({
    // A film is made again as it was made.
    ...(from === null && rules.newFilmOptions({})),
    ...rest,
    ...file?.composition?.fields,
    ...options,
    ...rules.pickDefined({
      hideSubject: flags['hide-subject'],
      size: flags.size === undefined ? undefined : readSize(flags.size, rules.FILM_SIZES),
      // Both a prompt and scenes are for the rules to refuse.
      prompt: flags.prompt ?? (scenes === null ? (basePrompt ?? '') : undefined),
      scenes: scenes ?? undefined,
      loop: flags.loop,
      transparent: flags.transparent,
      shadows: flags['no-shadows'] === true ? false : undefined,
      background: flags.background,
      endBackground: flags.background,
    }),
    seconds: scenes?.reduce((sum, scene) => sum + scene.seconds, 0) ?? seconds,
    seed,
  });
}

/**
 * @param {Flags} flags
 * @param {string} cwd
 * @param {Rules} rules
 * @param {Awaited<ReturnType<typeof readScenes>>['composition']} file what the scenes file says of layers
 * @returns {Promise<{ layers: import('../../contract/request/layers/layer.js').FlatLayer<never>[] | null, pictures: (string | null)[] }>} null: none are given
 */
async function readLayers(flags, cwd, rules, file) {
  const [things, titles] = [(flags.layer ?? []).map((text) => readLayer(text, 'layer', cwd)), (flags.title ?? []).map((text) => readLayer(text, 'title', cwd))];
  const own = [...things, ...titles];
  const pictures = own.length > 0 ? own.map(({ picture }) => picture) : (file?.pictures ?? []);
  for (const picture of pictures) if (picture !== null) await checkBlobFile(picture, { flag: '--layer "... picture FILE"', what: 'picture' });
  return { layers: own.length > 0 ? placeLayers(things, titles, rules) : null, pictures };
}

/**
 * @param {ClipSettings | null} from
 * @param {Plan['files']} files
 * @param {boolean} hasLayers whether layers are given
 * @throws {BadInputError} when the clip was made with files that are not given
 */
function requireNeeded(from, files, hasLayers) {
  for (const name of from?.needs ?? []) {
    if (name === 'layerImages') {
      if (!hasLayers) throw new BadInputError('The clip was made with pictures in its layers that are not inside it.', 'Give its layers again, with --layer "... picture FILE".');
    } else if (files[name] === undefined) {
      const { flag, what } = BLOB_FLAGS[name];
      throw new BadInputError(`The clip was made with a ${what} that is not inside it.`, `Give that ${what} with ${flag}.`);
    }
  }
}

/**
 * @param {Flags} flags
 * @param {Rules} rules
 * @returns {{ [Name in keyof typeof NUMBERS]?: number }} those that are given; whether each is in its range is for the rules of the request to say
 */
function readNumbers(flags, rules) {
  const names = /** @type {(keyof typeof NUMBERS)[]} */ (Object.keys(NUMBERS));
  return Object.fromEntries(
    names.flatMap((name) => (flags[name] === undefined ? [] : [[name, readNumber(flags[name], `--${name}`, NUMBERS[name], rules)]])),
  );
}

/**
 * @param {Flags} flags
 * @param {string} cwd
 * @returns {Promise<Plan['files']>}
 */
async function checkFiles(flags, cwd) {
  /** @type {Plan['files']} */
  const files = {};
  for (const blob of /** @type {RequestFileName[]} */ (Object.keys(BLOB_FLAGS))) {
    const given = flags[/** @type {'image' | 'end-image' | 'extend'} */ (BLOB_FLAGS[blob].flag.replace(/^--/, ''))];
    if (given !== undefined) files[blob] = await checkBlobFile(resolveTyped(cwd, given), BLOB_FLAGS[blob]);
  }
  return files;
}

/** What keeps a flag from being read as a number, and what to write. */
const NUMBER_FAULTS = /** @type {const} */ ({
  empty: ['is empty', 'Give a number'],
  'not-a-number': ['is not a number', 'Write it in digits'],
  'not-whole': ['is not a whole number', 'Write it without decimals'],
  unclear: ['can be read as thousands or as decimals', 'Write 1500 or 1.5'],
});

/**
 * @param {string} text
 * @param {string} flag
 * @param {'whole' | 'decimal'} kind
 * @param {Rules} rules
 * @returns {number}
 */
function readNumber(text, flag, kind, rules) {
  const { value, fault } = rules.readTypedNumber(text, kind);
  if (value !== null) return value;
  const [what, remedy] = NUMBER_FAULTS[fault];
  throw new BadInputError(fault === 'empty' ? `${flag} ${what}.` : `${flag} is "${text}", which ${what}.`, `${remedy}, such as ${flag} 4.`);
}

/**
 * @param {Plan['request']} request
 * @param {Plan['files']} files
 */
function drawsPictures({ layers = [] }, files) {
  return (files.image === undefined && files.extend === undefined) || layers.some(({ prompt, image }) => prompt !== undefined && image === undefined);
}

function randomSeed() {
  return crypto.getRandomValues(new Uint32Array(1))[0] ?? 0;
}

/**
 * @param {string | undefined} name
 * @param {readonly BackendName[]} backends
 * @returns {BackendName | null}
 */
function checkBackend(name, backends) {
  if (name === undefined) return null;
  const backend = backends.find((known) => known === name);
  if (backend === undefined) throw new BadInputError(`--backend is "${name}".`, `Use ${backends.join(' or ')}.`);
  return backend;
}

/**
 * @param {string | undefined} name
 * @param {Rules} rules
 * @returns {Pick<Plan, 'format' | 'ending'>}
 */
function checkFormat(name, { FILE_FORMAT_NAMES, fileFormatOf }) {
  if (name === undefined || name === 'mp4') return { format: null, ending: 'mp4' };
  const format = fileFormatOf(name);
  if (format === null) throw new BadInputError(`--format is "${name}".`, `Use one of mp4, ${FILE_FORMAT_NAMES.join(', ')}.`);
  return { format: name, ending: format.ending };
}

/**
 * @param {Flags} flags
 * @param {string} cwd
 * @param {boolean} draws whether a first frame is drawn
 * @returns {Promise<Pick<Plan, 'pack' | 'draw'>>}
 */
async function checkPacks(flags, cwd, draws) {
  if (flags.pack !== undefined && flags.move !== undefined) {
    throw new BadInputError('--pack and --move are both given.', 'Name the model that moves with --move, and the one that draws with --draw.');
  }
  const place = (/** @type {'pack' | 'draw' | 'move'} */ flag) => (flags[flag] === undefined ? null : checkPack(flags[flag], cwd, flag));
  const [pack, drawing, moving] = [await place('pack'), await place('draw'), await place('move')];
  return { pack: moving ?? pack, draw: drawing ?? (moving !== null && draws ? 'own' : null) };
}

/**
 * @param {string} pack
 * @param {string} cwd
 * @param {string} flag that it was given with
 * @returns {Promise<PackPlace>}
 */
async function checkPack(pack, cwd, flag) {
  if (/^https?:\/\//i.test(pack)) {
    if (!URL.canParse(pack)) throw new BadInputError(`The pack address ${pack} is not a URL.`, `Check the address given with --${flag}.`);
    return { url: new URL('.', pack.replace(/\/?(pack\.json)?$/, '/')).href };
  }
  const folder = resolveTyped(cwd, pack);
  if (/^[\w-][\w.-]*$/.test(pack) && (await isPack(path.join(OFFERED_PACKS, pack))) && !(await isPack(folder))) return { offered: pack };
  if (!(await isPack(folder))) {
    throw new BadInputError(`There is no pack.json in ${folder}.`, `Give the folder that holds it with --${flag}.`);
  }
  return { folder };
}

/** @param {string} folder */
async function isPack(folder) {
  return (await stat(path.join(folder, 'pack.json')).catch(() => null))?.isFile() === true;
}
