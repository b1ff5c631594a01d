/** Operations of a graph, out of the profile that ONNX Runtime writes of a run: it has the shapes of what every node was given and gave. */

/** @typedef {Record<string, number[]>} Shape by the type of its elements */
/** @typedef {{ cat: string, name: string, dur: number, args?: { op_name?: string, input_type_shape?: Shape[], output_type_shape?: Shape[] } }} Event */

/** Samples of a warp, as `training/evaluation/count_flops.py` counts them. */
const WARP_OPERATIONS = 8;

/**
 * A multiplication with its addition is two. Counted are matrix products, convolutions and warps; sums and activations are left out.
 *
 * @param {readonly Event[]} profile
 * @returns {{ flops: number, shares: Record<string, number> }} `shares`: of the time, by operator, the greatest first
 */
export function readProfile(profile) {
  const kernels = profile.filter(({ cat, name }) => cat === 'Node' && name.endsWith('_kernel_time'));
  const total = kernels.reduce((sum, { dur }) => sum + dur, 0);
  /** @type {Record<string, number>} */
  const shares = {};
  let flops = 0;
  for (const { dur, args } of kernels) {
    const operator = args?.op_name ?? 'unknown';
    shares[operator] = (shares[operator] ?? 0) + dur / total;
    flops += nodeFlops(operator, (args?.input_type_shape ?? []).map(shapeOf), shapeOf(args?.output_type_shape?.[0] ?? {}));
  }
  return { flops, shares: Object.fromEntries(Object.entries(shares).sort(([, one], [, other]) => other - one)) };
}

/**
 * @param {string} operator
 * @param {readonly number[][]} inputs shapes
 * @param {readonly number[]} output
 */
function nodeFlops(operator, [first = [], second = []], output) {
  if (/Conv$/.test(operator)) return 2 * product(output) * product(second.slice(1));
  if (/MatMul(?:NBits)?$|Gemm$/.test(operator)) return 2 * product(output) * (first.at(-1) ?? 0);
  return operator === 'GridSample' ? WARP_OPERATIONS * product(output) : 0;
}

/** @param {Shape} typed */
const shapeOf = (typed) => Object.values(typed)[0] ?? [];

/** @param {readonly number[]} sizes */
const product = (sizes) => sizes.reduce((all, size) => all * size, 1);
