/** Inputs of a graph that are the same for every engine and on every machine. */
import { writeFile } from 'node:fs/promises';

/**
 * Masks and switches are 1, levels of noise 0.7, and a subject is where one can be; pictures and rows of tables are noise, as everything else.
 *
 * @type {Record<string, number>}
 */
const FIXED = { text_mask: 1, context_mask: 1, subject: 1, sigma: 0.7, known: 1, where: 0.4, square: 0.4 };
/** What has colours in 0..1; everything else is in -1..1. */
const PICTURES = ['image', 'alpha', 'plate', 'small'];
/** Words of a prompt; the rest is empty. */
const TOKENS = 5;

/** @typedef {{ name: string, type: string, shape: number[] }} TensorFacts as ONNX Runtime tells them of a graph */
/** @typedef {TensorFacts & { data: Int32Array | Float32Array }} Input */

/** mulberry32 */
let seed = 7;
const random = () => {
  seed = (seed + 0x6d2b79f5) | 0;
  let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
};

/**
 * @param {readonly TensorFacts[]} tensors the inputs of a graph
 * @param {readonly { name: string, role: string }[]} described as `pack.json` has them
 * @returns {Input[]}
 */
export function inputsFor(tensors, described) {
  return tensors.map(({ name, type, shape }) => {
    const count = shape.reduce((product, size) => product * size, 1);
    if (type === 'int32') return { name, type, shape, data: Int32Array.from({ length: count }, (_, at) => (at < TOKENS ? 2 + Math.floor(random() * 500) : 0)) };
    const role = described.find((input) => input.name === name)?.role ?? name;
    const isPicture = PICTURES.includes(name) || role === 'image';
    const fixed = FIXED[name] ?? (/mask$/i.test(role) ? 1 : undefined);
    return { name, type, shape, data: Float32Array.from({ length: count }, () => fixed ?? (isPicture ? random() : random() * 2 - 1)) };
  });
}

/**
 * The same in files that engines read, one each.
 *
 * @param {readonly TensorFacts[]} tensors
 * @param {readonly { name: string, role: string }[]} described
 * @param {string} prefix of the files
 */
export function writeInputs(tensors, described, prefix) {
  return Promise.all(
    inputsFor(tensors, described).map(async ({ data, ...input }) => {
      const path = `${prefix}${input.name}.in`;
      await writeFile(path, data);
      return { ...input, path };
    }),
  );
}

/**
 * In dB, of the range of the first.
 *
 * @param {Float32Array} one
 * @param {Float32Array} other
 */
export function psnr(one, other) {
  let [error, least, most] = [0, Infinity, -Infinity];
  for (const [at, value] of one.entries()) {
    error += (value - (other[at] ?? 0)) ** 2;
    least = Math.min(least, value);
    most = Math.max(most, value);
  }
  return 10 * Math.log10((most - least) ** 2 / (error / one.length));
}
