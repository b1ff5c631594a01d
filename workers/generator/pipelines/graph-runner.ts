import type { GraphName } from '../../../contract/pack.js';
import type { HostTensor } from './tensor.js';

/** Tensors by the names that contract/pack.ts gives them. */
export type NamedTensors = Readonly<Record<string, HostTensor>>;

/** Runs the graphs of a loaded pack. One run at a time; callers may overlap and are served in order. */
export interface GraphRunner {
  /**
   * @param inputs all inputs of the graph
   * @returns all outputs of the graph, copied to ordinary memory
   * @throws Failure `device-lost`, `out-of-memory`, or `bad-pack` when the graph does not take these inputs
   */
  run(graph: GraphName, inputs: NamedTensors): Promise<NamedTensors>;
}

/** The float output called `name`; a graph without it is a broken pack. */
export function floatOutput(outputs: NamedTensors, graph: GraphName, name: string): Float32Array {
  const tensor = outputs[name];
  if (tensor?.dtype !== 'float32') {
    throw new Error(`The graph ${graph} has no float32 output "${name}".`);
  }
  return tensor.data;
}
