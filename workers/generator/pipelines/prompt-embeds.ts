import type { PackManifest } from '../../../contract/pack.js';
import { floatOutput, type NamedTensors } from './graph-runner.js';
import type { PipelineContext } from './pipeline-context.js';
import { float32, int32 } from './tensor.js';

/** A prompt as the denoisers take it: `text` [1, L, D] and `text_mask` [1, L]. */
export type PromptEmbeds = NamedTensors;

/** A prompt, and the empty prompt that classifier-free guidance moves away from. */
export interface EncodedPrompt {
  readonly promptEmbeds: PromptEmbeds;
  /** Null where no sampler of the pack uses guidance. */
  readonly negativePromptEmbeds: PromptEmbeds | null;
}

/** prompt -> token ids -> text encoder -> embeddings */
export async function encodePrompt(context: PipelineContext, prompt: string): Promise<EncodedPrompt> {
  // The empty prompt is all padding.
  const noTokens = new Int32Array(context.manifest.tokenizer.maxTokens);
  return {
    promptEmbeds: await encodeTokens(context, prompt === '' ? noTokens : context.tokenize(prompt)),
    negativePromptEmbeds: usesGuidance(context.manifest) ? await encodeTokens(context, noTokens) : null,
  };
}

/** At guidance 1 only the conditional estimate counts. */
function usesGuidance({ sampler }: PackManifest): boolean {
  return sampler.textToImage.guidance !== 1 || sampler.imageToVideo.guidance !== 1;
}

async function encodeTokens({ manifest, runner }: PipelineContext, tokens: Int32Array): Promise<PromptEmbeds> {
  const { maxTokens } = manifest.tokenizer;
  const outputs = await runner.run('textEncoder', { tokens: int32([1, maxTokens], tokens) });
  const text = floatOutput(outputs, 'textEncoder', 'text');
  return {
    text: float32([1, maxTokens, text.length / maxTokens], text),
    text_mask: float32([1, maxTokens], floatOutput(outputs, 'textEncoder', 'text_mask')),
  };
}
