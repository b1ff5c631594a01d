/** The processes of the engines, as the one that measures talks to them. */
import { spawn } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { PROJECT } from '../../cli/prepare.mjs';

/** @typedef {{ name: string, threads: number, order: (order: object) => Promise<any>, end: () => void }} Engine */

/**
 * @param {string} kind "wasm", "native:cpu" or "native:webgpu"
 * @param {number} threads
 * @param {string} runtime folder of onnxruntime-node
 * @returns {Engine}
 */
export function ortEngine(kind, threads, runtime) {
  return engine(kind.replace('native:cpu', 'native'), threads, process.execPath, [fileURLToPath(new URL('engine.mjs', import.meta.url)), kind, String(threads), runtime]);
}

/**
 * @param {'eager' | 'compiled'} way
 * @param {number} threads
 * @param {{ python: string, pack: string, weights: string }} from `weights`: a file that keeps what was read out of the pack; what was compiled is kept beside it
 * @returns {Engine}
 */
export function torchEngine(way, threads, { python, pack, weights }) {
  return engine(`PyTorch ${way}`, threads, python, ['-m', 'training.evaluation.torch_engine', way, '--threads', String(threads), '--pack', pack, '--weights', weights], { TORCHINDUCTOR_CACHE_DIR: path.join(path.dirname(weights), 'compiled') });
}

/**
 * @param {string} name
 * @param {number} threads
 * @param {string} program
 * @param {string[]} given
 * @param {Record<string, string>} [variables]
 * @returns {Engine}
 */
function engine(name, threads, program, given, variables = {}) {
  const child = spawn(program, given, { cwd: PROJECT, stdio: ['pipe', 'pipe', 'pipe'], env: { ...process.env, PYTHONPATH: PROJECT, ...variables } });
  let complaints = '';
  child.stderr.on('data', (text) => {
    complaints = `${complaints}${text}`.slice(-2000);
  });
  /** @type {((answer: object) => void)[]} */
  const waiting = [];
  // Libraries may print lines of their own.
  createInterface({ input: child.stdout }).on('line', (line) => {
    if (line.startsWith('{')) waiting.shift()?.(JSON.parse(line));
  });
  let ended = false;
  const end = () => {
    ended = true;
    const last = complaints.trim().split('\n').at(-1) ?? '';
    for (const answer of waiting.splice(0)) answer({ error: `${name} has ended: ${last}` });
  };
  child.on('exit', end);
  child.on('error', end);
  child.stdin.on('error', () => undefined);
  return {
    name,
    threads,
    order: (order) =>
      ended
        ? Promise.resolve({ error: `${name} has ended.` })
        : new Promise((resolve) => {
            waiting.push(resolve);
            child.stdin.write(`${JSON.stringify(order)}\n`);
          }),
    end: () => child.kill(),
  };
}
