import type { Still, StillsRequest } from '../../../contract/generator.js';
import type { Platform, Tokenizer } from '../platform.js';
import type { LoadedModel } from '../model/model-loader.js';
import { drawFirstFrame } from '../pipelines/first-frame.js';
import { rgbaFromPlanes } from '../../lib/rgba-frame.js';
import { encodeText } from '../pipelines/prompt-embeds.js';
import { backgroundContext } from './background-context.js';

/**
 * Draws the first frame that each seed would start a film with. The text is encoded once for all.
 * @throws Failure; `cancelled` when `signal` is aborted
 */
export async function drawStills(
  request: StillsRequest,
  model: LoadedModel,
  tokenizer: Tokenizer,
  platform: Pick<Platform, 'yieldToMessages' | 'now' | 'encodePng'>,
  signal: AbortSignal,
  onStill: (still: Still) => void,
): Promise<number> {
  const { width, height } = model.files.manifest.frame;
  const tools = backgroundContext(model, tokenizer, platform, () => signal.aborted);
  await tools.throwIfCancelled();
  const [text, empty] = [await encodeText(tools, request.prompt), await encodeText(tools, '')];
  for (const [index, seed] of request.seeds.entries()) {
    const { image } = await drawFirstFrame(tools, text, empty, { seed, stream: 0 }, request.steps);
    const file = await platform.encodePng({ index, width, height, rgba: rgbaFromPlanes(image, width, height) });
    await tools.throwIfCancelled();
    onStill({ seed, index, width, height, file });
  }
  return request.seeds.length;
}
