/**
 * Standard Gaussian noise that is the same, bit for bit, on every machine.
 *
 * `Math.log` and `Math.cos` may differ in the last bit between engines, so only operations that IEEE 754 fixes are
 * used: the polar method with a logarithm of our own.
 *
 * @param seed unsigned 32-bit integer
 * @param stream which draw of the job this is, so that each window has noise of its own; unsigned 32-bit integer
 */
export function gaussianNoise(seed: number, stream: number, length: number): Float32Array {
  const random = xoshiro128(seed, stream);
  const noise = new Float32Array(length);
  for (let i = 0; i < length; i += 2) {
    let u: number, v: number, square: number;
    do {
      u = 2 * random() - 1;
      v = 2 * random() - 1;
      square = u * u + v * v;
    } while (square >= 1 || square === 0);
    const factor = Math.sqrt((-2 * naturalLog(square)) / square);
    noise[i] = u * factor;
    if (i + 1 < length) noise[i + 1] = v * factor;
  }
  return noise;
}

const LN2 = 0.6931471805599453;
const SERIES_TERMS = 14;

/** ln(x) for positive normal x, by x = m * 2^e with m in [2/3, 4/3) and the series of artanh. */
export function naturalLog(x: number): number {
  let mantissa = x;
  let exponent = 0;
  while (mantissa >= 4 / 3) {
    mantissa /= 2;
    exponent++;
  }
  while (mantissa < 2 / 3) {
    mantissa *= 2;
    exponent--;
  }
  const z = (mantissa - 1) / (mantissa + 1);
  let sum = 0;
  for (let k = SERIES_TERMS; k >= 0; k--) sum = sum * z * z + 1 / (2 * k + 1);
  return 2 * z * sum + exponent * LN2;
}

/** The xoshiro128** generator (Blackman and Vigna, public domain), seeded by two words; yields numbers in [0, 1). */
function xoshiro128(seed: number, stream: number): () => number {
  const next = splitmix32(seed);
  const other = splitmix32(stream ^ 0x6b696e6f);
  let [a, b, c, d] = [next() ^ other(), next() ^ other(), next() ^ other(), (next() ^ other()) | 1];
  const word = (): number => {
    const scrambled = Math.imul(rotateLeft(Math.imul(b, 5), 7), 9);
    const shifted = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = rotateLeft(d, 11);
    return scrambled >>> 0;
  };
  // 53 random bits: enough that the squares of the polar method never repeat visibly.
  return () => ((word() >>> 5) * 0x4000000 + (word() >>> 6)) / 0x20000000000000;
}

function rotateLeft(word: number, bits: number): number {
  return (word << bits) | (word >>> (32 - bits));
}

function splitmix32(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x9e3779b9) | 0;
    let mixed = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    return mixed ^ (mixed >>> 15);
  };
}
