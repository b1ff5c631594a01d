import { Failure } from '../../../contract/errors/failure.js';
import { floatOutput, type GraphRunner, type NamedTensors } from './graph-runner.js';
import type { EncodedPrompt, PromptEmbeds } from './prompt-embeds.js';
import { float32 } from './tensor.js';

/** Estimates the clean latents behind `latents`, which hold noise of level `sigma`. */
export type Denoise = (latents: Float32Array, sigma: number) => Promise<Float32Array>;

/**
 * A denoiser graph with classifier-free guidance, which costs a second run where `guidance` is not 1.
 *
 * @param shape of the latents
 * @param fixed inputs that stay the same from step to step, besides the prompt
 */
export function guidedDenoiser(
  runner: GraphRunner,
  graph: 'textToImage' | 'imageToVideo',
  shape: readonly number[],
  guidance: number,
  { promptEmbeds, negativePromptEmbeds }: EncodedPrompt,
  fixed: NamedTensors = {},
): Denoise {
  const evaluate = async (noisy: Float32Array, sigma: number, embeds: PromptEmbeds): Promise<Float32Array> => {
    const outputs = await runner.run(graph, {
      ...fixed,
      ...embeds,
      latents: float32(shape, noisy),
      sigma: float32([1], Float32Array.of(sigma)),
    });
    const denoised = floatOutput(outputs, graph, 'denoised');
    requireFinite(denoised, graph);
    return denoised;
  };
  if (guidance === 1) return (noisy, sigma) => evaluate(noisy, sigma, promptEmbeds);
  if (!negativePromptEmbeds) throw new Error(`The graph ${graph} is guided, but the empty prompt was not encoded.`);
  return async (noisy, sigma) => {
    const conditional = await evaluate(noisy, sigma, promptEmbeds);
    const unconditional = await evaluate(noisy, sigma, negativePromptEmbeds);
    return applyGuidance(conditional, unconditional, guidance);
  };
}

/** Classifier-free guidance: moves `conditional` away from `unconditional`. */
export function applyGuidance(conditional: Float32Array, unconditional: Float32Array, guidance: number): Float32Array {
  return conditional.map((value, i) => unconditional[i]! + guidance * (value - unconditional[i]!));
}

/** Half-precision overflow shows as NaN; a black video would hide it. */
function requireFinite(numbers: Float32Array, graph: string): void {
  for (const number of numbers) {
    if (!Number.isFinite(number)) {
      throw Failure.because('numbers-not-finite', { graph });
    }
  }
}
