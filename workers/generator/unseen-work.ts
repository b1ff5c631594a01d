import type { GeneratorParts, PromptReader } from './generator-parts.js';
import type { LoadedModel } from './model-slot.js';
import { cancelled } from './pipeline/failure.js';
import type { JobTools } from './pipeline/job-tools.js';
import { Stopwatch } from './pipeline/stopwatch.js';

/** The pipeline's tools for work that reports no progress; a pause throws `cancelled` once `isUnwanted` says so. */
export function unseenWork(
  model: LoadedModel,
  tokenizer: PromptReader,
  parts: Pick<GeneratorParts, 'yieldToMessages' | 'now'>,
  isUnwanted: () => boolean,
): JobTools {
  return {
    manifest: model.files.manifest,
    runner: model.runtime,
    tokenize: (prompt) => tokenizer.encode(prompt),
    pause: async () => {
      await parts.yieldToMessages();
      if (isUnwanted()) throw cancelled();
    },
    stopwatch: new Stopwatch(parts.now),
    onUnit: () => undefined,
    onStage: () => undefined,
  };
}
