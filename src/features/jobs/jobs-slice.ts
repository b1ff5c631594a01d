import type { FilmWarning } from '../../../contract/errors/warnings.js';
import type { UnfinishedJob } from '../../../contract/generator.js';
import type { GenerationSettings } from '../composer/settings/generation-settings.js';
import type { ModelPair } from '../models/model-slice.js';
import type { JobProgress } from './job-runner.js';

/** The film that is being made. */
export interface Job extends JobProgress {
  readonly settings: GenerationSettings;
}

/** A film that waits in the queue. */
export interface QueuedJob {
  readonly id: string;
  readonly settings: GenerationSettings;
  /** Those of the form when it was asked for. */
  readonly models: ModelPair;
  /** What it begins with, as far as that is known. */
  readonly thumbnail?: Blob;
}

export interface JobsState {
  readonly job: Job | null;
  /** In the order in which they will be made. */
  readonly queue: readonly QueuedJob[];
  /** The waiting film whose settings are in the form: the next that is asked for takes its place. */
  readonly editedJobId: string | null;
  /** Whether the queue waits for a person, because the last film failed in a way that the next would too. */
  readonly queueHeld: boolean;
  /** Films of earlier visits that can be continued. */
  readonly unfinished: readonly UnfinishedJob[];
  /** Of the film that was started last. */
  readonly warnings: readonly FilmWarning[];
}

export const initialJobsState: JobsState = { job: null, queue: [], editedJobId: null, queueHeld: false, unfinished: [], warnings: [] };
