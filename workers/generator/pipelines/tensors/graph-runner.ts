import type { HostTensor } from './tensor.js';

/** Tensors by the names that a graph has for them. */
export type NamedTensors = Readonly<Record<string, HostTensor>>;

/** Runs the graphs of a loaded pack. One run at a time; callers may overlap and are served in order. */
export interface GraphRunner {
  /**
   * @param graph as the manifest calls it
   * @param inputs all inputs of the graph, of the graph's own types
   * @returns all outputs of the graph, copied to ordinary memory
   * @throws Failure `device-lost`, `out-of-memory`, or `bad-pack` when the graph does not take these inputs
   */
  run(graph: string, inputs: NamedTensors): Promise<NamedTensors>;
}

/** The float output called `name`; a graph without it is a broken pack. */
export function floatOutput(outputs: NamedTensors, graph: string, name: string): Float32Array {
  const tensor = outputs[name];
  if (tensor?.dtype !== 'float32') {
    throw new Error(`The graph ${graph} has no float32 output "${name}".`);
  }
  return tensor.data;
}
