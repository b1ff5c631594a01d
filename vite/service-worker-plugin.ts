import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { build, type Plugin, type ResolvedConfig } from 'vite';
import type { OrtBuildName, SiteFiles } from '../contract/offline.js';

export interface ServiceWorkerOptions {
  /** Absolute path of the source. */
  readonly source: string;
  /** Paths in the output that no visit needs, or that are kept elsewhere. */
  readonly leaveOut: RegExp;
}

/** Named after its content, so its name alone tells whether it is the one that is kept. */
const HASHED_NAME = /^assets\/.+-[\w-]{8}\.\w+$/;
const ORT_FILE = /^assets\/ort(?:-wasm-simd-threaded)?(?:\.(wasm|webgpu|jspi|asyncify))?(?:\.min)?-[\w-]{8}\.(?:wasm|mjs|js)$/;
/** Parts that few films need, fetched by the worker when one does; kept with the runtime, so that they work offline too. */
const RARE_PART = /^assets\/(?:read-video|mediabunny)[\w.-]*\.js$/;
/** Most visits need the Latin letters only; the browser asks for the others when a text holds them. */
const OTHER_SCRIPT_FONT = /-(?:latin-ext|vietnamese|cyrillic|greek)[\w-]*\.woff2$/;
const ORT_BUILDS: Readonly<Record<string, OrtBuildName>> = { webgpu: 'asyncify', asyncify: 'asyncify', jspi: 'jspi' };

/** Builds the service worker after all else, because it holds the list of what the build made. */
export function serviceWorkerPlugin({ source, leaveOut }: ServiceWorkerOptions): Plugin {
  let config: ResolvedConfig;
  return {
    name: 'kinora-service-worker',
    // Not for the tests' own pages, which have a root of their own.
    apply: ({ root }, { command }) => command === 'build' && root === undefined,
    configResolved: (resolved) => {
      config = resolved;
    },
    writeBundle: {
      sequential: true,
      order: 'post',
      handler: async () => {
        const { root } = config;
        const outDir = path.resolve(root, config.build.outDir);
        await build({
          configFile: false,
          root,
          publicDir: false,
          logLevel: 'warn',
          define: { __KINORA_SITE_FILES__: JSON.stringify(listSiteFiles(outDir, leaveOut)) },
          build: {
            outDir,
            emptyOutDir: false,
            target: config.build.target,
            // A service worker's address is its identity and its folder is its scope: a fixed name at the root.
            rolldownOptions: { input: source, output: { format: 'iife', entryFileNames: 'service-worker.js' } },
          },
        });
      },
    },
  };
}

function listSiteFiles(outDir: string, leaveOut: RegExp): SiteFiles {
  const files = readdirSync(outDir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(outDir, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'))
    .filter((file) => !leaveOut.test(file) && file !== 'service-worker.js')
    .sort();
  const isOnUse = (file: string): boolean => ORT_FILE.test(file) || RARE_PART.test(file) || OTHER_SCRIPT_FONT.test(file);
  return {
    shell: files.filter((file) => !isOnUse(file)).map((url) => ({ url, revision: HASHED_NAME.test(url) ? null : hashOf(path.join(outDir, url)) })),
    onUse: files.filter(isOnUse).map((url) => ({ url, build: buildOf(url) })),
  };
}

function buildOf(file: string): SiteFiles['onUse'][number]['build'] {
  if (RARE_PART.test(file)) return 'every';
  const match = ORT_FILE.exec(file);
  return match === null ? 'none' : (ORT_BUILDS[match[1] ?? ''] ?? 'plain');
}

const hashOf = (file: string): string => createHash('sha256').update(readFileSync(file)).digest('hex').slice(0, 16);
