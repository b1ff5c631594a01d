import type { PipelineContext } from './pipeline-context.js';
import { floatOutput, type NamedTensors } from './graph-runner.js';
import { float32, int32 } from './tensor.js';

/** A prompt as the denoisers take it: `text` [1, L, D] and `text_mask` [1, L]. */
export type TextConditioning = NamedTensors;

/** Encodes `prompt`; the empty prompt (all padding) is what guidance moves away from. */
export async function encodeText(tools: PipelineContext, prompt: string): Promise<TextConditioning> {
  const { maxTokens } = tools.manifest.tokenizer;
  const tokens = prompt === '' ? new Int32Array(maxTokens) : tools.tokenize(prompt);
  const outputs = await tools.runner.run('textEncoder', { tokens: int32([1, maxTokens], tokens) });
  const text = floatOutput(outputs, 'textEncoder', 'text');
  return {
    text: float32([1, maxTokens, text.length / maxTokens], text),
    text_mask: float32([1, maxTokens], floatOutput(outputs, 'textEncoder', 'text_mask')),
  };
}
