/** Which of a graph's files is measured where nothing else is said. */

/** @typedef {{ file: string, backend: readonly string[], golden?: object }} Variant as `pack.json` has it */

/**
 * The one with its weights, which WebAssembly can run where there is such a one. A variant with a golden has its weights in the file of another.
 *
 * @param {{ variants: readonly Variant[] }} graph
 * @returns {string}
 */
export function variantFile({ variants }) {
  const whole = variants.filter(({ golden }) => golden === undefined);
  const variant = whole.find(({ backend }) => backend.includes('wasm')) ?? whole[0];
  if (variant === undefined) throw new Error('The graph has no variant that holds its weights.');
  return variant.file;
}
