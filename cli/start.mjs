/** `npm start`: installs and builds what is missing, serves the app, and prints its address. */
import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { ignoreClosedOutput } from './broken-pipe.mjs';
import { explainSwallowedFlags, withoutSeparator } from './npm-flags.mjs';
import { DIST, PrepareError, ensureBuilt, ensureInstalled } from './prepare.mjs';
import { serve } from './serve.mjs';

const DEFAULT_PORT = 4170;
const USAGE = 'Usage: npm start -- [--port 1-65535]';
const OPTIONS = /** @type {const} */ ({ port: { type: 'string' } });

/** @param {string} line */
const log = (line) => process.stderr.write(`${line}\n`);

/** @returns {number} */
function wantedPort() {
  const args = withoutSeparator(process.argv.slice(2));
  const swallowed = explainSwallowedFlags('start', OPTIONS, args);
  if (swallowed !== null) throw new RangeError(swallowed.join(' '));
  const { port: typed } = /** @type {{ port?: string }} */ (parseArgs({ args, options: OPTIONS }).values);
  if (typed === undefined) return DEFAULT_PORT;
  const port = Number(typed);
  if (!/^\d+$/.test(typed) || port < 1 || port > 65_535) throw new RangeError(`"${typed}" is no port.`);
  return port;
}

async function main() {
  let port;
  try {
    port = wantedPort();
  } catch (error) {
    log(`${error instanceof Error ? error.message : error} ${USAGE}`);
    return 2;
  }
  try {
    await ensureInstalled(log);
    await ensureBuilt(log);
  } catch (error) {
    if (!(error instanceof PrepareError)) throw error;
    log(error.message);
    return 1;
  }
  if (!existsSync(DIST)) throw new Error(`The build left no ${DIST}.`);

  const site = await serve({ root: DIST, port });
  if (site.port !== port) log(`Port ${port} is taken.`);
  process.stdout.write(`Kinora is at ${site.url} (Ctrl+C stops it)\n`);
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) {
    process.once(signal, () => void site.close().then(() => process.exit(0)));
  }
  return null;
}

ignoreClosedOutput();
const code = await main();
if (code !== null) process.exitCode = code;
