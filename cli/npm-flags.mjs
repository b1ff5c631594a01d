/**
 * Detects flags that npm consumed: without a `--` before them, `npm run generate --prompt "a cat"` passes on the values
 * alone, and the flags become variables such as npm_config_prompt.
 */
import { readFileSync } from 'node:fs';

/** As parseArgs takes it; `number` tells a flag whose value is one. @typedef {{ type: 'string' | 'boolean', number?: 'whole' | 'decimal' }} Option */

const NUMBER = /^[-+\d.,]+$/;

/** Guesses the flag of a value from its form, for systems that do not keep the order of the flags. @type {readonly (readonly [RegExp, readonly string[]])[]} */
const LOOKS = [
  [/^(webgpu|wasm)/i, ['backend']],
  [/\.json$/i, ['scenes', 'json']],
  [/\.(png|jpe?g|webp|gif|avif|bmp|svg)$/i, ['image', 'end-image']],
  [/\.md$/i, ['write']],
  [/\.(mp4|webm|mov|mkv|m4v)$/i, ['out', 'from', 'extend']],
  [NUMBER, ['runs', 'port']],
  [/^https?:/i, ['pack']],
  [/\s|^\p{L}+$/u, ['prompt']],
];

/**
 * `argv` without the `--` that pnpm and yarn pass on and npm removes.
 *
 * @param {string[]} argv
 */
export function withoutSeparator(argv) {
  return argv[0] === '--' ? argv.slice(1) : argv;
}

/**
 * The flags of `options` that npm consumed.
 *
 * @param {string} script name in package.json
 * @param {Readonly<Record<string, Option>>} options as parseArgs takes them
 * @param {NodeJS.ProcessEnv} env
 * @returns {{ names: string[], ordered: boolean }} `ordered`: in the order in which they were typed, which is known on Linux only
 */
function swallowedFlags(script, options, env) {
  if (env['npm_lifecycle_event'] !== script) return { names: [], ordered: false };
  const names = Object.keys(options).filter((name) => name !== 'help' && env[variableOf(name)] !== undefined);
  const order = variablesInOrder();
  const placeOf = (/** @type {string} */ name) => order.indexOf(variableOf(name));
  return { names: names.sort((a, b) => placeOf(a) - placeOf(b)), ordered: names.every((name) => placeOf(name) !== -1) };
}

/**
 * @param {string} script name in package.json
 * @param {Readonly<Record<string, Option>>} options as parseArgs takes them
 * @param {readonly string[]} argv what npm passed on
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {[what: string, remedy: string] | null} null when npm consumed none, or only a `json` that may be its own setting
 */
export function explainSwallowedFlags(script, options, argv, env = process.env) {
  const { names, ordered } = swallowedFlags(script, options, env);
  const loose = argv.findIndex((word) => word.startsWith('-'));
  const values = argv.slice(0, loose === -1 ? argv.length : loose);
  // npm has a setting "json" of its own, which an .npmrc may set.
  if (names.length === 0 || (names.every((name) => name === 'json') && values.length === 0)) return null;
  const given = [...pair(names, ordered, values, options, env), ...argv.slice(values.length).map(quote)];
  const list = names.map((name) => `--${name}`);
  const kept = list.length === 1 ? list[0] : `${list.slice(0, -1).join(', ')} and ${list.at(-1)}`;
  const command = script === 'start' ? 'npm start' : `npm run ${script}`;
  return [`npm kept ${kept} for itself.`, `Put -- before the flags: ${command} -- ${given.join(' ')}`];
}

/**
 * @param {string[]} names
 * @param {boolean} ordered
 * @param {string[]} values
 * @param {Readonly<Record<string, Option>>} options
 * @param {NodeJS.ProcessEnv} env
 * @returns {string[]} flags as they should be typed; "..." stands for a value that cannot be assigned
 */
function pair(names, ordered, values, options, env) {
  const joined = (/** @type {string} */ name) => env[variableOf(name)] ?? '';
  // npm keeps the value of --seconds=2 with its flag; for a flag whose value follows as a word, the variable is "true".
  const waiting = names.filter((name) => options[name]?.type === 'string' && joined(name) === 'true');
  const left = [...values];
  /** @type {Map<string, string>} */
  const found = new Map();
  if (ordered && waiting.length === left.length) {
    for (const name of waiting) found.set(name, left.shift() ?? '');
  }
  for (const [looks, flags] of LOOKS) {
    const suits = (/** @type {string} */ name) => flags.includes(name) || (looks === NUMBER && options[name]?.number !== undefined);
    const open = waiting.filter((name) => !found.has(name) && suits(name));
    const fitting = left.filter((value) => looks.test(value));
    if (open.length !== 1 || fitting.length !== 1) continue;
    found.set(String(open[0]), String(fitting[0]));
    left.splice(left.indexOf(String(fitting[0])), 1);
  }
  return names.map((name) => {
    if (options[name]?.type === 'boolean') return `--${name}`;
    const value = waiting.includes(name) ? found.get(name) : joined(name);
    return `--${name} ${value === undefined ? '...' : quote(value)}`;
  });
}

/** @param {string} name */
function variableOf(name) {
  return `npm_config_${name.replaceAll('-', '_')}`;
}

/**
 * npm sets its variables in the order of the flags. A shell between npm and this program reorders them, but on Linux the
 * environment that the shell itself was started with can be read.
 *
 * @returns {string[]} empty on other systems
 */
function variablesInOrder() {
  for (const pid of [process.ppid, 'self']) {
    try {
      const names = readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0').map((entry) => entry.split('=', 1)[0] ?? '');
      const own = names.filter((name) => name.startsWith('npm_config_'));
      // Where the shell replaced itself with this program, the parent is npm, which has none of these variables.
      if (names.includes('npm_lifecycle_event')) return own;
    } catch {
      // Not Linux, or a process of another user.
    }
  }
  return [];
}

/** @param {string} word */
function quote(word) {
  if (/^[\w@%+=:,./-]+$/.test(word)) return word;
  return /["$`\\!]/.test(word) && process.platform !== 'win32' ? `'${word.replaceAll("'", `'\\''`)}'` : `"${word}"`;
}
