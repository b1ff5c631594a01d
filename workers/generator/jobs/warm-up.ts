import type { Platform, Tokenizer } from '../platform.js';
import type { LoadedModel } from '../model/model-loader.js';
import { toKinoraError } from '../../lib/failure.js';
import type { FilmPlan } from '../pipelines/pipeline-context.js';
import { runJob } from '../pipelines/text-to-video.js';
import { backgroundContext } from './background-context.js';

/**
 * Makes a film of one window that nobody sees. A graph's first runs are several times slower than the others: a GPU's
 * shaders are compiled then, and engines run WebAssembly unoptimized until they have seen what is hot.
 * @param giveWay asked between the steps; once it says true, the rest is left undone
 * @throws Failure, as a film does
 */
export async function warmUp(
  model: LoadedModel,
  tokenizer: Tokenizer,
  platform: Pick<Platform, 'yieldToMessages' | 'now'>,
  giveWay: () => boolean,
): Promise<void> {
  // Graphs that take turns in memory would be loaded twice for nothing.
  if (model.summary.memory?.sessions === 'in turns') return;
  const { latent, window, vocabulary } = model.files.manifest;
  const frames = 1 + window.latents * latent.framesPerLatent;
  const film: FilmPlan = { shots: [{ prompt: vocabulary.examples[0] ?? '', frames }], seed: 0 };
  const made = runJob(film, backgroundContext(model, tokenizer, platform, giveWay));
  try {
    while (!(await made.next()).done);
  } catch (error) {
    if (toKinoraError(error).code !== 'cancelled') throw error;
  }
}
