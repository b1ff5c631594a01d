import { Failure } from '../../../contract/errors/failure.js';
import type { PackHalf } from '../../../contract/pack/manifest.js';
import type { PipelineContext } from './pipeline-context.js';
import { embedsOfHalf, textValues, type EncodedPrompt, type EncoderOutput } from './prompt-embeds.js';
import type { DenoiserRun } from './tensors/graph-runner.js';
import { asFloat32, denoiserRun, outputOf, runGraph, type RoleValues } from './tensors/run-graph.js';

export interface Denoiser {
  /** The prediction for latents and a noise level, given by their roles. */
  predict(values: RoleValues): Promise<Float32Array>;
  /** The same for latents that stay on the device, of `size` numbers; null where that cannot be. @param values all but the latents */
  onDevice(values: RoleValues, size: number): Promise<DenoiserRun | null>;
}

/**
 * The denoiser of a half with classifier-free guidance, which costs a second run where `guidance` is not 1.
 *
 * @param fixed values that stay the same from step to step, besides the prompt
 */
export async function guidedDenoiser(context: PipelineContext, half: PackHalf, { promptEmbeds, negativePromptEmbeds }: EncodedPrompt, fixed: RoleValues = {}): Promise<Denoiser> {
  const { manifest } = context;
  const { denoiser: graph, scheduler } = half;
  const evaluate = async (values: RoleValues, text: RoleValues): Promise<Float32Array> => {
    const { outputs } = await runGraph(context, graph, { ...fixed, ...text, ...values });
    return requireFinite(outputOf(outputs, 'prediction'), graph);
  };
  const positive = textValues(embedsOfHalf(manifest, half, promptEmbeds));
  if (scheduler.guidance === 1) {
    return { predict: (values) => evaluate(values, positive), onDevice: (values, size) => denoiserRun(context, graph, { ...fixed, ...positive, ...values }, size) };
  }
  const negative = scheduler.negative.length > 0 ? await constantNegative(context, half) : negativePromptEmbeds && textValues(embedsOfHalf(manifest, half, negativePromptEmbeds));
  if (!negative) throw new Error(`The graph ${graph} is guided, but the empty prompt was not encoded.`);
  return {
    predict: async (values) => {
      const conditional = await evaluate(values, positive);
      const unconditional = await evaluate(values, negative);
      return applyGuidance(conditional, unconditional, scheduler.guidance);
    },
    // Two predictions are mixed before the step.
    onDevice: () => Promise.resolve(null),
  };
}

/** What the pack says that the empty prompt becomes. */
async function constantNegative({ readTensor }: PipelineContext, { textEncoders, scheduler }: PackHalf): Promise<RoleValues> {
  const embeds: EncoderOutput[] = textEncoders.map(() => ({}));
  for (const entry of scheduler.negative) {
    embeds[entry.encoder] = { ...embeds[entry.encoder], [entry.role]: asFloat32(await readTensor(entry)) };
  }
  return textValues(embeds);
}

/** Classifier-free guidance: moves `conditional` away from `unconditional`. */
export function applyGuidance(conditional: Float32Array, unconditional: Float32Array, guidance: number): Float32Array {
  return conditional.map((value, i) => unconditional[i]! + guidance * (value - unconditional[i]!));
}

/** Half-precision overflow shows as NaN; a black video would hide it. */
export function requireFinite(numbers: Float32Array, graph: string): Float32Array {
  for (const number of numbers) {
    if (!Number.isFinite(number)) {
      throw Failure.because('numbers-not-finite', { graph });
    }
  }
  return numbers;
}
