import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';

const COMMIT = 'd'.repeat(40);
const REPO = 'someone/drawer';

export interface Hub {
  readonly url: string;
  /** Every path that was asked for. */
  readonly log: string[];
  /** The text of a hub pack for the pack in the folder, under a licence that has to be accepted. */
  readonly pack: string;
  readonly close: () => Promise<void>;
}

interface Filed {
  readonly file: string;
  readonly bytes: number;
}

/** A hub that lists and gives the files of the pack in `folder`, to pages of any origin. */
export async function serveHub(folder: string): Promise<Hub> {
  const manifest = JSON.parse(readFileSync(path.join(folder, 'pack.json'), 'utf8')) as Record<string, unknown>;
  const files = new Map<string, Filed>();
  const pack = withoutHashes(manifest, files) as Record<string, unknown>;
  const log: string[] = [];
  const answers: Record<string, () => unknown> = {
    [`/api/models/${REPO}/revision/main`]: () => ({ id: REPO, sha: COMMIT }),
    [`/api/models/${REPO}/tree/${COMMIT}?recursive=true`]: () => [...files.keys()].map((file) => entryOf(file, readFileSync(path.join(folder, file)))),
  };
  const server = createServer((request, response) => {
    const asked = request.url ?? '';
    log.push(asked);
    const listed = answers[asked];
    const file = new RegExp(`^/${REPO}/resolve/${COMMIT}/(.+)$`).exec(asked)?.[1];
    const headers = { 'Access-Control-Allow-Origin': '*', 'Access-Control-Allow-Headers': 'Range' };
    if (request.method === 'OPTIONS') response.writeHead(204, headers).end();
    else if (listed) response.writeHead(200, { ...headers, 'Content-Type': 'application/json' }).end(JSON.stringify(listed()));
    else if (file !== undefined && files.has(file)) response.writeHead(200, headers).end(readFileSync(path.join(folder, file)));
    else response.writeHead(404, headers).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  return {
    url,
    log,
    pack: JSON.stringify({
      format: 'kinora-hub-pack/1',
      hub: url,
      repos: [{ repo: REPO, revision: 'main' }],
      files: Object.fromEntries([...files].map(([file, { bytes }]) => [file, { about: bytes }])),
      pack: { ...pack, id: 'hub-drawer', title: 'Drawer of a hub', licence: { name: 'Licence of a test', url: 'https://example.com/licence', mustAccept: true } },
    }),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** As a hub has it: small files lie in Git itself. */
function entryOf(file: string, content: Uint8Array): object {
  const size = content.length;
  if (size > 10_000) return { type: 'file', path: file, oid: 'a'.repeat(40), size, lfs: { oid: createHash('sha256').update(content).digest('hex'), size, pointerSize: 134 } };
  return { type: 'file', path: file, oid: createHash('sha1').update(`blob ${size}\0`).update(content).digest('hex'), size };
}

function withoutHashes(value: unknown, files: Map<string, Filed>): unknown {
  if (Array.isArray(value)) return value.map((each) => withoutHashes(each, files));
  if (typeof value !== 'object' || value === null) return value;
  const { bytes, sha256, ...rest } = value as { readonly bytes?: number; readonly sha256?: string; readonly file?: string };
  if (rest.file !== undefined && bytes !== undefined && sha256 !== undefined) files.set(rest.file, { file: rest.file, bytes });
  return Object.fromEntries(Object.entries(rest).map(([name, field]) => [name, withoutHashes(field, files)]));
}
