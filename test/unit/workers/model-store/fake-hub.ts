import { createHash } from 'node:crypto';

export const COMMIT = 'c'.repeat(40);

/** A hub in memory, which lists and gives the files of repositories. Files up to `gitBytes` lie in Git itself, without a SHA-256. */
export class FakeHub {
  readonly origin = 'https://hub.example';
  readonly repos = new Map<string, ReadonlyMap<string, Uint8Array<ArrayBuffer>>>();
  readonly requests: string[] = [];
  /** What is answered instead: a status, or nothing at all. */
  refuses: { readonly path: RegExp; readonly status: number | 'nothing' } | null = null;
  gitBytes = 100;
  /** Entries of a listing on one page. */
  pageSize = 1000;

  readonly fetch = (url: URL): Promise<Response> => {
    const path = url.pathname + url.search;
    this.requests.push(path);
    if (this.refuses?.path.test(path)) {
      return this.refuses.status === 'nothing' ? Promise.reject(new TypeError('Failed to fetch')) : Promise.resolve(new Response('{}', { status: this.refuses.status }));
    }
    return Promise.resolve(this.#answer(url));
  };

  #answer(url: URL): Response {
    const revision = /^\/api\/models\/([^/]+\/[^/]+)\/revision\/main$/.exec(url.pathname);
    if (revision) return this.repos.has(revision[1]!) ? Response.json({ id: revision[1], sha: COMMIT }) : new Response(null, { status: 404 });
    const tree = /^\/api\/models\/([^/]+\/[^/]+)\/tree\/(\w+)$/.exec(url.pathname);
    if (tree && tree[2] === COMMIT) return this.#list(tree[1]!, url);
    const file = /^\/([^/]+\/[^/]+)\/resolve\/(\w+)\/(.+)$/.exec(url.pathname);
    const content = file && file[2] === COMMIT ? this.repos.get(file[1]!)?.get(file[3]!) : undefined;
    return content ? new Response(content) : new Response(null, { status: 404 });
  }

  #list(repo: string, url: URL): Response {
    const files = this.repos.get(repo);
    if (!files) return new Response(null, { status: 404 });
    const from = Number(url.searchParams.get('cursor') ?? 0);
    const all = [{ type: 'directory', path: 'unet', oid: '0'.repeat(40), size: 0 }, ...[...files].map(([path, content]) => this.#entry(path, content))];
    const next = from + this.pageSize < all.length ? { Link: `<${url.origin}${url.pathname}?recursive=true&cursor=${from + this.pageSize}>; rel="next"` } : undefined;
    return Response.json(all.slice(from, from + this.pageSize), next && { headers: next });
  }

  #entry(path: string, content: Uint8Array) {
    const size = content.length;
    if (size > this.gitBytes) return { type: 'file', path, oid: 'a'.repeat(40), size, lfs: { oid: sha256(content), size, pointerSize: 134 }, xetHash: 'b'.repeat(64) };
    return { type: 'file', path, oid: createHash('sha1').update(`blob ${size}\0`).update(content).digest('hex'), size };
  }
}

export const sha256 = (content: Uint8Array): string => createHash('sha256').update(content).digest('hex');
