/** Two layers of the same prompt are two things: each has a seed of its own. The mixing is that of MurmurHash3. */
export function layerSeed(seed: number, number: number): number {
  let mixed = (seed + Math.imul(number + 1, 0x9e37_79b9)) | 0;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85eb_ca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2_ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
