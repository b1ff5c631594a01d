import type { Still, StillsRequest } from '../../contract/generator.js';
import type { GeneratorParts, PromptReader } from './generator-parts.js';
import type { LoadedModel } from './model-slot.js';
import { drawFirstFrame } from './pipeline/first-frame.js';
import { rgbaFromPlanes } from './pipeline/rgba.js';
import { encodeText } from './pipeline/text-conditioning.js';
import { unseenWork } from './unseen-work.js';

/**
 * Draws the first frame that each seed would start a film with. The text is encoded once for all.
 * @throws Failure; `cancelled` when `signal` is aborted
 */
export async function drawStills(
  request: StillsRequest,
  model: LoadedModel,
  tokenizer: PromptReader,
  parts: Pick<GeneratorParts, 'yieldToMessages' | 'now' | 'encodePng'>,
  signal: AbortSignal,
  onStill: (still: Still) => void,
): Promise<number> {
  const { width, height } = model.files.manifest.frame;
  const tools = unseenWork(model, tokenizer, parts, () => signal.aborted);
  await tools.pause();
  const [text, empty] = [await encodeText(tools, request.prompt), await encodeText(tools, '')];
  for (const [index, seed] of request.seeds.entries()) {
    const { image } = await drawFirstFrame(tools, text, empty, { seed, stream: 0 }, request.steps);
    const file = await parts.encodePng({ index, width, height, rgba: rgbaFromPlanes(image, width, height) });
    await tools.pause();
    onStill({ seed, index, width, height, file });
  }
  return request.seeds.length;
}
