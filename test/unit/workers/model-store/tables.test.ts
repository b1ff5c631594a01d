import { createHash } from 'node:crypto';
import { beforeEach, describe, expect, test } from 'vitest';
import type { PackTable } from '../../../../contract/pack/table-schema.js';
import { Failure } from '../../../../contract/errors/failure.js';
import { TableReader } from '../../../../workers/model-store/table-reader.js';
import { FakeSite, MemoryFileStore, entryFor, noise, openStore } from './pack-site.js';

const FOLDER = 'https://models.example/toy/';
const PATH = '/toy/words.bin';
/** Numbers of a row, and then two scales. */
const ROW = 64 + 8;
const ROWS = 50;
/** Rows that are hashed together; the last ones are fewer. */
const TOGETHER = 4;
const PIECE = TOGETHER * ROW;

const content = noise(ROWS * ROW, 7);
const hashes = Uint8Array.from(
  Array.from({ length: Math.ceil(ROWS / TOGETHER) }, (_, i) => createHash('sha256').update(content.subarray(i * PIECE, (i + 1) * PIECE)).digest()).flatMap((hash) => [...hash]),
);
const TABLE: PackTable = { ...entryFor('words.bin', content), rows: ROWS, columns: 64, dtype: 'q8', rowsPerHash: TOGETHER, hashes: entryFor('words.hashes.bin', hashes) };
const rowsOf = (...rows: readonly number[]): number[] => rows.flatMap((row) => [...content.subarray(row * ROW, (row + 1) * ROW)]);
const never = new AbortController().signal;

let fileStore: MemoryFileStore;
let site: FakeSite;

/** As a page that was just opened has one. */
const openReader = (): TableReader => new TableReader(openStore(fileStore, site), FOLDER);
const read = async (reader: TableReader, rows: readonly number[], keep = true): Promise<number[]> => [...(await reader.read(TABLE, rows, keep, never))];
const asked = (): (readonly [number, number | undefined])[] => site.requestsFor(PATH).map(({ from, to }) => [from, to]);

async function failureOf(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => null,
    (error: unknown) => (error instanceof Failure ? error.error : error),
  );
}

beforeEach(() => {
  fileStore = new MemoryFileStore();
  site = new FakeSite();
  site.files.set(PATH, content.slice());
  site.files.set('/toy/words.hashes.bin', hashes);
});

describe('rows of a table', () => {
  test('come alone, in the order in which they are asked for, with those that are hashed with them', async () => {
    expect(await read(openReader(), [49, 9, 10])).toEqual(rowsOf(49, 9, 10));
    expect(asked()).toEqual([
      [2 * PIECE, 3 * PIECE],
      [12 * PIECE, ROWS * ROW],
    ]);
    expect(fileStore.files.has(TABLE.sha256)).toBe(false);
  });

  test('that lie side by side are one request, and are not asked for again', async () => {
    const reader = openReader();
    await read(reader, [0, 5, 10]);
    expect(asked()).toEqual([[0, 3 * PIECE]]);
    expect(await read(reader, [11, 1])).toEqual(rowsOf(11, 1));
    expect(asked()).toHaveLength(1);
  });

  test('that arrive damaged come once more, and are refused when they are damaged again', async () => {
    site.mishaps.set(PATH, [{ flipAt: 3 }]);
    expect(await read(openReader(), [0])).toEqual(rowsOf(0));
    expect(asked()).toHaveLength(2);
    site.mishaps.set(PATH, [{ flipAt: 3 }, { flipAt: 3 }]);
    expect(await failureOf(read(openReader(), [0]))).toMatchObject({ code: 'pack-hash-mismatch', params: { file: 'words.bin' } });
  });

  test('come with the whole table where the server knows no ranges, which is kept', async () => {
    site.understandsRange = false;
    expect(await read(openReader(), [20, 3])).toEqual(rowsOf(20, 3));
    expect(fileStore.files.get(TABLE.sha256)).toHaveLength(content.length);
    const before = asked().length;
    expect(await read(openReader(), [40])).toEqual(rowsOf(40));
    expect(asked()).toHaveLength(before);
  });

  test('come with the whole table once in a visit where nothing is kept', async () => {
    site.understandsRange = false;
    const reader = openReader();
    expect(await read(reader, [20], false)).toEqual(rowsOf(20));
    const before = asked().length;
    expect(await read(reader, [30], false)).toEqual(rowsOf(30));
    expect(asked()).toHaveLength(before);
    expect(fileStore.files.size).toBe(0);
  });

  test('are read out of a table that is kept, or of the part that is here, without a network', async () => {
    await openStore(fileStore, site).read(FOLDER, TABLE, true, never, () => undefined);
    await openStore(fileStore, site).read(FOLDER, TABLE.hashes, true, never, () => undefined);
    site.down = true;
    expect(await read(openReader(), [33, 0])).toEqual(rowsOf(33, 0));
    fileStore.files.set(TABLE.sha256, content.slice(0, 5 * PIECE));
    expect(await read(openReader(), [19])).toEqual(rowsOf(19));
    expect(await failureOf(read(openReader(), [20]))).toMatchObject({ code: 'pack-rows-not-reached', params: { host: 'models.example' } });
  });

  test('that rotted in a kept table come from the network, and the table counts as missing', async () => {
    const rotten = content.slice();
    rotten[10 * ROW]! ^= 1;
    fileStore.files.set(TABLE.sha256, rotten);
    expect(await read(openReader(), [10])).toEqual(rowsOf(10));
    expect(fileStore.files.has(TABLE.sha256)).toBe(false);
  });

  test('that the server does not have are told of by file', async () => {
    await read(openReader(), [0]);
    site.files.delete(PATH);
    expect(await failureOf(read(openReader(), [0]))).toMatchObject({ code: 'pack-file-not-found', params: { status: 404 } });
  });
});
