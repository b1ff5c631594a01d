import type { Stage } from '../../../contract/names.js';
import type { PackManifest } from '../../../contract/pack.js';
import type { Stopwatch } from '../../lib/stopwatch.js';
import type { FilmState } from './film-state.js';
import type { GraphRunner } from './graph-runner.js';

/** All that a pipeline needs from outside, so that it runs in Node with fakes. */
export interface PipelineContext {
  readonly manifest: PackManifest;
  readonly runner: GraphRunner;
  /** Token ids of a prompt, padded with 0 to `manifest.tokenizer.maxTokens`. */
  readonly tokenize: (prompt: string) => Int32Array;
  /** Yields to the worker's messages, such as the one that cancels. @throws Failure `cancelled` */
  readonly throwIfCancelled: () => Promise<void>;
  readonly stopwatch: Stopwatch;
  /** Called when one unit of work of a stage is done. */
  readonly onUnit: (stage: Stage) => void;
  /** Called when work of another stage begins. */
  readonly onStage: (stage: Stage) => void;
  /** Called between windows, and at the end of each shot, once all frames so far were pulled. */
  readonly onWindowEnd?: (state: FilmState) => void;
}
