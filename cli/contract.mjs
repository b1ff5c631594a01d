/** The rules for a request, read from the one file that the page and the worker read them from. */
import { fileURLToPath } from 'node:url';
import { runnerImport } from 'vite';

const SOURCE = fileURLToPath(new URL('../contract/check-request.ts', import.meta.url));

/**
 * Node 20 cannot import TypeScript, so Vite does.
 *
 * @returns {Promise<typeof import('../contract/check-request.js').findRequestFault>}
 */
export async function loadRequestCheck() {
  /** @type {{ module: typeof import('../contract/check-request.js') }} */
  const { module } = await runnerImport(SOURCE, { configFile: false, logLevel: 'error' });
  return module.findRequestFault;
}
