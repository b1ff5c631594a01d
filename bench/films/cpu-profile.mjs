/** What the generator's worker does with its time, by the source file that the work is written in. */
import { existsSync, readFileSync } from 'node:fs';
import { SourceMap } from 'node:module';
import path from 'node:path';

const INTERVAL_US = 500;

/** @typedef {{ id: number, callFrame: { functionName: string, url: string, lineNumber: number, columnNumber: number }, children?: number[] }} ProfileNode */
/** @typedef {{ nodes: ProfileNode[], samples?: number[], timeDeltas?: number[] }} Profile */

/**
 * Profiles a worker of a page until `stop` is called. Playwright has no session for workers, so this one speaks through the page's.
 *
 * @param {import('playwright-core').Page} page
 * @param {RegExp} worker what the worker's address has in it
 */
export async function profileWorker(page, worker) {
  const session = await page.context().newCDPSession(page);
  /** @type {Map<number, (result: any) => void>} */
  const waiting = new Map();
  let calls = 0;
  const attached = new Promise((/** @type {(id: string) => void} */ resolve) => {
    session.on('Target.attachedToTarget', ({ sessionId, targetInfo }) => {
      if (targetInfo.type === 'worker' && worker.test(targetInfo.url)) resolve(sessionId);
    });
  });
  session.on('Target.receivedMessageFromTarget', ({ message }) => {
    const { id, result } = JSON.parse(message);
    waiting.get(id)?.(result);
  });
  await session.send('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: false, flatten: false });
  const sessionId = await attached;
  const send = (/** @type {string} */ method, params = {}) =>
    new Promise((/** @type {(result: any) => void} */ resolve) => {
      const id = ++calls;
      waiting.set(id, resolve);
      void session.send('Target.sendMessageToTarget', { sessionId, message: JSON.stringify({ id, method, params }) });
    });
  await send('Profiler.enable');
  await send('Profiler.setSamplingInterval', { interval: INTERVAL_US });
  await send('Profiler.start');
  return {
    /** @returns {Promise<Profile>} */
    stop: async () => {
      const { profile } = await send('Profiler.stop');
      await session.detach();
      return profile;
    },
  };
}

/**
 * Shares of the time in which the worker did something, by what `kindOf` calls a source file. What the browser does for a function counts as that function's.
 *
 * @param {Profile} profile
 * @param {string} dist the site, built with source maps
 * @param {(file: string) => string} kindOf of the path of a source, below the project or below node_modules; "wasm" for WebAssembly
 * @returns {{ shares: Record<string, number>, files: Record<string, number>, busy: number }} `busy`: of the time that was watched
 */
export function sharesOf({ nodes, samples = [], timeDeltas = [] }, dist, kindOf) {
  const maps = new Map();
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const parents = new Map(nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id])));
  /** @param {ProfileNode} node @returns {string} */
  const fileOf = (node) => {
    const { url, lineNumber, columnNumber, functionName } = node.callFrame;
    if (url.startsWith('wasm:') || url.endsWith('.wasm')) return 'wasm';
    if (functionName === '(garbage collector)') return functionName;
    if (url === '') {
      const parent = byId.get(parents.get(node.id) ?? -1);
      return parent === undefined ? functionName : parent.callFrame.functionName === '(root)' ? functionName : fileOf(parent);
    }
    const script = path.join(dist, new URL(url).pathname);
    if (!maps.has(script)) maps.set(script, existsSync(`${script}.map`) ? new SourceMap(JSON.parse(readFileSync(`${script}.map`, 'utf8'))) : null);
    const found = maps.get(script)?.findEntry(lineNumber, columnNumber);
    return found && 'originalSource' in found ? found.originalSource.replace(/^(?:\.\.\/)+/, '') : path.basename(script);
  };
  /** @type {Record<string, number>} */
  const files = {};
  /** @type {Record<string, number>} */
  const shares = {};
  let total = 0;
  let busy = 0;
  const known = new Map(nodes.map((node) => [node.id, node.callFrame.functionName === '(idle)' ? null : fileOf(node)]));
  for (const [at, id] of samples.entries()) {
    const time = timeDeltas[at] ?? 0;
    total += time;
    const file = known.get(id) ?? null;
    if (file === null) continue;
    busy += time;
    files[file] = (files[file] ?? 0) + time;
    shares[kindOf(file)] = (shares[kindOf(file)] ?? 0) + time;
  }
  const parts = (/** @type {Record<string, number>} */ sums) => Object.fromEntries(Object.entries(sums).map(([name, time]) => [name, time / busy]).sort(([, one], [, other]) => Number(other) - Number(one)));
  return { shares: parts(shares), files: parts(files), busy: busy / total };
}
