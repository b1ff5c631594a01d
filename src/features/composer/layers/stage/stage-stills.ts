import { createStore, type StoreApi } from 'zustand/vanilla';
import type { KinoraError } from '../../../../../contract/errors.js';
import { findStillsFault } from '../../../../../contract/check-request.js';
import type { GeneratorApi, StillsRequest } from '../../../../../contract/generator.js';
import { uniqueId } from '../../../../../contract/lib/unique-id.js';
import { JobRunner, type ModelStore } from '../../../jobs/job-runner.js';
import type { StillLook } from '../../first-frames/still-look.js';
import { stillsTask } from '../../../jobs/job-task.js';

/** One picture of the stage, as a film would begin with it. */
export interface WantedStill extends Pick<StillsRequest, 'prompt' | 'steps' | keyof StillLook> {
  readonly seed: number;
}

export interface StageStillsState {
  /** By {@link stillKey}. */
  readonly drawn: ReadonlyMap<string, Blob>;
  readonly failed: ReadonlyMap<string, KinoraError>;
  /** What is being drawn; null while nothing is. */
  readonly drawing: string | null;
  /** While the model is fetched for it. */
  readonly loading: { readonly doneBytes: number; readonly totalBytes: number } | null;
}

/** Pictures that are kept: many more than a stage shows, so that a word that is taken back is there at once. */
const MOST_KEPT = 48;

/** The same for the same picture. */
export const stillKey = ({ prompt, seed, steps, transparent, hideSubject, shadows }: WantedStill): string =>
  JSON.stringify([prompt, seed, steps ?? 0, transparent === true, hideSubject === true, shadows === true]);

/** Draws what stands on the stage, one picture after another. */
export class StageStills {
  readonly store: StoreApi<StageStillsState> = createStore<StageStillsState>(() => ({ drawn: new Map(), failed: new Map(), drawing: null, loading: null }));
  readonly #engine: GeneratorApi;
  readonly #runner: JobRunner;
  #wanted: readonly WantedStill[] = [];

  constructor(engine: GeneratorApi, model: ModelStore) {
    this.#engine = engine;
    this.#runner = new JobRunner({ engine, model });
  }

  /** Draws what is not there yet, in this order, in place of what waits from before. What is being drawn is finished. */
  draw(wanted: readonly WantedStill[]): void {
    this.#wanted = wanted;
    void this.#next();
  }

  /** Draws nothing more. */
  stop(): void {
    this.#wanted = [];
    this.#runner.abandon();
    this.store.setState({ drawing: null, loading: null });
  }

  async #next(): Promise<void> {
    if (this.#runner.busy) return;
    const { drawn, failed } = this.store.getState();
    const still = this.#wanted.find((each) => !drawn.has(stillKey(each)) && !failed.has(stillKey(each)));
    if (still === undefined) return;
    const key = stillKey(still);
    const { seed, ...rest } = still;
    const request = { ...rest, seeds: [seed], jobId: uniqueId() };
    const fault = findStillsFault(request);
    if (fault !== null) {
      this.#fail(key, fault);
      return this.#next();
    }
    this.store.setState({ drawing: key });
    await this.#runner.run(
      stillsTask(this.#engine, request, ({ file }) => this.#keep(key, file)),
      {
        onChange: ({ loading }) => this.store.setState({ loading }),
        onEnd: (end) => {
          this.store.setState({ drawing: null, loading: null });
          if (end.type === 'failed') this.#fail(key, end.error);
          void this.#next();
        },
      },
    );
  }

  #keep(key: string, file: Blob): void {
    this.store.setState(({ drawn }) => ({ drawn: new Map([...drawn, [key, file] as const].slice(-MOST_KEPT)) }));
  }

  #fail(key: string, error: KinoraError): void {
    this.store.setState(({ failed }) => ({ failed: new Map([...failed, [key, error] as const].slice(-MOST_KEPT)) }));
  }
}
