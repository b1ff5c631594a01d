/** Reads the flags of `npm run generate`, and explains typing errors. */
import { parseArgs } from 'node:util';
import { explainSwallowedFlags, withoutSeparator } from '../npm-flags.mjs';
import { BadInputError } from './failures.mjs';

export const USAGE = `Usage: npm run generate -- --prompt "a red apple bouncing on a green background" --out clip.mp4
  --prompt TEXT       what to draw
  --scenes FILE       instead of a prompt: a JSON list of { "prompt": "...", "seconds": 4 }, one after the other;
                      with "start": "continue" the same subject stays, else a new shot begins; or a record with
                      "scenes", and with "layers", "size", "fps", "hideSubject" and "transparent"
  --from CLIP         take over the settings inside a film that Kinora made; other flags change them
  --image FILE        a picture to start from instead of a drawn one
  --extend VIDEO      a video to continue: it opens the film, and --seconds are added
  --loop              end with the frame that it begins with
  --end-image FILE    end with this picture
  --background COLOR  white, black or #rrggbb behind what is transparent in a picture or video
                      (a colour that contrasts with the rest when absent)
  --transparent       the subject alone, on a transparent background; the file has its colours above its alpha
  --layer "TEXT at X,Y size S turn T from A to B"
                      a thing in front of the film, again for each, up to six: where its middle is (0,0 is the upper left
                      corner, 1,1 the lower right one), how large (of the shorter side), degrees, seconds; also seed N,
                      motion N, picture FILE; all of these may be left out
  --title "TEXT at X,Y size S motion NAME colour C outline C weight N turn T from A to B"
                      letters in front of the film; \n begins a line; NAME is still, appear, slide, pop, typing or wave
  --hide-subject      of what the prompt shows, the place alone; with --transparent, the layers alone
  --no-shadows        nothing casts a shadow; what stands on ground does when absent
  --size WxH          pixels of the film, or square, 16:9, 9:16, 4:5 (as the model draws when absent)
  --fps N             12, 24 or 30 frames a second (the model's when absent)
  --motion N          strength of the motion, 0.25 to 2 (1 when absent)
  --seconds N         length (4 when absent)
  --seed N            same seed, same film on the same backend and number of threads (random when absent)
  --steps N           denoising steps a window (the model's own schedule when absent)
  --backend NAME      webgpu or wasm (the faster one here when absent)
  --pack DIR|URL      another model pack (the one that comes with the app when absent)
  --draw DIR|URL|NAME the model that draws the first frames, for another one to move; NAME is one that the app
                      offers, such as sd-turbo
  --move DIR|URL|NAME the model that sets them in motion (the app's own draws them when --draw is absent)
  --accept-licence    accept the licences of these models, where they ask for it
  --format NAME       write another file than the MP4: gif, webp, apng, webm-alpha, or a sticker inside the limits of its
                      place, such as telegram-sticker or whatsapp-sticker (docs/stickers.md has them all)
  --out FILE          the file to write; a pipe or a device is written into, and - is standard output
  --json              print the result as one line of JSON, last`;

const OPTIONS = /** @type {const} */ ({
  prompt: { type: 'string' },
  scenes: { type: 'string' },
  from: { type: 'string' },
  image: { type: 'string' },
  extend: { type: 'string' },
  'end-image': { type: 'string' },
  background: { type: 'string' },
  layer: { type: 'string', multiple: true },
  title: { type: 'string', multiple: true },
  size: { type: 'string' },
  fps: { type: 'string', number: 'whole' },
  motion: { type: 'string', number: 'decimal' },
  transparent: { type: 'boolean' },
  seconds: { type: 'string', number: 'decimal' },
  seed: { type: 'string', number: 'whole' },
  steps: { type: 'string', number: 'whole' },
  backend: { type: 'string' },
  pack: { type: 'string' },
  draw: { type: 'string' },
  move: { type: 'string' },
  format: { type: 'string' },
  out: { type: 'string' },
  'accept-licence': { type: 'boolean' },
  'hide-subject': { type: 'boolean' },
  'no-shadows': { type: 'boolean' },
  loop: { type: 'boolean' },
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
});

/** @typedef {{ [Name in keyof typeof OPTIONS as (typeof OPTIONS)[Name] extends { number: string } ? Name : never]: 'whole' | 'decimal' }} Numbers */

/** Flags that take a number, which are called as the fields of a request. */
export const NUMBERS = /** @type {Numbers} */ (
  Object.fromEntries(Object.entries(OPTIONS).flatMap(([name, option]) => ('number' in option ? [[name, option.number]] : [])))
);

const OPENING_QUOTE = /^["'“”„‟«»‘’‚]/;
const CLOSING_QUOTE = /["'“”„‟«»‘’]$/;
const LONG_DASH = /^[‐-―−]+/;

/** @typedef {{ [Name in keyof typeof OPTIONS]?: (typeof OPTIONS)[Name] extends { multiple: true } ? string[] : (typeof OPTIONS)[Name]['type'] extends 'string' ? string : boolean }} Flags */

/** @param {string[]} argv */
export function wantsHelp(argv) {
  return argv.includes('--help') || argv.includes('-h');
}

/**
 * @param {string[]} argv
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {Flags}
 * @throws {BadInputError}
 */
export function readFlags(argv, env = process.env) {
  const args = withoutSeparator(argv);
  const swallowed = explainSwallowedFlags('generate', OPTIONS, args, env);
  if (swallowed !== null) throw new BadInputError(...swallowed);
  try {
    const { values } = parseArgs({ args: joinValues(args), options: OPTIONS });
    return /** @type {Flags} */ (values);
  } catch (error) {
    throw new BadInputError(...explainFlags(error, args));
  }
}

/**
 * @param {unknown} error from parseArgs, whose messages are several sentences long
 * @param {string[]} args
 * @returns {[what: string, remedy: string]}
 */
function explainFlags(error, args) {
  const message = error instanceof Error ? error.message : String(error);
  const [, named = ''] = /'([^']*)'/.exec(message) ?? [];
  const code = error instanceof Error && 'code' in error ? error.code : null;
  const all = 'See npm run generate -- --help for all flags.';
  if (code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION') return [`There is no flag ${named}.`, all];
  if (code === 'ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL') return explainLooseWord(args);
  const flag = /--[\w-]+/.exec(named)?.[0];
  if (flag === undefined) return [`${named === '' ? message : named} is not given as it should be.`, all];
  if (OPTIONS[/** @type {keyof typeof OPTIONS} */ (flag.slice(2))]?.type === 'boolean') return [`${flag} takes no value.`, `Write ${flag} alone.`];
  return [`${flag} is not given as it should be: its value is missing.`, `Write it behind the flag; a value that begins with -- goes as ${flag}="--...".`];
}

/**
 * @param {string[]} args with a word that belongs to no flag
 * @returns {[what: string, remedy: string]}
 */
function explainLooseWord(args) {
  const at = looseWordAt(args);
  const word = args[at] ?? '';
  if (LONG_DASH.test(word)) return [`"${word}" begins with a long dash.`, `Type two hyphens: --${word.replace(LONG_DASH, '')}.`];
  // The shell takes typographic quotes for a part of the first and last word.
  const [flag = '', first = ''] = args.slice(at - 2, at);
  const last = args.findIndex((other, index) => index >= at && CLOSING_QUOTE.test(other));
  if (flag.startsWith('--') && OPENING_QUOTE.test(first) && last !== -1) {
    const text = args.slice(at - 1, last + 1).join(' ').replace(OPENING_QUOTE, '').replace(CLOSING_QUOTE, '');
    const [open, close] = [first.charAt(0), (args[last] ?? '').slice(-1)];
    return [`This shell does not take ${open} and ${close} for quotes.`, `Use straight double quotes: ${flag} "${text}".`];
  }
  return [`"${word}" belongs to no flag.`, 'Put the prompt in quotes after --prompt.'];
}

/** @param {string[]} args */
function looseWordAt(args) {
  for (let i = 0; i < args.length; i++) {
    const word = args[i] ?? '';
    if (takesValue(word, args[i + 1])) i++;
    else if (!word.startsWith('-') || word === '-') return i;
  }
  return -1;
}

/**
 * Writes `--seconds -1` as `--seconds=-1`: parseArgs would take the value for a flag.
 *
 * @param {string[]} args
 */
function joinValues(args) {
  const joined = [];
  for (let i = 0; i < args.length; i++) {
    const flag = args[i] ?? '';
    if (takesValue(flag, args[i + 1])) joined.push(`${flag}=${args[++i]}`);
    else joined.push(flag);
  }
  return joined;
}

/**
 * @param {string} flag
 * @param {string | undefined} next the word after it
 */
function takesValue(flag, next) {
  const option = OPTIONS[/** @type {keyof typeof OPTIONS} */ (flag.replace(/^--/, ''))];
  return flag.startsWith('--') && option?.type === 'string' && next !== undefined && !next.startsWith('--');
}
