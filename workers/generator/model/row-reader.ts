import { rowBytes, scalesAt, TABLE_BLOCK, type PackTable } from '../../../contract/pack/table-schema.js';
import type { PackFiles } from '../platform.js';

/** Reads rows of a table of a pack, as float32: PipelineContext.readRows. */
export async function readRows(files: PackFiles, name: string, numbers: Int32Array): Promise<Float32Array> {
  const table = files.manifest.tables[name];
  if (!table) throw new Error(`There is no table ${name}.`);
  const rows = [...new Set(numbers)].filter((number) => number >= 0);
  const bytes = rows.length === 0 ? new Uint8Array() : await files.readRows(table, rows, new AbortController().signal);
  const all = new Float32Array(numbers.length * table.columns);
  const length = rowBytes(table);
  for (const [i, row] of rows.entries()) {
    const decoded = decodeRow(table, bytes.subarray(i * length, (i + 1) * length));
    for (const [at, number] of numbers.entries()) if (number === row) all.set(decoded, at * table.columns);
  }
  return all;
}

/** A row as docs/packs.md has it: its numbers, then a scale for each block of them. */
export function decodeRow(table: Pick<PackTable, 'columns' | 'dtype'>, bytes: Uint8Array): Float32Array {
  const { columns, dtype } = table;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const scales = scalesAt(table);
  // A Float32Array rounds as ONNX Runtime's float32 product does.
  return Float32Array.from({ length: columns }, (_, i) => {
    const number = dtype === 'q8' ? view.getInt8(i) : ((view.getUint8(i >> 1) >> (4 * (i & 1))) & 15) - 8;
    return number * view.getFloat32(scales + 4 * Math.floor(i / TABLE_BLOCK), true);
  });
}
