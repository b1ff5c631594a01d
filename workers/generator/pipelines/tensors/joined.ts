/** Numbers of several tensors, one after another. */
export function joined(latents: readonly Float32Array[]): Float32Array {
  const all = new Float32Array(latents.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const latent of latents) {
    all.set(latent, at);
    at += latent.length;
  }
  return all;
}
