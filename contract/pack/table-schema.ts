/** Tables of a manifest: files of rows that graphs are given, of which a film reads a few. */
import * as z from 'zod/mini';
import { fileEntry, size, type DeepReadonly } from './fields.js';

/** Numbers of a row that share a scale. */
export const TABLE_BLOCK = 32;
/** Bytes of a scale, a little-endian float32. */
const SCALE_BYTES = 4;
/** Bytes of a SHA-256. */
export const HASH_BYTES = 32;

/** Bytes of a number, as a row has it. */
const NUMBER_BYTES = { q4: 0.5, q8: 1 } as const;

export const table = z.strictObject({
  ...fileEntry,
  rows: size,
  columns: size,
  /** `q4`: two numbers a byte, the first in the low half, each (stored - 8) * scale; `q8`: signed bytes, stored * scale. */
  dtype: z.enum(['q4', 'q8']),
  /** So many rows are hashed together, and so read together. */
  rowsPerHash: size,
  /** Their SHA-256s, one after another. */
  hashes: z.strictObject(fileEntry),
});

export type PackTable = DeepReadonly<z.infer<typeof table>>;

/** Where in a row its numbers end and its scales begin. */
export const scalesAt = ({ columns, dtype }: Pick<PackTable, 'columns' | 'dtype'>): number => Math.ceil(columns * NUMBER_BYTES[dtype]);

export const rowBytes = (table: Pick<PackTable, 'columns' | 'dtype'>): number => scalesAt(table) + Math.ceil(table.columns / TABLE_BLOCK) * SCALE_BYTES;

/** How many pieces are hashed. */
export const hashCount = ({ rows, rowsPerHash }: Pick<PackTable, 'rows' | 'rowsPerHash'>): number => Math.ceil(rows / rowsPerHash);
