/** IEEE 754 half floats as their bits, for browsers that have no Float16Array. */

const BITS = new Uint32Array(1);
const FLOAT = new Float32Array(BITS.buffer);

const MANTISSA_BITS = 10;
/** Mantissa bits that a float has and a half has not. */
const DROPPED = 13;
const HALF_INFINITY = 0x7c00;
/** Exponent bias of floats less that of halves. */
const BIAS_DIFFERENCE = 112;
/** Of the smallest half that is no subnormal, in a float's bits. */
const SMALLEST_NORMAL = (BIAS_DIFFERENCE + 1) << 23;
/** 2^-24, the smallest half. */
const SMALLEST = 2 ** -24;

/** The nearest half of each number; what is too large becomes infinite. */
export function toHalfFloats(numbers: ArrayLike<number>): Uint16Array {
  const halves = new Uint16Array(numbers.length);
  for (let i = 0; i < halves.length; i++) halves[i] = halfOf(numbers[i] ?? 0);
  return halves;
}

export function fromHalfFloats(halves: ArrayLike<number>): Float32Array {
  const numbers = new Float32Array(halves.length);
  for (let i = 0; i < numbers.length; i++) numbers[i] = numberOf(halves[i] ?? 0);
  return numbers;
}

function halfOf(number: number): number {
  FLOAT[0] = number;
  const bits = BITS[0] ?? 0;
  const sign = (bits >>> 16) & 0x8000;
  const magnitude = bits & 0x7fff_ffff;
  if (magnitude > 0x7f80_0000) return sign | 0x7e00;
  if (magnitude < SMALLEST_NORMAL) {
    // Subnormal: a whole number of the smallest half, to even where two are as near.
    FLOAT[0] = number;
    return sign | roundToEven(Math.abs(FLOAT[0]) / SMALLEST);
  }
  const half = magnitude - (BIAS_DIFFERENCE << 23);
  const odd = (half >>> DROPPED) & 1;
  const rounded = (half + 0xfff + odd) >>> DROPPED;
  return sign | Math.min(rounded, HALF_INFINITY);
}

function roundToEven(number: number): number {
  const floor = Math.floor(number);
  const rest = number - floor;
  return rest > 0.5 || (rest === 0.5 && floor % 2 === 1) ? floor + 1 : floor;
}

function numberOf(half: number): number {
  const sign = half & 0x8000 ? -1 : 1;
  const exponent = (half >>> MANTISSA_BITS) & 0x1f;
  const mantissa = half & 0x3ff;
  if (exponent === 0x1f) return mantissa === 0 ? sign * Infinity : NaN;
  if (exponent === 0) return sign * mantissa * SMALLEST;
  return sign * (1 + mantissa / 1024) * 2 ** (exponent - 15);
}
