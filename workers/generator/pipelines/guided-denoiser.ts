import { Failure } from '../../lib/failure.js';
import { applyGuidance, type Denoise } from './flow-match-euler-scheduler.js';
import { floatOutput, type GraphRunner, type NamedTensors } from './graph-runner.js';
import { float32 } from './tensor.js';
import type { TextConditioning } from './prompt-embeds.js';

/**
 * A denoiser graph as the sampler calls it: with classifier-free guidance when `guidance` is not 1.
 *
 * @param shape of the latents
 * @param fixed inputs that stay the same from step to step, besides the text
 */
export function guidedDenoiser(
  runner: GraphRunner,
  graph: 'textToImage' | 'imageToVideo',
  shape: readonly number[],
  guidance: number,
  conditioning: { readonly text: TextConditioning; readonly empty: TextConditioning },
  fixed: NamedTensors = {},
): Denoise {
  const evaluate = async (noisy: Float32Array, sigma: number, text: TextConditioning): Promise<Float32Array> => {
    const outputs = await runner.run(graph, {
      ...fixed,
      ...text,
      latents: float32(shape, noisy),
      sigma: float32([1], Float32Array.of(sigma)),
    });
    const clean = floatOutput(outputs, graph, 'denoised');
    requireFinite(clean, graph);
    return clean;
  };
  if (guidance === 1) return (noisy, sigma) => evaluate(noisy, sigma, conditioning.text);
  return async (noisy, sigma) => {
    const conditional = await evaluate(noisy, sigma, conditioning.text);
    const unconditional = await evaluate(noisy, sigma, conditioning.empty);
    return applyGuidance(conditional, unconditional, guidance);
  };
}

/** Half-precision overflow shows as NaN; a black video would hide it. */
function requireFinite(numbers: Float32Array, graph: string): void {
  for (const number of numbers) {
    if (!Number.isFinite(number)) {
      throw new Failure(
        'internal',
        `The graph ${graph} gave numbers that are not finite on this device.`,
        'Choose the WASM backend.',
      );
    }
  }
}
