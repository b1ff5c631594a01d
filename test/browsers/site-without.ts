import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { createServer, request as ask, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DIST, PROJECT } from '../../cli/prepare.mjs';
import { serve } from '../../cli/serve.mjs';

interface Removal {
  /** Takes the feature away, in the page and in its workers, before anything of the app runs. */
  readonly script: string;
  readonly isPresent: () => boolean;
}

const REMOVALS = {
  OPFS: { script: 'if (self.StorageManager) delete StorageManager.prototype.getDirectory;', isPresent: () => 'StorageManager' in self && 'getDirectory' in StorageManager.prototype },
  'Web Locks': { script: 'for (const kind of [self.Navigator, self.WorkerNavigator]) if (kind) delete kind.prototype.locks;', isPresent: () => 'locks' in navigator },
  'Media Source Extensions': { script: 'delete self.MediaSource; delete self.ManagedMediaSource;', isPresent: () => 'MediaSource' in self || 'ManagedMediaSource' in self },
  SharedArrayBuffer: { script: 'delete self.SharedArrayBuffer;', isPresent: () => 'SharedArrayBuffer' in self },
  'AbortSignal.any': { script: 'delete AbortSignal.any;', isPresent: () => 'any' in AbortSignal },
  BroadcastChannel: { script: 'delete self.BroadcastChannel;', isPresent: () => 'BroadcastChannel' in self },
  'crypto.randomUUID': { script: 'delete Crypto.prototype.randomUUID;', isPresent: () => 'randomUUID' in crypto },
  WebCodecs: {
    script: "for (const name of ['VideoEncoder', 'VideoDecoder', 'VideoFrame', 'EncodedVideoChunk', 'ImageDecoder']) delete self[name];",
    isPresent: () => 'VideoEncoder' in self,
  },
} satisfies Record<string, Removal>;

export type Feature = keyof typeof REMOVALS;
export const FEATURES = Object.keys(REMOVALS) as readonly Feature[];
export const isPresent = (feature: Feature): (() => boolean) => REMOVALS[feature].isPresent;

/** Keeps what a console would show as errors, for browsers whose driver does not tell. */
const WATCH = `if (self.document) {
  self.seenErrors = [];
  const see = (what) => seenErrors.push(String(what));
  addEventListener('error', (event) => see(event.message || event.target.src || event.target.href || 'an element did not load'), true);
  addEventListener('unhandledrejection', (event) => see(event.reason));
  addEventListener('securitypolicyviolation', (event) => see(event.violatedDirective + ' ' + event.blockedURI));
  const log = console.error;
  console.error = (...args) => { see(args.join(' ')); log.apply(console, args); };
}`;

export interface SiteWithout {
  /** The studio, for `BrowserPage.go`. */
  readonly url: string;
  readonly close: () => Promise<void>;
}

export interface SiteOptions {
  /** Whether it sends the headers that give threads. */
  readonly isolated?: boolean;
  /** Whether it has its service worker, which would fetch the whole app again and arrange isolation. */
  readonly serviceWorker?: boolean;
}

/**
 * Serves the built app with toy graphs to a browser that seems to lack `features`. Each site is an origin of its own, so
 * nothing that one keeps helps another.
 */
export async function openSiteWithout(features: readonly Feature[], { isolated = true, serviceWorker = false }: SiteOptions = {}): Promise<SiteWithout> {
  const folder = await mkdtemp(path.join(tmpdir(), 'kinora-without-'));
  const mounts: Record<string, string> = { '/packs/starter/': path.join(PROJECT, 'test/fixtures/tiny-pack') };
  const mount = async (address: string, content: string): Promise<void> => {
    const file = path.join(folder, path.basename(address));
    await writeFile(file, content);
    mounts[address] = file;
  };
  // A file of the site's own, since its policy forbids scripts in the page.
  await mount('/without.js', [WATCH, ...features.map((feature) => REMOVALS[feature].script)].join('\n'));
  const html = await readFile(path.join(DIST, 'index.html'), 'utf8');
  await mount('/index.html', html.replace('<script', '<script src="./without.js"></script><script'));
  for (const name of await readdir(path.join(DIST, 'assets'))) {
    if (!/\.worker-.*\.js$/.test(name)) continue;
    // What a module imports runs before it, in order.
    await mount(`/assets/${name}`, `import '../without.js';${await readFile(path.join(DIST, 'assets', name), 'utf8')}`);
  }
  if (!serviceWorker) await mount('/service-worker.js', 'throw new Error("There is none.");');
  const site = await serve({ root: DIST, mounts, isolated, guarded: true });
  return {
    url: `${site.url}index.html`,
    close: async () => {
      await site.close();
      await rm(folder, { recursive: true });
    },
  };
}

/** Host of a site that came over plain HTTP from elsewhere, for browsers behind {@link PlainHttp}. */
const PLAIN_HOST = 'kinora.test';

/** A proxy that has `http://kinora.test/` served by a site of this machine: an insecure context, without any network. */
export class PlainHttp {
  readonly #server: Server;
  #behind = '';

  private constructor() {
    this.#server = createServer((request, response) => {
      const asked = new URL(request.url ?? '/', `http://${PLAIN_HOST}`);
      const target = asked.hostname === '127.0.0.1' ? asked : asked.hostname === PLAIN_HOST && this.#behind !== '' ? new URL(asked.pathname, this.#behind) : null;
      // Browsers ask for things of their own, such as updates.
      if (target === null) {
        response.writeHead(502).end();
        return;
      }
      const { host: _, ...headers } = request.headers;
      const passed = ask(target, { method: request.method, headers }, (answer) => {
        response.writeHead(answer.statusCode ?? 500, answer.headers);
        answer.pipe(response);
      });
      passed.once('error', () => response.destroy());
      passed.end();
    });
  }

  static async open(): Promise<PlainHttp> {
    const proxy = new PlainHttp();
    await new Promise<void>((resolve) => proxy.#server.listen(0, '127.0.0.1', resolve));
    return proxy;
  }

  /** For `LaunchOptions.proxy`. */
  get address(): string {
    return `127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** The address under which the browser finds `site` from now on. */
  show(site: string): string {
    this.#behind = site;
    return `http://${PLAIN_HOST}${new URL(site).pathname}`;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}
