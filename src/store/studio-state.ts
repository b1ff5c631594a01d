import type { KinoraError } from '../../contract/errors.js';
import type { LoadOptions } from '../../contract/generator.js';
import { initialComposerState, type ComposerState } from '../features/composer/composer-slice.js';
import { initialJobsState, type JobsState } from '../features/jobs/jobs-slice.js';
import { initialModelState, type ModelState } from '../features/models/model-slice.js';
import { initialPlayerState, type PlayerState } from '../features/player/player-slice.js';

/** The state of the studio: one slice for each feature. */
export interface StudioState extends ComposerState, JobsState, ModelState, PlayerState {
  readonly error: KinoraError | null;
  /** One short sentence for screen readers; changes when something worth announcing happens. */
  readonly announcement: string;
}

export function initialState(load: LoadOptions, seed: number): StudioState {
  return { ...initialComposerState(seed), ...initialJobsState, ...initialModelState(load), ...initialPlayerState, error: null, announcement: '' };
}
