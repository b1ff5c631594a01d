import type { Golden } from '../../../contract/pack/graph-schema.js';
import type { NamedTensors } from '../pipelines/tensors/graph-runner.js';

/**
 * In dB, of the range of what is compared. Half floats come out at 40 and more on noise with the starter pack, and at 52 and more on what films
 * are made of; what a driver gets wrong is near 0.
 */
const ALIKE = 30;

/** The inputs of a golden: even noise of variance 1, the same for each input. */
export function noiseFor({ inputs }: Golden): NamedTensors {
  return Object.fromEntries(
    Object.entries(inputs).map(([name, shape]) => {
      const data = noise(shape.reduce((product, length) => product * length, 1));
      return [name, { dtype: 'float32', shape, data }];
    }),
  );
}

/** A linear congruential generator, which `training/export/half_precision/variants.py` has as well. */
function noise(count: number): Float32Array<ArrayBuffer> {
  let state = 0;
  return Float32Array.from({ length: count }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state / 2 ** 31 - 1) * Math.sqrt(3);
  });
}

/** Whether a graph made of the noise what it should have. */
export function isAlike(made: NamedTensors, { outputs }: Golden): boolean {
  return Object.entries(outputs).every(([name, { every, numbers }]) => {
    const data = made[name]?.data as ArrayLike<number> | undefined;
    if (!data) return false;
    const error = numbers.reduce((sum, number, i) => sum + (number - (data[i * every] ?? NaN)) ** 2, 0) / numbers.length;
    const range = Math.max(...numbers) - Math.min(...numbers);
    // Not a number is unlike everything.
    return error <= (range === 0 ? 1 : range) ** 2 / 10 ** (ALIKE / 10);
  });
}
