import type { Still, StillsRequest } from '../../../contract/generator.js';
import { drawingHalf, frameOf } from '../../../contract/pack/pack-parts.js';
import { rgbaFromPlanes } from '../../lib/rgba-frame.js';
import type { LoadedModel } from '../model/model-loader.js';
import { drawPicture, fitDrawn } from '../pipelines/first-frame.js';
import { createScheduler } from '../pipelines/schedulers/scheduler.js';
import { encodePrompt } from '../pipelines/prompt-embeds.js';
import type { Platform, Tokenizer } from '../platform.js';
import { backgroundContext } from './background-context.js';

/**
 * Draws the first frame that each seed would start a film with. The prompt is encoded once for all.
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
  const half = drawingHalf(model.files.manifest);
  const { width, height } = frameOf(model.files.manifest);
  const context = backgroundContext(model, tokenizer, platform, () => signal.aborted);
  const scheduler = createScheduler(half.scheduler, request.steps);
  await context.throwIfCancelled();
  const prompt = await encodePrompt(context, request.prompt, [half]);
  for (const [index, seed] of request.seeds.entries()) {
    const { image } = fitDrawn(model.files.manifest, await drawPicture(context, scheduler, prompt, { seed, stream: 0 }));
    const file = await platform.encodePng({ index, width, height, rgba: rgbaFromPlanes(image, width, height) });
    await context.throwIfCancelled();
    onStill({ seed, index, width, height, file });
  }
  return request.seeds.length;
}
