import type { GeneratorParts, PromptReader } from './generator-parts.js';
import type { LoadedModel } from './model-slot.js';
import { cancelled, toKinoraError } from './pipeline/failure.js';
import type { FilmPlan } from './pipeline/job-tools.js';
import { runJob } from './pipeline/run-job.js';
import { Stopwatch } from './pipeline/stopwatch.js';

/**
 * Makes a film of one window that nobody sees. A graph's first runs are several times slower than the others: a GPU's
 * shaders are compiled then, and engines run WebAssembly unoptimized until they have seen what is hot.
 * @param giveWay asked between the steps; once it says true, the rest is left undone
 * @throws Failure, as a film does
 */
export async function warmUp(
  model: LoadedModel,
  tokenizer: PromptReader,
  parts: Pick<GeneratorParts, 'yieldToMessages' | 'now'>,
  giveWay: () => boolean,
): Promise<void> {
  // Graphs that take turns in memory would be loaded twice for nothing.
  if (model.summary.memory?.sessions === 'in turns') return;
  const { manifest } = model.files;
  const { latent, window, vocabulary } = manifest;
  const frames = 1 + window.latents * latent.framesPerLatent;
  const film: FilmPlan = { shots: [{ prompt: vocabulary.examples[0] ?? '', frames }], seed: 0 };
  const made = runJob(film, {
    manifest,
    runner: model.runtime,
    tokenize: (prompt) => tokenizer.encode(prompt),
    pause: async () => {
      await parts.yieldToMessages();
      if (giveWay()) throw cancelled();
    },
    stopwatch: new Stopwatch(parts.now),
    onUnit: () => undefined,
    onStage: () => undefined,
  });
  try {
    while (!(await made.next()).done);
  } catch (error) {
    if (toKinoraError(error).code !== 'cancelled') throw error;
  }
}
