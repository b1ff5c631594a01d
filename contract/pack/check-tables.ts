/** Whether the tables of a manifest are as large as they say, and each input that is given rows names one that fits. */
import type { Found, ManifestParts } from './check-manifest.js';
import { HASH_BYTES, hashCount, rowBytes } from './table-schema.js';

export function checkTables({ tables, graphs, imageToVideo }: ManifestParts): readonly Found[] {
  const found: Found[] = [];
  for (const [name, table] of Object.entries(tables)) {
    const bytes = table.rows * rowBytes(table);
    const hashBytes = hashCount(table) * HASH_BYTES;
    if (table.bytes !== bytes) found.push([['tables', name, 'bytes'], { kind: 'table-bytes', params: { found: table.bytes, expected: bytes } }]);
    if (table.hashes.bytes !== hashBytes) found.push([['tables', name, 'hashes', 'bytes'], { kind: 'table-bytes', params: { found: table.hashes.bytes, expected: hashBytes } }]);
  }
  const used = new Set<string>();
  const use = (name: string, path: readonly PropertyKey[], shape?: readonly (number | string)[]): void => {
    used.add(name);
    const table = Object.hasOwn(tables, name) ? tables[name] : undefined;
    if (!table) found.push([path, { kind: 'table-unknown', params: { table: name, known: Object.keys(tables) } }]);
    else if (shape && shape.at(-1) !== table.columns) {
      found.push([[...path.slice(0, -1), 'shape'], { kind: 'table-columns', params: { shape: JSON.stringify(shape), columns: table.columns } }]);
    }
  };
  for (const [name, { inputs, outputs }] of Object.entries(graphs)) {
    for (const [i, { table, shape }] of inputs.entries()) if (table !== undefined) use(table, ['graphs', name, 'inputs', i, 'table'], shape);
    // What a graph gives are the numbers of rows; whoever takes them says of which table.
    for (const [i, { table }] of outputs.entries()) if (table !== undefined) found.push([['graphs', name, 'outputs', i, 'table'], { kind: 'table-of-output', params: {} }]);
  }
  for (const [i, { table }] of (imageToVideo?.decoder.prepare?.tensors ?? []).entries()) {
    if (table !== undefined) use(table, ['imageToVideo', 'decoder', 'prepare', 'tensors', i, 'table']);
  }
  const unused = Object.keys(tables).filter((name) => !used.has(name));
  return [...found, ...unused.map((name): Found => [['tables', name], { kind: 'table-unused', params: {} }])];
}
