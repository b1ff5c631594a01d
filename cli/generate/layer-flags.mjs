/** Reads `--layer` and `--title`: what is shown, and behind it where, when and how. */
import path from 'node:path';
import { resolveTyped } from '../typed-path.mjs';
import { BadInputError } from './failures.mjs';

/** @typedef {import('../../contract/request/layers/layer.js').FlatLayer<never>} FlatLayer */
/** @typedef {import('../../contract/request/layers/layer.js').LayerPlace} LayerPlace */
/** @typedef {Pick<import('./arguments.mjs').Rules, 'usualPlaces' | 'usualTitlePlace'>} Rules */
/** `picture`: an absolute path. @typedef {{ layer: Omit<FlatLayer, keyof LayerPlace> & Partial<LayerPlace>, picture: string | null }} ReadLayer */

const NUMBER = String.raw`[-+]?(?:\d+\.?\d*|\.\d+)`;
const NUMBERS = ['size', 'turn', 'from', 'to', 'seed', 'weight'];
const NAMES = { layer: { from: 'start', to: 'end' }, title: { from: 'start', to: 'end', motion: 'titleMotion' } };

/** A clause at the end of a text. */
const CLAUSES = {
  layer: new RegExp(String.raw`(?:^|\s+)(?:at\s+(?<x>${NUMBER})\s*,\s*(?<y>${NUMBER})|(?<word>size|turn|from|to|seed|motion)\s+(?<value>${NUMBER})|picture\s+(?:'(?<quoted>[^']+)'|(?<file>\S+)))$`, 'iu'),
  title: new RegExp(String.raw`(?:^|\s+)(?:at\s+(?<x>${NUMBER})\s*,\s*(?<y>${NUMBER})|(?<word>size|turn|from|to|weight|motion|colou?r|outline)\s+(?<value>\S+))$`, 'iu'),
};
const HAS_PLACE = new RegExp(String.raw`\sat\s+${NUMBER}\s*,\s*${NUMBER}(?:\s|$)`, 'iu');

/**
 * @param {string} text such as "a dog running at 0.35,0.6 size 0.7 turn 10 from 1 to 3"
 * @param {'layer' | 'title'} kind
 * @param {string} cwd
 * @returns {ReadLayer}
 */
export function readLayer(text, kind, cwd) {
  /** @type {Record<string, number | string>} */
  const fields = {};
  /** @type {string | null} */
  let picture = null;
  let rest = text.trim();
  // The words of a title may be anything, such as "open from 9 to 5": what stands behind them begins with its place.
  const hasClauses = kind === 'layer' || HAS_PLACE.test(rest);
  for (let match = CLAUSES[kind].exec(rest); hasClauses && match !== null && fields['x'] === undefined; match = CLAUSES[kind].exec(rest)) {
    const { x, y, word, value = '', quoted, file = quoted } = match.groups ?? {};
    rest = rest.slice(0, match.index);
    if (x !== undefined) Object.assign(fields, { x: Number(x), y: Number(y) });
    else if (file !== undefined) picture = resolveTyped(cwd, file);
    else setField(fields, kind, (word ?? '').toLowerCase(), value);
  }
  return { layer: { ...(kind === 'title' ? { text: rest.replaceAll('\\n', '\n') } : { prompt: rest, ...(picture !== null && { image: /** @type {const} */ (true) }) }), ...fields }, picture };
}

/**
 * @param {Record<string, number | string>} fields
 * @param {'layer' | 'title'} kind
 * @param {string} word
 * @param {string} value
 */
function setField(fields, kind, word, value) {
  const name = /** @type {Record<string, string>} */ (NAMES[kind])[word] ?? (word === 'color' ? 'colour' : word);
  const isNumber = NUMBERS.includes(word) || kind === 'layer';
  if (isNumber && !Number.isFinite(Number(value))) throw new BadInputError(`The ${word} of a ${kind} is "${value}", which is not a number.`, 'Write it in digits, such as 0.7.');
  fields[name] = isNumber ? Number(value) : value;
}

/**
 * @param {readonly ReadLayer[]} things of --layer
 * @param {readonly ReadLayer[]} titles of --title, which are in front
 * @param {Rules} rules
 * @returns {FlatLayer[]} with a place each
 */
export function placeLayers(things, titles, { usualPlaces, usualTitlePlace }) {
  const places = usualPlaces(things.length);
  return [
    ...things.map(({ layer }, i) => ({ .../** @type {LayerPlace} */ (places[i]), ...layer })),
    ...titles.map(({ layer }, i) => ({ ...usualTitlePlace(i), ...layer })),
  ];
}

/**
 * @param {string} text such as "1024x576", or a name
 * @param {Readonly<Record<string, import('../../contract/request/request.js').FilmSize>>} named
 */
export function readSize(text, named) {
  const own = named[text.trim().toLowerCase()];
  if (own !== undefined) return own;
  const [, width, height] = /^(\d+)\s*[x×]\s*(\d+)$/iu.exec(text.trim()) ?? [];
  if (width === undefined || height === undefined) throw new BadInputError(`--size is "${text}".`, `Write it as 1024x576, or use ${Object.keys(named).join(', ')}.`);
  return { width: Number(width), height: Number(height) };
}

/**
 * A record in a scenes file: its scenes, and what of a film goes with them.
 *
 * @param {Record<string, unknown>} record
 * @param {string} file
 * @returns {{ fields: Record<string, unknown>, pictures: (string | null)[] }} pictures of its layers, as absolute paths
 */
export function readComposition(record, file) {
  const { layers, size, fps, hideSubject, transparent } = record;
  if (layers !== undefined && !Array.isArray(layers)) throw new BadInputError(`"layers" of ${file} is not a list.`, 'Write a list such as [{ "prompt": "a dog", "x": 0.5, "y": 0.6, "size": 0.7 }].');
  const given = /** @type {unknown[]} */ (layers ?? []);
  const imageOf = (/** @type {unknown} */ layer) => (typeof layer === 'object' && layer !== null && 'image' in layer && typeof layer.image === 'string' ? layer.image : null);
  const pictures = given.map((layer) => (imageOf(layer) === null ? null : path.resolve(path.dirname(file), imageOf(layer) ?? '')));
  const marked = given.map((layer) => (imageOf(layer) === null ? layer : { .../** @type {object} */ (layer), image: true }));
  const fields = { ...(layers === undefined ? {} : { layers: marked }), size, fps, hideSubject, transparent };
  return { fields: Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)), pictures };
}
