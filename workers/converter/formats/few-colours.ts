/** Red, green and blue, each times alpha, and alpha: what differs little here looks alike on any background. */
const AXES = 4;
const ALPHA = 3;
/** A step of alpha is seen in all three colours at once. */
const ALPHA_WEIGHT = 1.5;

/** A run of samples that one colour stands for. */
interface Box {
  readonly from: number;
  readonly to: number;
  readonly mean: readonly number[];
  /** The axis along which its samples differ most, and the sum of their squared differences from the mean. */
  readonly axis: number;
  readonly spread: number;
}

/**
 * The colours, with alpha, that stand best for many: the box of colours that differ most is cut in two at its mean, until there
 * are enough boxes.
 *
 * @param samples RGBA with straight alpha
 * @returns red, green, blue and alpha of at most `count` colours
 */
export function fewColours(samples: Uint8Array, count: number): number[][] {
  const values = premultiplied(samples);
  const order = Uint32Array.from({ length: values.length / AXES }, (_, i) => i);
  if (order.length === 0) return [];
  const boxes = [boxOf(values, order, 0, order.length)];
  while (boxes.length < count) {
    const widest = boxes.reduce((best, box, i) => (box.spread > (boxes[best]?.spread ?? 0) ? i : best), 0);
    const box = boxes[widest];
    if (box === undefined || box.spread <= 0) break;
    const middle = partition(values, order, box);
    boxes.splice(widest, 1, boxOf(values, order, box.from, middle), boxOf(values, order, middle, box.to));
  }
  return boxes.map(({ mean }) => straight(mean));
}

function premultiplied(samples: Uint8Array): Float32Array {
  const values = new Float32Array(samples.length);
  for (let at = 0; at < samples.length; at += AXES) {
    const alpha = samples[at + ALPHA] ?? 0;
    for (let axis = 0; axis < ALPHA; axis++) values[at + axis] = ((samples[at + axis] ?? 0) * alpha) / 255;
    values[at + ALPHA] = alpha * ALPHA_WEIGHT;
  }
  return values;
}

function straight(mean: readonly number[]): number[] {
  const alpha = (mean[ALPHA] ?? 0) / ALPHA_WEIGHT;
  const colour = mean.slice(0, ALPHA).map((value) => Math.min(255, Math.round(alpha === 0 ? 0 : (value * 255) / alpha)));
  return [...colour, Math.round(alpha)];
}

function boxOf(values: Float32Array, order: Uint32Array, from: number, to: number): Box {
  const sums = [0, 0, 0, 0];
  const squares = [0, 0, 0, 0];
  for (let i = from; i < to; i++) {
    const at = (order[i] ?? 0) * AXES;
    for (let axis = 0; axis < AXES; axis++) {
      const value = values[at + axis] ?? 0;
      sums[axis] = (sums[axis] ?? 0) + value;
      squares[axis] = (squares[axis] ?? 0) + value * value;
    }
  }
  const mean = sums.map((sum) => sum / (to - from));
  const spreads = squares.map((square, axis) => square - (sums[axis] ?? 0) * (mean[axis] ?? 0));
  const spread = Math.max(...spreads);
  // What rounding leaves is no difference.
  return { from, to, mean, axis: spreads.indexOf(spread), spread: spread < (to - from) * 1e-2 ? 0 : spread };
}

/** Puts the samples below the mean of a box before the others, and says where the others begin. */
function partition(values: Float32Array, order: Uint32Array, { from, to, axis, mean }: Box): number {
  const border = mean[axis] ?? 0;
  let middle = from;
  for (let i = from; i < to; i++) {
    const sample = order[i] ?? 0;
    if ((values[sample * AXES + axis] ?? 0) >= border) continue;
    order[i] = order[middle] ?? 0;
    order[middle++] = sample;
  }
  return Math.min(Math.max(middle, from + 1), to - 1);
}
