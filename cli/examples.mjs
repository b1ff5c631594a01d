/** `npm run examples`: serves Kinora and, from another origin that may embed and drive it, the pages in `examples/`. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { ignoreClosedOutput } from './broken-pipe.mjs';
import { DIST, PROJECT, PrepareError, ensureBuilt, ensureInstalled } from './prepare.mjs';
import { makeScratchFolder } from './scratch-folder.mjs';
import { serve } from './serve.mjs';

const KINORA_PORT = 4170;
const HOST_PORT = 4180;
/** Kinora's address in the sources of the examples; the server replaces it with the actual one. */
const WRITTEN = `http://127.0.0.1:${KINORA_PORT}/`;

/**
 * @param {{ kinoraPort?: number, hostPort?: number, mounts?: Readonly<Record<string, string>>, logLevel?: 'info' | 'error' }} [options]
 *   ports to try first (0: any free one), and folders served in place of Kinora's own
 * @returns {Promise<{ kinora: string, host: string, close: () => Promise<void> }>}
 */
export async function serveExamples({ kinoraPort = KINORA_PORT, hostPort = HOST_PORT, mounts = {}, logLevel = 'info' } = {}) {
  const { createServer } = await import('vite');
  const { default: react } = await import('@vitejs/plugin-react');
  /** @type {{ kinora: string }} */
  const address = { kinora: WRITTEN };
  const vite = await createServer({
    configFile: false,
    root: path.join(PROJECT, 'examples'),
    cacheDir: path.join(PROJECT, 'node_modules/.vite-examples'),
    logLevel,
    plugins: [
      react(),
      {
        name: 'kinora-address',
        enforce: 'pre',
        transformIndexHtml: { order: 'pre', handler: (html) => html.replaceAll(WRITTEN, address.kinora) },
        transform: (code) => (code.includes(WRITTEN) ? code.replaceAll(WRITTEN, address.kinora) : null),
      },
    ],
    server: { host: 'localhost', port: hostPort === 0 ? await freePort() : hostPort, fs: { allow: [PROJECT] } },
    optimizeDeps: { include: ['react', 'react-dom/client', 'react/jsx-dev-runtime'] },
  });
  await vite.listen();
  const host = vite.resolvedUrls?.local[0];
  if (host === undefined) throw new Error('The examples have no address.');

  // The allow-list that a deployer writes by hand (docs/embedding.md).
  const scratch = makeScratchFolder();
  const list = path.join(scratch.folder, 'embed-hosts.json');
  writeFileSync(list, JSON.stringify({ embed: '*', drive: [new URL(host).origin] }));
  const kinora = await serve({ root: DIST, port: kinoraPort, mounts: { ...mounts, '/embed-hosts.json': list } });
  address.kinora = kinora.url;
  return {
    kinora: kinora.url,
    host,
    close: async () => {
      await Promise.all([vite.close(), kinora.close()]);
      scratch.remove();
    },
  };
}

/** @returns {Promise<number>} */
async function freePort() {
  const site = await serve({ root: DIST });
  await site.close();
  return site.port;
}

async function main() {
  ignoreClosedOutput();
  /** @param {string} line */
  const log = (line) => process.stderr.write(`${line}\n`);
  try {
    await ensureInstalled(log);
    await ensureBuilt(log);
  } catch (error) {
    if (!(error instanceof PrepareError)) throw error;
    log(error.message);
    process.exitCode = 1;
    return;
  }
  const site = await serveExamples({ logLevel: 'error' });
  process.stdout.write(`Kinora is at ${site.kinora}\n`);
  for (const page of ['plain/index.html', 'plain/unseen.html', 'plain/bare.html', 'react/index.html']) {
    process.stdout.write(`Example      ${site.host}${page}\n`);
  }
  process.stdout.write('(Ctrl+C stops them)\n');
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT'])) {
    process.once(signal, () => void site.close().then(() => process.exit(0)));
  }
}

if (process.argv[1] === import.meta.filename) await main();
