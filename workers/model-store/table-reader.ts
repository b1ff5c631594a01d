import { HASH_BYTES, hashCount, rowBytes, type PackTable } from '../../contract/pack/table-schema.js';
import { LOCAL_PACK_SCHEME } from '../../contract/pack-store.js';
import { Failure } from '../../contract/errors/failure.js';
import { sha256Hex, toHex } from '../lib/sha256-hex.js';
import type { PackStorage } from './pack-storage.js';
import { isBusy, refused } from './server-faults.js';
import { notTheFile } from './verify-file.js';

/** Pauses before each new try of a request that brought nothing, in milliseconds. */
const PAUSES_MS = [300, 1000] as const;
/** Pieces that stay in memory, of about 16 kB each: those of a few films. */
const MOST_PIECES = 256;

/** Where in a table rows lie that are hashed together. */
interface Piece {
  readonly number: number;
  readonly start: number;
  readonly end: number;
}

/**
 * Reads rows out of tables of a pack. Rows that were hashed together are a piece; only pieces are read, and each is verified: out of the
 * file where that is kept, or a part of it is, else from the network by a Range request.
 */
export class TableReader {
  readonly #store: PackStorage;
  readonly #filesUrl: string;
  /** By SHA-256, the oldest first. */
  readonly #pieces = new Map<string, Uint8Array<ArrayBuffer>>();
  /** Of each table, all of them. */
  readonly #hashes = new Map<string, Promise<Uint8Array>>();
  /** Tables that come as a whole, because their server knows no ranges; those that are not kept stay here. */
  readonly #whole = new Map<string, Promise<Blob>>();

  constructor(store: PackStorage, filesUrl: string) {
    this.#store = store;
    this.#filesUrl = filesUrl;
  }

  /**
   * @param keep whether what comes as a whole is kept
   * @returns the rows one after another, each as it is stored
   * @throws Failure `pack-rows-not-reached`; as {@link PackStorage.open}
   */
  async read(table: PackTable, rows: readonly number[], keep: boolean, signal: AbortSignal): Promise<Uint8Array<ArrayBuffer>> {
    const length = rowBytes(table);
    const wrong = rows.find((row) => row < 0 || row >= table.rows);
    if (wrong !== undefined) throw new Error(`The table ${table.file} has no row ${wrong}.`);
    const pieces = await this.#piecesWith(table, rows, keep, signal);
    const all = new Uint8Array(rows.length * length);
    for (const [i, row] of rows.entries()) {
      const at = (row % table.rowsPerHash) * length;
      all.set(pieces.get(pieceOf(table, row))?.subarray(at, at + length) ?? [], i * length);
    }
    return all;
  }

  async #piecesWith(table: PackTable, rows: readonly number[], keep: boolean, signal: AbortSignal): Promise<ReadonlyMap<number, Uint8Array<ArrayBuffer>>> {
    const hashes = await this.#hashesOf(table, keep, signal);
    const found = new Map<number, Uint8Array<ArrayBuffer>>();
    const absent: Piece[] = [];
    const wanted = [...new Set(rows.map((row) => pieceOf(table, row)))].sort((a, b) => a - b);
    for (const piece of wanted.map((number) => placeOf(table, number))) {
      const known = this.#pieces.get(hashOf(hashes, piece.number)) ?? (await this.#kept(table, piece, hashes));
      if (known) found.set(piece.number, known);
      else absent.push(piece);
    }
    const fetched = await Promise.all(neighbours(absent).map((together) => this.#fetch(table, together, hashes, keep, signal)));
    for (const [number, bytes] of fetched.flat()) found.set(number, bytes);
    for (const [number, bytes] of found) this.#remember(hashOf(hashes, number), bytes);
    return found;
  }

  #hashesOf({ hashes }: PackTable, keep: boolean, signal: AbortSignal): Promise<Uint8Array> {
    const known = this.#hashes.get(hashes.sha256);
    if (known) return known;
    const read = this.#store.read(this.#filesUrl, hashes, keep, signal, () => undefined);
    this.#hashes.set(hashes.sha256, read);
    read.catch(() => this.#hashes.delete(hashes.sha256));
    return read;
  }

  /** A piece out of the file on this device; null where it is not there. A file with a piece that rotted is given up, as it would be when it is loaded. */
  async #kept(table: PackTable, piece: Piece, hashes: Uint8Array): Promise<Uint8Array<ArrayBuffer> | null> {
    const { fileStore } = this.#store.platform;
    try {
      const file = (await this.#whole.get(table.sha256)) ?? (await fileStore?.file(table.sha256)) ?? null;
      if (file === null || file.size < piece.end) return null;
      const bytes = new Uint8Array(await file.slice(piece.start, piece.end).arrayBuffer());
      if ((await sha256Hex(bytes)) === hashOf(hashes, piece.number)) return bytes;
      if (file.size >= table.bytes) await fileStore?.remove(table.sha256);
    } catch {
      // It is being written by another worker.
    }
    return null;
  }

  async #fetch(table: PackTable, pieces: readonly Piece[], hashes: Uint8Array, keep: boolean, signal: AbortSignal): Promise<readonly (readonly [number, Uint8Array<ArrayBuffer>])[]> {
    const start = pieces[0]?.start ?? 0;
    const end = pieces.at(-1)?.end ?? 0;
    for (const cache of ['default', 'reload'] as const) {
      const bytes = (await this.#fetchRange(table, start, end, cache, signal)) ?? (await this.#fetchWhole(table, start, end, keep, signal));
      const parts = pieces.map((piece) => [piece.number, bytes.slice(piece.start - start, piece.end - start)] as const);
      const sums = await Promise.all(parts.map(([, part]) => sha256Hex(part)));
      const wrong = parts.findIndex(([number], i) => sums[i] !== hashOf(hashes, number));
      if (wrong < 0) return parts;
      // Once more, past what caches on the way have of it.
      if (cache === 'reload') throw notTheFile({ ...table, sha256: hashOf(hashes, pieces[wrong]?.number ?? 0) }, sums[wrong] ?? '');
    }
    return [];
  }

  /** Null where the server answers with something else than the range. */
  async #fetchRange(table: PackTable, start: number, end: number, cache: RequestCache, signal: AbortSignal): Promise<Uint8Array<ArrayBuffer> | null> {
    if (this.#filesUrl.startsWith(LOCAL_PACK_SCHEME)) return null;
    const { fetch, wait } = this.#store.platform;
    const url = new URL(table.file, table.base ?? this.#filesUrl);
    for (let tries = 0; ; tries++) {
      try {
        const response = await fetch(url, { signal, cache, headers: { Range: `bytes=${start}-${end - 1}` } });
        if (response.status === 206) {
          const bytes = new Uint8Array(await response.arrayBuffer());
          return bytes.length === end - start ? bytes : null;
        }
        await response.body?.cancel();
        if (response.ok) return null;
        throw refused(url, response.status);
      } catch (error) {
        if ((error instanceof Failure && !isBusy(error)) || signal.aborted) throw error;
        const pause = PAUSES_MS[tries];
        if (pause === undefined) throw error instanceof Failure ? error : Failure.because('pack-rows-not-reached', { host: url.host }, error);
        await wait(pause, signal);
      }
    }
  }

  async #fetchWhole(table: PackTable, start: number, end: number, keep: boolean, signal: AbortSignal): Promise<Uint8Array<ArrayBuffer>> {
    const coming = this.#whole.get(table.sha256) ?? this.#store.open(this.#filesUrl, table, keep, signal, () => undefined);
    this.#whole.set(table.sha256, coming);
    const forget = (): void => void this.#whole.delete(table.sha256);
    coming.then(() => (keep && this.#store.platform.fileStore !== null ? forget() : undefined), forget);
    return new Uint8Array(await (await coming).slice(start, end).arrayBuffer());
  }

  #remember(hash: string, bytes: Uint8Array<ArrayBuffer>): void {
    this.#pieces.delete(hash);
    this.#pieces.set(hash, bytes);
    for (const oldest of [...this.#pieces.keys()].slice(0, Math.max(0, this.#pieces.size - MOST_PIECES))) this.#pieces.delete(oldest);
  }
}

const pieceOf = ({ rowsPerHash }: PackTable, row: number): number => Math.floor(row / rowsPerHash);

function placeOf(table: PackTable, number: number): Piece {
  const length = table.rowsPerHash * rowBytes(table);
  return { number, start: number * length, end: number === hashCount(table) - 1 ? table.bytes : (number + 1) * length };
}

const hashOf = (hashes: Uint8Array, number: number): string => toHex(hashes.subarray(number * HASH_BYTES, (number + 1) * HASH_BYTES));

/** Pieces that lie side by side are one request. */
function neighbours(pieces: readonly Piece[]): readonly (readonly Piece[])[] {
  const groups: Piece[][] = [];
  for (const piece of pieces) {
    const last = groups.at(-1);
    if (last?.at(-1)?.end === piece.start) last.push(piece);
    else groups.push([piece]);
  }
  return groups;
}
