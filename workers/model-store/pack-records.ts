import { sha256Hex } from '../lib/sha256-hex.js';
import * as z from 'zod/mini';
import type { PackManifest } from '../../contract/pack/manifest.js';
import type { FileStore } from './file-store.js';
import { readManifest } from '../../contract/pack/read-manifest.js';
import type { FileEntry } from './verify-file.js';

/** What is known of a pack that is kept, or that began to be: enough to use it without a network. */
export interface PackRecord {
  readonly packUrl: string;
  /** The text of its `pack.json`. */
  readonly source: string;
  /** The text of the hub pack that `source` was made of. */
  readonly template?: string | undefined;
  readonly manifest: PackManifest;
  /** The files that this device uses, tokenizer included. */
  readonly files: readonly FileEntry[];
}

const PREFIX = 'pack-';

const stored = z.object({
  packUrl: z.string(),
  source: z.string(),
  template: z.optional(z.string()),
  files: z.array(z.object({ file: z.string(), bytes: z.number(), sha256: z.string() })),
});

/** The records of the packs on a fileStore, each a small file beside the packs' own. */
export class PackRecords {
  readonly #files: FileStore;

  constructor(fileStore: FileStore) {
    this.#files = fileStore;
  }

  async find(packUrl: string): Promise<PackRecord | null> {
    return this.#read(await nameFor(packUrl));
  }

  async all(): Promise<readonly PackRecord[]> {
    const names = [...(await this.#files.list()).keys()].filter((name) => name.startsWith(PREFIX));
    const records = await Promise.all(names.sort().map((name) => this.#read(name)));
    return records.filter((record) => record !== null);
  }

  async put({ packUrl, source, template, files }: Omit<PackRecord, 'manifest'>): Promise<void> {
    const plain = { packUrl, source, template, files: files.map(({ file, bytes, sha256 }) => ({ file, bytes, sha256 })) };
    await this.#files.write(await nameFor(packUrl), new TextEncoder().encode(JSON.stringify(plain)));
  }

  async remove(packUrl: string): Promise<void> {
    await this.#files.remove(await nameFor(packUrl));
  }

  /** Deletes the files that no record names: those of deleted packs and of older versions. */
  async sweep(): Promise<void> {
    const wanted = new Set((await this.all()).flatMap(({ files }) => files.map(({ sha256 }) => sha256)));
    for (const name of (await this.#files.list()).keys()) {
      if (!name.startsWith(PREFIX) && !wanted.has(name)) await this.#files.remove(name).catch(() => undefined);
    }
  }

  /** A record that does not parse counts as absent: the pack is then fetched anew. */
  async #read(name: string): Promise<PackRecord | null> {
    try {
      const bytes = await this.#files.read(name);
      if (bytes === null) return null;
      const record = stored.parse(JSON.parse(new TextDecoder().decode(bytes)));
      return { ...record, manifest: await readManifest(record.source) };
    } catch {
      return null;
    }
  }
}

async function nameFor(packUrl: string): Promise<string> {
  return `${PREFIX}${(await sha256Hex(new TextEncoder().encode(packUrl))).slice(0, 32)}`;
}
