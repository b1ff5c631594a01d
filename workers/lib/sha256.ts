/**
 * SHA-256 (FIPS 180-4) that takes its input piece by piece: `crypto.subtle` wants it whole, and a file of a pack is
 * checked while it comes in, so that it never has to fit in memory.
 */
const BLOCK_BYTES = 64;
const ROUNDS = 64;

/** The first 32 bits of the fractional part of `root(prime)`, for the first `count` primes. */
function primeBits(count: number, root: (prime: number) => number): Uint32Array {
  const found: number[] = [];
  for (let candidate = 2; found.length < count; candidate++) {
    if (found.every((prime) => candidate % prime !== 0)) found.push(candidate);
  }
  return Uint32Array.from(found, (prime) => (root(prime) % 1) * 2 ** 32);
}

const INITIAL_STATE = primeBits(8, Math.sqrt);
const ROUND_CONSTANTS = Int32Array.from(primeBits(ROUNDS, Math.cbrt));

export class Sha256 {
  readonly #state = INITIAL_STATE.slice();
  readonly #schedule = new Int32Array(ROUNDS);
  readonly #pending = new Uint8Array(BLOCK_BYTES);
  #pendingBytes = 0;
  #totalBytes = 0;

  update(bytes: Uint8Array): this {
    let position = 0;
    this.#totalBytes += bytes.length;
    if (this.#pendingBytes > 0) {
      position = Math.min(BLOCK_BYTES - this.#pendingBytes, bytes.length);
      this.#pending.set(bytes.subarray(0, position), this.#pendingBytes);
      this.#pendingBytes += position;
      if (this.#pendingBytes < BLOCK_BYTES) return this;
      this.#absorb(this.#pending, 0);
    }
    for (; position + BLOCK_BYTES <= bytes.length; position += BLOCK_BYTES) this.#absorb(bytes, position);
    this.#pending.set(bytes.subarray(position));
    this.#pendingBytes = bytes.length - position;
    return this;
  }

  /** The digest in lower-case hex. Ends this object's use. */
  hex(): string {
    const bits = this.#totalBytes * 8;
    const padded = new Uint8Array(this.#pendingBytes < BLOCK_BYTES - 8 ? BLOCK_BYTES : 2 * BLOCK_BYTES);
    padded.set(this.#pending.subarray(0, this.#pendingBytes));
    padded[this.#pendingBytes] = 0x80;
    const view = new DataView(padded.buffer);
    view.setUint32(padded.length - 8, Math.floor(bits / 2 ** 32));
    view.setUint32(padded.length - 4, bits >>> 0);
    for (let position = 0; position < padded.length; position += BLOCK_BYTES) this.#absorb(padded, position);
    return Array.from(this.#state, (word) => word.toString(16).padStart(8, '0')).join('');
  }

  /** The compression function on the block at `offset`. Plain numbers and no iterators: this is the hot loop. */
  #absorb(bytes: Uint8Array, offset: number): void {
    const w = this.#schedule;
    for (let t = 0, i = offset; t < 16; t++, i += 4) {
      w[t] = (bytes[i]! << 24) | (bytes[i + 1]! << 16) | (bytes[i + 2]! << 8) | bytes[i + 3]!;
    }
    for (let t = 16; t < ROUNDS; t++) {
      const early = w[t - 15]!;
      const late = w[t - 2]!;
      const sigma0 = ((early >>> 7) | (early << 25)) ^ ((early >>> 18) | (early << 14)) ^ (early >>> 3);
      const sigma1 = ((late >>> 17) | (late << 15)) ^ ((late >>> 19) | (late << 13)) ^ (late >>> 10);
      w[t] = (w[t - 16]! + sigma0 + w[t - 7]! + sigma1) | 0;
    }
    const state = this.#state;
    let a = state[0]! | 0;
    let b = state[1]! | 0;
    let c = state[2]! | 0;
    let d = state[3]! | 0;
    let e = state[4]! | 0;
    let f = state[5]! | 0;
    let g = state[6]! | 0;
    let h = state[7]! | 0;
    for (let t = 0; t < ROUNDS; t++) {
      const sum1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
      const mixed = (h + sum1 + ((e & f) ^ (~e & g)) + ROUND_CONSTANTS[t]! + w[t]!) | 0;
      const sum0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
      const majority = (a & b) ^ (a & c) ^ (b & c);
      h = g;
      g = f;
      f = e;
      e = (d + mixed) | 0;
      d = c;
      c = b;
      b = a;
      a = (mixed + sum0 + majority) | 0;
    }
    state[0] = state[0]! + a;
    state[1] = state[1]! + b;
    state[2] = state[2]! + c;
    state[3] = state[3]! + d;
    state[4] = state[4]! + e;
    state[5] = state[5]! + f;
    state[6] = state[6]! + g;
    state[7] = state[7]! + h;
  }
}
