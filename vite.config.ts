import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defaultClientConditions, defineConfig } from 'vite';

/**
 * Cross-origin isolation: WebAssembly threads need SharedArrayBuffer, and browsers give it to isolated pages only.
 * Static hosts that cannot send these get them from workers/service-worker.ts.
 */
const ISOLATION_HEADERS = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'same-origin',
};

/** Entries by output name; a page that does not exist yet is left out. */
const ENTRIES = {
  index: 'index.html',
  embed: 'embed.html',
  'service-worker': 'workers/service-worker.ts',
};

/**
 * ONNX Runtime offers two builds of each entry. The "extern-wasm" one loads its WebAssembly only from the URLs that
 * workers/generator/runtime/ort-build.ts gives it, which are files of this build: nothing comes from a CDN.
 */
const RESOLVE_CONDITIONS = ['onnxruntime-web-use-extern-wasm', ...defaultClientConditions];

const absolute = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  // Relative, so that the build works under any path of any static host.
  base: './',
  plugins: [react()],
  resolve: { conditions: RESOLVE_CONDITIONS },
  optimizeDeps: { exclude: ['onnxruntime-web'] },
  worker: { format: 'es' },
  server: { headers: ISOLATION_HEADERS },
  preview: { headers: ISOLATION_HEADERS },
  build: {
    target: 'es2022',
    // ONNX Runtime's WebAssembly is megabytes by nature; the warning would say so at each build.
    chunkSizeWarningLimit: 1200,
    rolldownOptions: {
      input: Object.fromEntries(
        Object.entries(ENTRIES)
          .map(([name, path]) => [name, absolute(path)] as const)
          .filter(([, path]) => existsSync(path)),
      ),
      output: {
        // A service worker's address is its identity and its folder is its scope, so it keeps a fixed name at the root.
        entryFileNames: (chunk) => (chunk.name === 'service-worker' ? 'service-worker.js' : 'assets/[name]-[hash].js'),
      },
    },
  },
});
