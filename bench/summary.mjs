/** The numbers reported of several films of one kind. */

/** @typedef {{ peakByProcess: import('./process-memory.mjs').Sizes | null }} ByProcess null where it cannot be told */
/** @typedef {Pick<import('../cli/generate/make-film.mjs').Film, 'metadata' | 'timings' | 'peakMemoryMB' | 'cpuSeconds'> & ByProcess} MeasuredFilm */
/** @typedef {ReturnType<typeof summarise>} Summary */

const STAGES = /** @type {const} */ (['load', 'text', 'image', 'video', 'decode', 'encode', 'total']);

/**
 * Medians of several runs. Times in seconds; stages overlap, so they need not add up to `total`.
 *
 * @param {readonly MeasuredFilm[]} films at least one
 */
export function summarise(films) {
  const first = films[0];
  if (first === undefined) throw new Error('There is nothing to summarise.');
  const { seconds, frames, width, height, fps, backend, adapter, codec, framesSha256 } = first.metadata;
  const timings = Object.fromEntries(STAGES.map((stage) => [stage, round(median(films.map((film) => film.timings[stage])))]));
  const memory = films.flatMap(({ peakMemoryMB }) => (peakMemoryMB === null ? [] : [peakMemoryMB]));
  const cpu = films.flatMap(({ cpuSeconds }) => (cpuSeconds === null ? [] : [cpuSeconds]));
  const totals = films.map(({ timings: { total } }) => total);
  const owners = films.flatMap(({ peakByProcess }) => (peakByProcess === null ? [] : [peakByProcess]));
  return {
    ...{ seconds, frames, width, height, fps, backend, adapter, codec },
    timings: /** @type {Record<(typeof STAGES)[number], number>} */ (timings),
    /** The 10th and the 90th percentile of `total`. */
    totalSpread: [round(percentile(totals, 0.1)), round(percentile(totals, 0.9))],
    /** Processor time of all of the browser's processes, from its start on; null where it cannot be told. */
    cpuSeconds: cpu.length === 0 ? null : round(median(cpu)),
    /** Seconds of work for one second of video, the loading of the model left out; below 1 is faster than real time. */
    realTimeFactor: round(median(films.map((film) => (film.timings.total - film.timings.load) / seconds))),
    peakMemoryMB: memory.length === 0 ? null : Math.round(median(memory)),
    /** What a process has for itself at its own peak, which the processes do not reach together: the page, the one with the GPU, and all others. */
    peakByProcessMB: owners.length === 0 ? null : Object.fromEntries(/** @type {const} */ (['page', 'gpu', 'others']).map((owner) => [owner, Math.round(median(owners.map((sizes) => sizes[owner])) / 1e6)])),
    /** Whether all runs gave the same frames, bit for bit, as the same seed must. */
    sameFrames: framesSha256 === '' ? null : films.every(({ metadata }) => metadata.framesSha256 === framesSha256),
  };
}

/** @param {readonly number[]} numbers at least one */
export function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] ?? Number.NaN : ((sorted[middle - 1] ?? Number.NaN) + (sorted[middle] ?? Number.NaN)) / 2;
}

/**
 * @param {readonly number[]} numbers at least one
 * @param {number} part 0.1: the 10th percentile
 */
export function percentile(numbers, part) {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.round((sorted.length - 1) * part)] ?? Number.NaN;
}

/**
 * @param {readonly (Summary & { readonly kind: string })[]} measured
 * @returns {string} a table in Markdown, aligned for a terminal
 */
export function table(measured) {
  const heads = ['backend', 'film', ...STAGES, '10th to 90th', 'CPU s', 'real-time factor', 'peak MB'];
  const rows = measured.map(({ kind, seconds, width, height, timings, totalSpread, cpuSeconds, realTimeFactor, peakMemoryMB }) => [
    kind,
    `${seconds} s of ${width}x${height}`,
    ...STAGES.map((stage) => timings[stage].toFixed(2)),
    totalSpread.map((total) => total.toFixed(2)).join(' to '),
    cpuSeconds === null ? '-' : cpuSeconds.toFixed(1),
    realTimeFactor.toFixed(2),
    peakMemoryMB === null ? '-' : String(peakMemoryMB),
  ]);
  const widths = heads.map((head, i) => Math.max(head.length, ...rows.map((row) => row[i]?.length ?? 0)));
  const line = (/** @type {readonly string[]} */ cells) => `| ${cells.map((cell, i) => (i < 2 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0))).join(' | ')} |`;
  return [line(heads), `|${widths.map((width, i) => (i < 2 ? '-'.repeat(width + 2) : `${'-'.repeat(width + 1)}:`)).join('|')}|`, ...rows.map(line)].join('\n');
}

/**
 * How long films take now, as a ratio of what they took in another report: below 1 is faster.
 *
 * @param {readonly (Summary & { readonly kind: string })[]} measured
 * @param {readonly (Pick<Summary, 'seconds' | 'width' | 'height' | 'timings'> & { readonly cpuSeconds?: number | null } & { readonly kind: string })[]} before
 * @returns {string | null} a table in Markdown; null where the reports have no film in common
 */
export function comparison(measured, before) {
  const rows = measured.flatMap((now) => {
    const then = before.find(({ kind, seconds, width, height }) => kind === now.kind && seconds === now.seconds && width === now.width && height === now.height);
    const ratio = (/** @type {(typeof STAGES)[number]} */ stage) => (then && then.timings[stage] > 0 ? (now.timings[stage] / then.timings[stage]).toFixed(2) : '-');
    return then ? [`| ${now.kind}, ${now.seconds} s of ${now.width}x${now.height} | ${STAGES.map(ratio).join(' | ')} | ${now.cpuSeconds && then.cpuSeconds ? (now.cpuSeconds / then.cpuSeconds).toFixed(2) : '-'} |`] : [];
  });
  return rows.length === 0 ? null : [`| times that of before | ${STAGES.join(' | ')} | CPU s |`, `|---|${STAGES.map(() => '---:').join('|')}|---:|`, ...rows].join('\n');
}

/** @param {number} seconds */
function round(seconds) {
  return Math.round(seconds * 1000) / 1000;
}

const BEGIN = '<!-- measured -->';
const END = '<!-- /measured -->';

/**
 * Replaces the measured numbers between the markers of a document.
 *
 * @param {string} document
 * @param {string} section Markdown
 * @returns {string | null} null when the document has no markers
 */
export function replaceMeasured(document, section) {
  const [begin, end] = [document.indexOf(BEGIN), document.indexOf(END)];
  if (begin < 0 || end < begin) return null;
  return `${document.slice(0, begin + BEGIN.length)}\n\n${section}\n\n${document.slice(end)}`;
}
