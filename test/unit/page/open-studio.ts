import { expect } from 'vitest';
import { Studio } from '../../../src/store/studio.js';
import type { StudioState } from '../../../src/store/studio-state.js';
import { FakeGenerator, type FakeGeneratorOptions } from '../../fixtures/fake-generator.js';
import { until } from '../../fixtures/until.js';

export interface OpenStudio {
  readonly studio: Studio;
  readonly engine: FakeGenerator;
  readonly state: () => StudioState;
}

/** A studio on a fake generator, after it has learned of the model. */
export async function openStudio(options: FakeGeneratorOptions = {}): Promise<OpenStudio> {
  const engine = new FakeGenerator(options);
  let dice = 0;
  const studio = new Studio({
    engine,
    load: { packUrl: 'https://example.org/packs/fake/' },
    // Another number each time, so that no two rolled seeds are the same.
    random: () => (dice += 0.0625) % 1,
    checkAfterMs: 0,
  });
  await studio.open();
  return { studio, engine, state: studio.store.getState };
}

/** Resolves at the very moment at which the state is so; what is polled for may be over when it is noticed. */
export function when({ studio, state }: Pick<OpenStudio, 'studio' | 'state'>, holds: (state: StudioState) => boolean): Promise<void> {
  return new Promise((resolve) => {
    if (holds(state())) {
      resolve();
      return;
    }
    const stop = studio.store.subscribe((now) => {
      if (!holds(now)) return;
      stop();
      resolve();
    });
  });
}

/** Resolves when nothing is being made, waiting films included. */
export const allMade = ({ state }: OpenStudio): Promise<void> => until(() => expect(state().job).toBeNull());
