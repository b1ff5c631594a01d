import path from 'node:path';
import { build, type Plugin, type ResolvedConfig } from 'vite';

/** Builds `embed.js` apart from the pages: a module that they share would be a second file, which every host page has to fetch. */
export function embedSdkPlugin(source: string): Plugin {
  let config: ResolvedConfig;
  return {
    name: 'kinora-embed-sdk',
    // Not for the tests' own pages, which have a root of their own.
    apply: ({ root }, { command }) => command === 'build' && root === undefined,
    configResolved: (resolved) => {
      config = resolved;
    },
    writeBundle: {
      sequential: true,
      order: 'pre',
      handler: async () => {
        const { root, build: { outDir, target } } = config;
        await build({
          configFile: false,
          root,
          publicDir: false,
          logLevel: 'warn',
          build: {
            outDir: path.resolve(root, outDir),
            emptyOutDir: false,
            target,
            // Host pages import `createKinora`, from an address that stays.
            rolldownOptions: { input: source, preserveEntrySignatures: 'exports-only', output: { format: 'es', entryFileNames: 'embed.js' } },
          },
        });
      },
    },
  };
}
