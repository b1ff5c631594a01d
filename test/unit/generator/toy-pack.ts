import { createHash } from 'node:crypto';
import { GRAPH_NAMES, type PackManifest } from '../../../contract/pack.js';
import { floatOutput, type GraphRunner, type NamedTensors } from '../../../workers/generator/pipelines/graph-runner.js';
import { float32 } from '../../../workers/generator/pipelines/tensor.js';

/** Content of each file; the fake runtime never looks at it. */
export const TOY_FILE = new TextEncoder().encode('toy');
const FILE = { bytes: TOY_FILE.length, sha256: createHash('sha256').update(TOY_FILE).digest('hex') };

const TOY_VARIANT = { file: 'toy.onnx', ...FILE, dtype: 'float32', backend: ['webgpu', 'wasm'], needs: [] } as const;

/** A pack of 4x2 pixels; its video latents have a channel more than its pictures', its decoder a number of state. */
export const TOY_MANIFEST: PackManifest = {
  format: 'kinora-pack/1',
  id: 'toy',
  version: '1.0.0',
  title: 'Toy',
  license: 'MIT',
  credits: [],
  frame: { width: 4, height: 2, fps: 12 },
  latent: { channels: 2, videoChannels: 3, width: 2, height: 1, framesPerLatent: 4 },
  tokenizer: { file: 'tokenizer.json', ...FILE, maxTokens: 6 },
  graphs: {
    ...(Object.fromEntries(GRAPH_NAMES.map((graph) => [graph, { variants: [TOY_VARIANT] }])) as unknown as PackManifest['graphs']),
    videoDecoder: { variants: [TOY_VARIANT], state: [{ input: 'seen', output: 'seen_next', shape: [1, 1] }] },
  },
  sampler: {
    textToImage: { kind: 'flow', sigmas: [1, 0.5, 0], guidance: 2 },
    imageToVideo: { kind: 'flow', sigmas: [1, 0], guidance: 1 },
  },
  window: { latents: 4, context: 2 },
  vocabulary: { objects: ['apple'], motions: ['bouncing'], cameras: [], backgrounds: ['green'], examples: ['a red apple'] },
  metrics: {},
};

export interface Call {
  readonly graph: string;
  readonly inputs: NamedTensors;
}

/**
 * A model that can be reasoned about: its first frame is the number of tokens, its video latents count on from the
 * context, and its decoder adds up the latents that it has seen in its state.
 */
export function toyRunner(calls: Call[] = []): GraphRunner {
  const { frame, latent, window } = TOY_MANIFEST;
  const latentSize = latent.channels * latent.width * latent.height;
  const videoLatentSize = (latent.videoChannels ?? 0) * latent.width * latent.height;
  return {
    run: (graph, inputs) => {
      calls.push({ graph, inputs });
      return Promise.resolve(answer(graph, inputs));
    },
  };

  function answer(graph: string, inputs: NamedTensors): NamedTensors {
    const input = (name: string): Float32Array => floatOutput(inputs, 'textEncoder', name);
    switch (graph) {
      case 'textEncoder': {
        const tokens = [...inputs['tokens']!.data];
        return {
          text: float32([1, 6, 1], Float32Array.from(tokens)),
          text_mask: float32([1, 6], Float32Array.from(tokens.map((token) => (token > 0 ? 1 : 0)))),
        };
      }
      case 'textToImage': {
        const count = input('text_mask').reduce((sum, flag) => sum + flag, 0);
        return { denoised: float32(inputs['latents']!.shape, new Float32Array(input('latents').length).fill(count)) };
      }
      case 'imageEncoder':
        return {
          latents: float32([1, 2, 1, 2], new Float32Array(latentSize).fill(input('image')[0]!)),
          alpha: float32([1, 1, 2, 4], new Float32Array(8).fill(0.25)),
        };
      case 'imageDecoder':
        return {
          image: float32([1, 3, 2, 4], new Float32Array(3 * 8).fill(input('latents')[0]! / 100)),
          alpha: float32([1, 1, 2, 4], new Float32Array(8).fill(0.75)),
        };
      case 'imageToVideo': {
        const last = input('context').at(-1)!;
        const numbers = Array.from({ length: window.latents }, (_, i) => new Array<number>(videoLatentSize).fill(last + 1 + i)).flat();
        return { denoised: float32([1, 4, 3, 1, 2], Float32Array.from(numbers)) };
      }
      case 'videoDecoder': {
        const seen = input('seen')[0]! + input('latents')[0]!;
        const frames = new Float32Array(latent.framesPerLatent * 3 * frame.width * frame.height).fill(seen / 255);
        return { frames: float32([4, 3, 2, 4], frames), seen_next: float32([1, 1], Float32Array.of(seen)) };
      }
      default:
        throw new Error(`No such graph: ${graph}`);
    }
  }
}
