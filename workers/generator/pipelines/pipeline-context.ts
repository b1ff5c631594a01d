import type { SubjectReading } from '../../../contract/generator.js';
import type { Stage } from '../../../contract/names.js';
import type { PackManifest, SchedulerSettings, TextEncoderEntry } from '../../../contract/pack/manifest.js';
import type { Stopwatch } from '../../lib/stopwatch.js';
import type { FilmState } from './film-state.js';
import type { TokenizedPrompt } from './prompt-embeds.js';
import type { GraphDevice, GraphRunner } from './tensors/graph-runner.js';
import type { ReadRows } from './tensors/run-graph.js';
import type { HostTensor } from './tensors/tensor.js';

/** All that a pipeline needs from outside, so that it runs in Node with fakes. */
export interface PipelineContext {
  readonly manifest: PackManifest;
  readonly runner: GraphRunner;
  /** Where frames are painted on the device of the graphs: what a shot needs stays there, and pictures of `pictures` may be there. */
  readonly device?: GraphDevice | undefined;
  /** Token ids of a prompt for a text encoder, padded as its tokenizer says. */
  readonly tokenize: (prompt: string, tokenizer: TextEncoderEntry['tokenizer']) => TokenizedPrompt;
  readonly readSubject: (prompt: string) => SubjectReading;
  /** A tensor that is a file of the pack. */
  readonly readTensor: (entry: SchedulerSettings['negative'][number]) => Promise<HostTensor>;
  /** Rows of a table of the pack, one after another; -1 is a row of zeros. */
  readonly readRows: ReadRows;
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
