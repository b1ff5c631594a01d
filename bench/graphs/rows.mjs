/** The numbers reported of graphs on engines. */
import { median, percentile } from '../summary.mjs';

/** @typedef {{ times: number[], cpuMs: number, peakMB: number }} Turn `cpuMs`: of one run, in the median of its turn */
/**
 * @typedef {object} Row
 * @property {string} graph
 * @property {string} engine
 * @property {number} threads
 * @property {number} loadMs
 * @property {number} firstMs the first run
 * @property {number} medianMs
 * @property {number} p10Ms
 * @property {number} p90Ms
 * @property {number} leastMs
 * @property {number} cpuMs processor time of a run, of all threads together
 * @property {number} runs
 * @property {number} gflops a second, in the median of runs
 * @property {number} gflopsOfCpu a second of processor time
 * @property {number | null} roofShare
 * @property {number | null} ofNative null where onnxruntime-node had no turns on as many threads
 * @property {number | null} cpuOfNative likewise, of the processor time
 * @property {number | null} psnr of the first output, in dB, to onnxruntime-node on the CPU; null of that itself
 * @property {number} peakMB of the engine's process so far
 */

/**
 * @param {Pick<Row, 'graph' | 'engine' | 'threads' | 'loadMs' | 'firstMs' | 'psnr'>} of
 * @param {readonly Turn[]} turns
 * @param {{ beside: readonly Turn[] | null, flops: number, roof: number | null }} compared `beside`: the turns of onnxruntime-node; `roof`: GFLOP a second of processor time of a matrix product
 * @returns {Row}
 */
export function rowOf(of, turns, { beside, flops, roof }) {
  const times = turns.flatMap((turn) => turn.times);
  const leastMs = Math.min(...times);
  const cpuMs = turns.map((turn) => turn.cpuMs);
  const medianMs = median(times);
  const gflopsOfCpu = flops / median(cpuMs) / 1e6;
  const besides = beside?.map((turn, at) => median(turns[at]?.times ?? []) / median(turn.times)) ?? null;
  const cpuBesides = beside?.map((turn, at) => (cpuMs[at] ?? 0) / turn.cpuMs) ?? null;
  return {
    ...of,
    medianMs,
    p10Ms: percentile(times, 0.1),
    p90Ms: percentile(times, 0.9),
    leastMs,
    cpuMs: median(cpuMs),
    runs: times.length,
    gflops: flops / medianMs / 1e6,
    gflopsOfCpu,
    roofShare: roof === null || flops === 0 ? null : gflopsOfCpu / roof,
    ofNative: besides === null ? null : median(besides),
    cpuOfNative: cpuBesides === null ? null : median(cpuBesides),
    peakMB: Math.max(...turns.map((turn) => turn.peakMB)),
  };
}

/**
 * @param {readonly Row[]} rows
 * @param {string} gemm
 * @returns {string} in Markdown
 */
export function tableOf(rows, gemm) {
  const heads = ['graph', 'engine, threads', 'ms (10th to 90th)', 'CPU ms', 'of native: time, CPU', 'GFLOP/s', 'roof', 'PSNR, dB', 'load, first run, ms'];
  const cells = rows.map((row) => [
    row.graph === gemm ? 'one matrix product' : row.graph,
    `${row.engine}, ${row.threads}`,
    `${row.medianMs.toFixed(1)} (${row.p10Ms.toFixed(1)} to ${row.p90Ms.toFixed(1)})`,
    row.cpuMs.toFixed(1),
    row.ofNative === null || row.cpuOfNative === null ? '-' : `${row.ofNative.toFixed(2)}, ${row.cpuOfNative.toFixed(2)}`,
    row.gflops === 0 ? '-' : row.gflops.toFixed(1),
    row.roofShare === null ? '-' : `${(100 * row.roofShare).toFixed(0)} %`,
    row.psnr === null ? '-' : Number.isFinite(row.psnr) ? row.psnr.toFixed(0) : 'equal',
    `${row.loadMs.toFixed(0)}, ${row.firstMs.toFixed(0)}`,
  ]);
  return [heads, heads.map((_, at) => (at < 2 ? '---' : '---:')), ...cells].map((line) => `| ${line.join(' | ')} |`).join('\n');
}

/**
 * Of WebAssembly on one thread.
 *
 * @param {readonly Row[]} rows
 * @param {string} gemm
 */
export function ratiosToNative(rows, gemm) {
  return rows.flatMap(({ graph, engine, threads, cpuOfNative }) => (engine === 'wasm' && threads === 1 && graph !== gemm && cpuOfNative !== null ? [{ graph, ratio: cpuOfNative }] : []));
}

/**
 * What a run takes now, as a ratio of what it took in another report.
 *
 * @param {readonly Row[]} rows
 * @param {readonly Row[]} before
 * @returns {string} in Markdown
 */
export function compareGraphs(rows, before) {
  const lines = rows.flatMap((row) => {
    const then = before.find(({ graph, engine, threads }) => graph === row.graph && engine === row.engine && threads === row.threads);
    return then ? [`| ${row.graph} | ${row.engine}, ${row.threads} | ${(row.medianMs / then.medianMs).toFixed(2)} | ${(row.cpuMs / then.cpuMs).toFixed(2)} |`] : [];
  });
  return ['| graph | engine, threads | times that of before | its CPU time |', '|---|---|---:|---:|', ...lines].join('\n');
}
