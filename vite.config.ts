import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defaultClientConditions, defineConfig, type Plugin } from 'vite';
import { ISOLATION_HEADERS, META_POLICY } from './cli/site-headers.mjs';
import { contentSecurityPolicyPlugin } from './vite/content-security-policy-plugin.js';
import { embedSdkPlugin } from './vite/embed-sdk-plugin.js';
import { serviceWorkerPlugin } from './vite/service-worker-plugin.js';
import { FEW_CHUNKS } from './vite/page-chunks.js';
import { ENTRY_APART } from './vite/worker-chunks.js';

/** Entries by output name; a page that does not exist yet is left out. */
const ENTRIES = {
  index: 'index.html',
  embed: 'embed.html',
  bench: 'bench.html',
};

const EMBED_SDK = 'embed-sdk/create-kinora.ts';

/**
 * ONNX Runtime offers two builds of each entry. The "extern-wasm" one loads its WebAssembly only from the URLs that
 * workers/generator/runtime/ort-build.ts gives it, which are files of this build: nothing comes from a CDN.
 */
const RESOLVE_CONDITIONS = ['onnxruntime-web-use-extern-wasm', ...defaultClientConditions];

/** `npm run dev` has no build with `/embed.js` in it, so the source answers there, and other origins may load it. */
function serveEmbedJs(): Plugin {
  return {
    name: 'kinora-serve-embed-js',
    configureServer(server) {
      server.middlewares.use((request, response, next) => {
        if (request.url?.split('?')[0] === '/embed.js') {
          request.url = `/${EMBED_SDK}`;
          response.setHeader('Access-Control-Allow-Origin', '*');
        }
        next();
      });
    },
  };
}

/** Packs are kept by the pack store; licences, examples and the page that measures are read by few, icons and screenshots by the operating system. */
const NOT_IN_THE_SHELL = /^(?:packs|licenses|screenshots|icons|examples)\/|^(?:assets\/)?bench\b|(?:^|\/)[._]|\.(?:map|d\.ts|txt|md)$/;

const absolute = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  // Relative, so that the build works under any path of any static host.
  base: './',
  plugins: [
    react(),
    serveEmbedJs(),
    contentSecurityPolicyPlugin(META_POLICY),
    embedSdkPlugin(absolute(EMBED_SDK)),
    serviceWorkerPlugin({ source: absolute('workers/service-worker/service-worker.ts'), leaveOut: NOT_IN_THE_SHELL }),
  ],
  resolve: { conditions: RESOLVE_CONDITIONS },
  optimizeDeps: { exclude: ['onnxruntime-web'] },
  worker: { format: 'es', rolldownOptions: { output: { codeSplitting: ENTRY_APART } } },
  server: { headers: ISOLATION_HEADERS },
  preview: { headers: ISOLATION_HEADERS },
  build: {
    // The oldest that can make a film; docs/browsers.md says why. For styles it spells out light-dark(), which Safari has from 17.5 on.
    target: ['es2022', 'chrome111', 'firefox130', 'safari16.4'],
    // ONNX Runtime's WebAssembly is megabytes by nature; the warning would say so at each build.
    chunkSizeWarningLimit: 1200,
    rolldownOptions: {
      // A report on slow plugins, which says that the machine is busy; the build has little to gain from it.
      checks: { bundlerTimings: false },
      output: { codeSplitting: FEW_CHUNKS },
      input: Object.fromEntries(
        Object.entries(ENTRIES)
          .map(([name, path]) => [name, absolute(path)] as const)
          .filter(([, path]) => existsSync(path)),
      ),
    },
  },
});
