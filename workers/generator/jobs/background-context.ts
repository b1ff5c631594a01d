import { rowReader, tensorReader } from '../model/tensor-reader.js';
import { cancelled } from '../../lib/to-kinora-error.js';
import { Stopwatch } from '../../lib/stopwatch.js';
import type { LoadedModel } from '../model/model-loader.js';
import type { PipelineContext } from '../pipelines/pipeline-context.js';
import type { Platform, Tokenizer } from '../platform.js';

/** A pipeline context for work without progress events. @param isCancelled asked between the steps */
export function backgroundContext(
  model: LoadedModel,
  tokenizer: Tokenizer,
  platform: Pick<Platform, 'yieldToMessages' | 'now'>,
  isCancelled: () => boolean,
): PipelineContext {
  return {
    manifest: model.files.manifest,
    runner: model.runtime,
    tokenize: (prompt, settings) => tokenizer.encode(prompt, settings),
    readSubject: (prompt) => tokenizer.readSubject(prompt),
    readTensor: tensorReader(model.files),
    readRows: rowReader(model.files),
    throwIfCancelled: async () => {
      await platform.yieldToMessages();
      if (isCancelled()) throw cancelled();
    },
    stopwatch: new Stopwatch(platform.now),
    onUnit: () => undefined,
    onStage: () => undefined,
  };
}
