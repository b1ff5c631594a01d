import type { Platform, Tokenizer } from '../platform.js';
import type { LoadedModel } from '../model/model-loader.js';
import { cancelled } from '../../lib/failure.js';
import type { PipelineContext } from '../pipelines/pipeline-context.js';
import { Stopwatch } from '../../lib/stopwatch.js';

/** The pipeline's tools for work that reports no progress; a pause throws `cancelled` once `isUnwanted` says so. */
export function backgroundContext(
  model: LoadedModel,
  tokenizer: Tokenizer,
  platform: Pick<Platform, 'yieldToMessages' | 'now'>,
  isUnwanted: () => boolean,
): PipelineContext {
  return {
    manifest: model.files.manifest,
    runner: model.runtime,
    tokenize: (prompt) => tokenizer.encode(prompt),
    throwIfCancelled: async () => {
      await platform.yieldToMessages();
      if (isUnwanted()) throw cancelled();
    },
    stopwatch: new Stopwatch(platform.now),
    onUnit: () => undefined,
    onStage: () => undefined,
  };
}
