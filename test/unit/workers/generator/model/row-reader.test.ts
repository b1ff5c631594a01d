import { describe, expect, test } from 'vitest';
import type { PackTable } from '../../../../../contract/pack/table-schema.js';
import { decodeRow, readRows } from '../../../../../workers/generator/model/row-reader.js';
import type { PackFiles } from '../../../../../workers/generator/platform.js';

/** Numbers, and then scales as little-endian float32. */
function row(numbers: ArrayLike<number>, scales: readonly number[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(numbers.length + 4 * scales.length);
  bytes.set(Uint8Array.from(numbers));
  const view = new DataView(bytes.buffer);
  for (const [i, scale] of scales.entries()) view.setFloat32(numbers.length + 4 * i, scale, true);
  return bytes;
}

describe('a row', () => {
  test('of 8 bits is signed bytes, each with the scale of its block', () => {
    const numbers = Array.from({ length: 35 }, (_, i) => i - 17);
    const decoded = decodeRow({ columns: 35, dtype: 'q8' }, row(Int8Array.from(numbers), [0.5, 0.1]));
    expect([...decoded]).toEqual(numbers.map((number, i) => Math.fround(number * Math.fround(i < 32 ? 0.5 : 0.1))));
  });

  test('of 4 bits has two numbers a byte, the first in the low half, around 8', () => {
    const bytes = new Uint8Array(16).fill(0x88);
    bytes[0] = 0xf0;
    expect([...decodeRow({ columns: 32, dtype: 'q4' }, row(bytes, [-0.25]))].slice(0, 3)).toEqual([2, -1.75, -0]);
  });
});

describe('rows of a pack', () => {
  const table = { columns: 2, dtype: 'q8', rows: 9 } as PackTable;
  const asked: (readonly number[])[] = [];
  const files = {
    manifest: { tables: { words: table } },
    readRows: (_: PackTable, rows: readonly number[]) => {
      asked.push(rows);
      return Promise.resolve(Uint8Array.from(rows.flatMap((number) => [...row(Int8Array.of(number, -number), [2])])));
    },
  } as unknown as PackFiles;

  test('stand in the order of their numbers, each read once, and -1 is a row of zeros', async () => {
    expect([...(await readRows(files, 'words', Int32Array.of(3, -1, 5, 3)))]).toEqual([6, -6, 0, 0, 10, -10, 6, -6]);
    expect(asked).toEqual([[3, 5]]);
  });

  test('are not asked for where there are none', async () => {
    asked.length = 0;
    expect([...(await readRows(files, 'words', Int32Array.of(-1)))]).toEqual([0, 0]);
    expect(asked).toEqual([]);
  });
});
