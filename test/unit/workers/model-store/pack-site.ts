import { createHash } from 'node:crypto';
import type { RandomFile } from '../../../../workers/lib/random-file.js';
import type { FileStore } from '../../../../workers/model-store/file-store.js';
import { PackStorage, type PackStoragePlatform } from '../../../../workers/model-store/pack-storage.js';
import type { FileEntry } from '../../../../workers/model-store/verify-file.js';

/** A fileStore that outlives the stores that use it, as a disk does. */
export class MemoryFileStore implements FileStore {
  readonly files = new Map<string, Uint8Array<ArrayBuffer>>();
  /** Bytes after which writing fails, as a full disk does. */
  capacity = Infinity;
  /** Whether the disk says so when it is asked for room that it has not. */
  honest = false;

  list(): Promise<ReadonlyMap<string, number>> {
    return Promise.resolve(new Map([...this.files].map(([name, bytes]) => [name, bytes.length])));
  }

  read(name: string): Promise<Uint8Array<ArrayBuffer> | null> {
    return Promise.resolve(this.files.get(name)?.slice() ?? null);
  }

  file(name: string): Promise<Blob | null> {
    const bytes = this.files.get(name);
    return Promise.resolve(bytes ? new Blob([bytes]) : null);
  }

  write(name: string, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    this.files.set(name, bytes.slice());
    return Promise.resolve();
  }

  hasRoomFor(bytes: number): Promise<boolean> {
    const taken = [...this.files.values()].reduce((sum, file) => sum + file.length, 0);
    return Promise.resolve(!this.honest || taken + bytes <= this.capacity);
  }

  open(name: string): Promise<RandomFile> {
    const { files } = this;
    const content = (): Uint8Array<ArrayBuffer> => files.get(name) ?? new Uint8Array(0);
    files.set(name, content());
    const taken = (): number => [...files.values()].reduce((sum, bytes) => sum + bytes.length, 0);
    return Promise.resolve({
      size: () => content().length,
      read: (position, length) => content().slice(position, position + length),
      write: (position, bytes) => {
        if (taken() + bytes.length > this.capacity) throw new DOMException('Full.', 'QuotaExceededError');
        const longer = new Uint8Array(Math.max(content().length, position + bytes.length));
        longer.set(content());
        longer.set(bytes, position);
        files.set(name, longer);
      },
      truncate: (size) => void files.set(name, content().slice(0, size)),
      flush: () => undefined,
      close: () => undefined,
    });
  }

  remove(name: string): Promise<void> {
    this.files.delete(name);
    return Promise.resolve();
  }
}

export interface SiteRequest {
  readonly path: string;
  /** First byte asked for; 0 without a Range header. */
  readonly from: number;
  /** Behind the last byte asked for, where one was named. */
  readonly to?: number;
}

/** How the next answer for a path goes wrong. */
export interface Mishap {
  /** The connection drops when the file has come to this byte. */
  readonly dropAt?: number;
  /** This byte of the file arrives with one bit flipped. */
  readonly flipAt?: number;
}

const CHUNK_BYTES = 1000;

/** A web server in memory: ranges, dropped connections and damaged bytes, in chunks of a thousand bytes. */
export class FakeSite {
  readonly files = new Map<string, Uint8Array<ArrayBuffer>>();
  readonly requests: SiteRequest[] = [];
  /** Used up in order, one for each answer of the path. */
  readonly mishaps = new Map<string, Mishap[]>();
  understandsRange = true;
  down = false;

  requestsFor(path: string): SiteRequest[] {
    return this.requests.filter((request) => request.path === path);
  }

  readonly fetch = (url: URL, init: RequestInit): Promise<Response> => {
    if (this.down) return Promise.reject(new TypeError('Failed to fetch'));
    const range = /^bytes=(\d+)-(\d*)$/.exec(new Headers(init.headers).get('Range') ?? '');
    const from = range === null ? 0 : Number(range[1]);
    const to = range === null || range[2] === '' ? undefined : Number(range[2]) + 1;
    this.requests.push({ path: url.pathname, from, ...(to !== undefined && { to }) });
    const body = this.files.get(url.pathname);
    if (!body) return Promise.resolve(new Response(null, { status: 404 }));
    if (from > 0 && from >= body.length) return Promise.resolve(new Response(null, { status: 416 }));
    const start = this.understandsRange ? from : 0;
    const { dropAt, flipAt } = this.mishaps.get(url.pathname)?.shift() ?? {};
    const sent = body.slice(0, this.understandsRange ? to : undefined);
    if (flipAt !== undefined) sent[flipAt]! ^= 1;
    let position = start;
    const stream = new ReadableStream<Uint8Array>({
      pull: (controller) => {
        const aborted = init.signal?.aborted === true;
        if (aborted || position === dropAt) {
          controller.error(aborted ? init.signal?.reason : new TypeError('network error'));
          return;
        }
        const end = Math.min(position + CHUNK_BYTES, dropAt ?? sent.length, sent.length);
        if (end > position) controller.enqueue(sent.slice(position, end));
        position = end;
        if (position !== dropAt && position >= sent.length) controller.close();
      },
    });
    const partial = this.understandsRange && (start > 0 || to !== undefined);
    return Promise.resolve(
      new Response(stream, { status: partial ? 206 : 200, headers: partial ? { 'Content-Range': `bytes ${start}-${sent.length - 1}/${body.length}` } : {} }),
    );
  };
}

/** Bytes that look random and are always the same. */
export function noise(bytes: number, seed: number): Uint8Array<ArrayBuffer> {
  let state = seed;
  return Uint8Array.from({ length: bytes }, () => (state = (state * 1103515245 + 12345) & 0x7fffffff) >>> 16);
}

export function entryFor(file: string, content: Uint8Array): FileEntry {
  return { file, bytes: content.length, sha256: createHash('sha256').update(content).digest('hex') };
}

/** A store on `fileStore` that fetches from `site`, as a page that was just opened has one. */
export function openStore(fileStore: FileStore | null, site: FakeSite, free: number | null = null, platform: Partial<PackStoragePlatform> = {}): PackStorage {
  return new PackStorage({
    fileStore,
    fetch: site.fetch,
    wait: () => Promise.resolve(),
    lock: (_name, _signal, work) => work(),
    freeBytes: () => Promise.resolve(free),
    usedBytes: () => Promise.resolve(0),
    ...platform,
  });
}
