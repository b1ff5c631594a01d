/** Whether the tables of a manifest are as large as they say, and each input that is given rows names one that fits. */
import type { Found, ManifestParts } from './check-manifest.js';
import { HASH_BYTES, hashCount, rowBytes } from './table-schema.js';

export function checkTables({ tables, graphs, textToImage, imageToVideo }: ManifestParts): readonly Found[] {
  const found: Found[] = [];
  for (const [name, table] of Object.entries(tables)) {
    const sizes = [
      [table.bytes, table.rows * rowBytes(table), []],
      [table.hashes.bytes, hashCount(table) * HASH_BYTES, ['hashes']],
    ] as const;
    for (const [bytes, expected, path] of sizes) {
      if (bytes !== expected) found.push([['tables', name, ...path, 'bytes'], { kind: 'table-bytes', params: { found: bytes, expected } }]);
    }
  }
  const use = (path: readonly PropertyKey[], { table: name, shape }: { readonly table?: string | undefined; readonly shape?: readonly (number | string)[] }): void => {
    if (name === undefined) return;
    const table = Object.hasOwn(tables, name) ? tables[name] : undefined;
    if (!table) found.push([[...path, 'table'], { kind: 'table-unknown', params: { table: name, known: Object.keys(tables) } }]);
    else if (shape && shape.at(-1) !== table.columns) found.push([[...path, 'shape'], { kind: 'table-columns', params: { shape: JSON.stringify(shape), columns: table.columns } }]);
  };
  for (const [name, { inputs }] of Object.entries(graphs)) for (const [i, input] of inputs.entries()) use(['graphs', name, 'inputs', i], input);
  for (const [i, tensor] of (imageToVideo?.decoder.prepare?.tensors ?? []).entries()) use(['imageToVideo', 'decoder', 'prepare', 'tensors', i], tensor);
  if (textToImage?.places) {
    const { table: name, rows } = textToImage.places;
    const path = ['textToImage', 'places'];
    use(path, { table: name, shape: [sizeOf(textToImage.latents.shape)] });
    const stored = tables[name]?.rows ?? rows.length;
    if (rows.length > stored) found.push([[...path, 'rows'], { kind: 'place-rows', params: { places: rows.length, rows: stored } }]);
  }
  return found;
}

const sizeOf = (shape: readonly number[]): number => shape.reduce((product, length) => product * length, 1);
