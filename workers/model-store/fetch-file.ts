import { sha256 } from '@noble/hashes/sha2.js';
import { Failure } from '../../contract/errors/failure.js';
import type { RandomFile } from '../lib/random-file.js';
import { toHex } from '../lib/sha256-hex.js';
import { isBusy, nameOf, notReached, refused } from './server-faults.js';
import { cutShort, notTheFile, tooLong, type FileEntry } from './verify-file.js';

export interface FetchOptions {
  readonly fetch: (url: URL, init: RequestInit) => Promise<Response>;
  readonly signal: AbortSignal;
  /** Hears the bytes of the file that are here. */
  readonly onBytes: (received: number) => void;
  /** Waits before another try, in milliseconds; rejects when `signal` aborts. */
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>;
}

/** Pauses before each new try of a connection that brought nothing, in milliseconds. */
const PAUSES_MS = [300, 1000, 3000] as const;
const READ_BYTES = 1 << 20;

/** Takes a file piece by piece: `crypto.subtle` wants it whole, and a file of a pack need not fit in memory. */
type Sha256Hash = ReturnType<typeof sha256.create>;

/**
 * Brings `file` to the content that `entry` promises: goes on where it ends, hashes what comes while it comes, picks a
 * dropped connection up again, and fetches a file that turns out damaged once more from the start.
 * What came stays in `file` when this throws, except when it was wrong.
 *
 * @throws Failure `pack-file-interrupted`, as {@link refused} and {@link notReached}; or of the damage, when the second try is damaged as well
 */
export async function fetchFile(file: RandomFile, url: URL, entry: FileEntry, tools: FetchOptions): Promise<void> {
  const { signal, onBytes, wait } = tools;
  let answered = file.size() > 0;
  const fetch: FetchOptions['fetch'] = async (...asked) => {
    const response = await tools.fetch(...asked);
    answered = true;
    return response;
  };
  let hash = hashSoFar(file);
  let damagedBefore = false;
  let fruitless = 0;
  onBytes(file.size());
  for (;;) {
    signal.throwIfAborted();
    let damage: Failure | null = null;
    if (file.size() < entry.bytes) {
      const before = file.size();
      try {
        hash = await receive(file, hash, url, entry, { ...tools, fetch });
        if (file.size() <= before) damage = cutShort(entry, file.size());
      } catch (error) {
        if ((error instanceof Failure && !isBusy(error)) || signal.aborted || isDiskFull(error)) throw error;
        fruitless = file.size() > before ? 0 : fruitless + 1;
        const pause = PAUSES_MS[fruitless];
        if (pause === undefined) throw error instanceof Failure ? error : answered ? connectionDropped(url, file.size(), entry, error) : notReached(url, error);
        await wait(pause, signal);
        continue;
      }
    }
    if (file.size() > entry.bytes) damage = tooLong(entry, file.size());
    else if (file.size() === entry.bytes) {
      const found = toHex(hash.digest());
      if (found === entry.sha256) return;
      damage = notTheFile(entry, found);
    }
    if (damage === null) continue;
    file.truncate(0);
    hash = sha256.create();
    if (damagedBefore) throw damage;
    damagedBefore = true;
    onBytes(0);
  }
}

/** One connection: adds what it brings to `file`. Returns the hash to go on with. */
async function receive(file: RandomFile, hash: Sha256Hash, url: URL, entry: FileEntry, tools: FetchOptions): Promise<Sha256Hash> {
  const start = file.size();
  const response = await tools.fetch(url, {
    signal: tools.signal,
    // Kept by us, so a second copy in the browser's own cache would only take room.
    cache: 'no-store',
    ...(start > 0 ? { headers: { Range: `bytes=${start}-` } } : {}),
  });
  // Nothing follows what is here already.
  if (response.status === 416 && start > 0) return hash;
  if (!response.ok) throw refused(url, response.status);
  let running = hash;
  if (start > 0 && !goesOnAt(response, start)) {
    file.truncate(0);
    running = sha256.create();
  }
  const reader = (response.body ?? new Blob([await response.arrayBuffer()]).stream()).getReader();
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      const room = entry.bytes - file.size();
      // More than was promised: take one byte too many, which tells, and not a disk full of them.
      const bytes = part.value.length > room ? part.value.subarray(0, room + 1) : part.value;
      file.write(file.size(), bytes);
      running.update(bytes);
      tools.onBytes(Math.min(file.size(), entry.bytes));
      if (file.size() > entry.bytes) break;
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
  return running;
}

function goesOnAt(response: Response, start: number): boolean {
  if (response.status !== 206) return false;
  // Another origin need not let us see this header; the hash finds out in the end.
  const range = response.headers.get('Content-Range');
  return range === null || range.startsWith(`bytes ${start}-`);
}

function hashSoFar(file: RandomFile): Sha256Hash {
  const hash = sha256.create();
  for (let position = 0; position < file.size(); position += READ_BYTES) {
    hash.update(file.read(position, READ_BYTES));
  }
  return hash;
}

function connectionDropped(url: URL, received: number, entry: FileEntry, cause: unknown): Failure {
  const percent = Math.floor((100 * received) / entry.bytes);
  return Failure.because('pack-file-interrupted', { file: nameOf(url), percent }, cause);
}

const isDiskFull = (error: unknown): boolean => error instanceof DOMException && error.name === 'QuotaExceededError';
