import { asFloat32 } from '../../pipelines/tensors/run-graph.js';
import type { NamedTensors } from '../../pipelines/tensors/graph-runner.js';
import type { HostTensor } from '../../pipelines/tensors/tensor.js';
import type { BitsByName, GraphInputs } from './graph-inputs.js';

/** Of the largest number of an output, by how much a replay may differ from a plain run. Bit for bit is usual. */
const ALIKE = 1e-4;
/** Of an output whose numbers are all less, differences are taken as shares of this: such numbers move nothing that is seen. */
const LEAST = 1e-3;
/** The inputs of each captured run, of the two sets that there are: the first run is recorded, the others are replayed. */
const REPLAYED = [0, 1, 0, 1] as const;

/** Runs a graph on what is in its inputs. */
type Run = () => Promise<NamedTensors>;

/**
 * Compares captured runs with plain ones, for two sets of inputs: what there is, and others that differ in each number.
 * @returns null where they are alike, else what is the matter
 */
export async function findReplayFault(inputs: GraphInputs, plain: Run, captured: Run): Promise<string | null> {
  const own = await inputs.read();
  const sets = [own, changed(inputs, own)] as const;
  const after = async (which: 0 | 1, run: Run): Promise<NamedTensors> => {
    inputs.write(sets[which]);
    return run();
  };
  const expected = [await after(0, plain), await after(1, plain)] as const;
  // Else what was left by the run before would pass for a result.
  const constant = Object.keys(expected[0]).find((name) => !(differenceOf(name, ...expected) > ALIKE));
  if (constant !== undefined) return `its output "${constant}" is the same, whatever it is given`;
  for (const [run, which] of REPLAYED.entries()) {
    const found = await after(which, captured);
    for (const name of Object.keys(expected[which])) {
      const difference = differenceOf(name, expected[which], found);
      if (!(difference <= ALIKE)) return `run ${run + 1} has another "${name}", by ${difference} of its largest number`;
    }
  }
  return null;
}

/** Other inputs, that a graph computes with as well: each number is half its neighbour and a little more, and none is negative where none was. Whole numbers name rows, and stay. */
function changed({ all }: GraphInputs, inputs: BitsByName): BitsByName {
  return new Map(
    [...inputs].map(([name, bits]) => {
      if (all.get(name)?.type !== 'float32') return [name, bits];
      const numbers = new Float32Array(bits.buffer);
      return [name, new Uint32Array(numbers.map((_, i) => (numbers[(i + 1) % numbers.length] ?? 0) / 2 + (1 + Math.sin(i)) / 20).buffer)];
    }),
  );
}

/** The largest difference of an output, as a share of its largest number; NaN where either is not finite. */
function differenceOf(name: string, expected: NamedTensors, found: NamedTensors): number {
  const [a, b] = [numbersOf(expected[name]), numbersOf(found[name])];
  if (a.length === 0 || a.length !== b.length) return NaN;
  const most = a.reduce((sofar, value, i) => Math.max(sofar, Math.abs(value - (b[i] ?? NaN))), 0);
  const largest = a.reduce((sofar, value) => Math.max(sofar, Math.abs(value)), 0);
  return most / Math.max(largest, LEAST);
}

const numbersOf = (tensor: HostTensor | undefined): Float32Array => (tensor ? asFloat32(tensor).data : new Float32Array());
