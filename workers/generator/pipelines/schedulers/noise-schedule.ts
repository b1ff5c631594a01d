import type { SchedulerSettings } from '../../../../contract/pack/manifest.js';

/** The noise levels of a scheduler, and what the denoiser is told at each. */
export abstract class NoiseSchedule {
  readonly sigmas: readonly number[];
  readonly initialScale: number;
  readonly #timesteps: readonly number[];

  constructor(sigmas: SchedulerSettings['sigmas'], timesteps: SchedulerSettings['timesteps'], initialScale: number) {
    this.sigmas = sigmas;
    this.#timesteps = timesteps ?? [];
    this.initialScale = initialScale;
  }

  get steps(): number {
    return this.sigmas.length - 1;
  }

  timestep(index: number): number {
    return this.#timesteps[index] ?? 0;
  }
}
