import type { VideoDecoderSettings } from '../../../../contract/pack/manifest.js';
import type { NamedTensors } from '../tensors/graph-runner.js';
import { asFloat32, convertTensor, namedOutput } from '../tensors/run-graph.js';
import { float32 } from '../tensors/tensor.js';

type States = Extract<VideoDecoderSettings, { readonly states: unknown }>['states'];

/** The tensors that a decoder's graph hands on from latent to latent. */
export class CarriedStates {
  readonly #states: States;
  #tensors: NamedTensors;

  /** @param tensors where to go on; null at the start of a shot, where they are zero */
  constructor(states: States, tensors: NamedTensors | null) {
    this.#states = states;
    this.#tensors = tensors ?? Object.fromEntries(states.map(({ input, shape }) => [input, float32(shape)]));
  }

  /** By the names of the inputs; never changed afterwards. */
  get tensors(): NamedTensors {
    return this.#tensors;
  }

  /** What the graph takes of `tensors`, in its own types. */
  inputs(tensors: NamedTensors): NamedTensors {
    return Object.fromEntries(
      this.#states.flatMap(({ input, type }) => {
        const tensor = tensors[input];
        return tensor ? [[input, convertTensor(tensor, type)] as const] : [];
      }),
    );
  }

  /** Keeps what the graph gave for the next latent. */
  take(outputs: NamedTensors, graph: string): void {
    this.#tensors = Object.fromEntries(
      this.#states.map(({ input, output, shape }) => [input, float32(shape, asFloat32(namedOutput(outputs, graph, output)).data)]),
    );
  }
}
