import type { Stage } from '../../../contract/generator.js';
import type { PackManifest } from '../../../contract/pack.js';
import { scenesOf, type FilmPlan } from '../pipelines/pipeline-context.js';
import { planWindows } from '../pipelines/windows.js';

/** Units of work of a whole film, by stage; the pipeline calls `onUnit` exactly this often. */
export function countUnits(film: FilmPlan, manifest: PackManifest): ReadonlyMap<Stage, number> {
  const stepsOf = (kind: 'textToImage' | 'imageToVideo'): number => film.steps ?? manifest.sampler[kind].sigmas.length - 1;
  const units = new Map<Stage, number>([['text', 0], ['image', 0], ['video', 0], ['decode', 0], ['encode', 0]]);
  const add = (stage: Stage, count: number): void => void units.set(stage, (units.get(stage) ?? 0) + count);
  // The last frame of an opening is the first one of the first shot.
  if (film.opening) add('encode', film.opening.frames - 1);
  for (const [number, shot] of film.shots.entries()) {
    const beats = scenesOf(shot);
    const plan = planWindows(manifest, ...beats.map(({ frames }) => frames));
    const given = shot.image !== undefined || (number === 0 && film.opening !== undefined);
    add('text', new Set([0, ...plan.windows.map(({ scene: beat }) => beat)]).size);
    add('image', given ? 1 : stepsOf('textToImage') + 1);
    add('video', plan.windows.length * stepsOf('imageToVideo'));
    add('decode', plan.latents);
    add('encode', plan.frames);
  }
  return units;
}

/** How far a job is, and how long it will still take, judged by the mean time of a unit in each stage. */
export class JobProgress {
  readonly #totals: ReadonlyMap<Stage, number>;
  readonly #now: () => number;
  readonly #spent = new Map<Stage, { units: number; milliseconds: number }>();
  readonly #before: Partial<Record<Stage, number>>;
  #last: number;
  #done: number;

  /** @param before units that were done earlier, when the job goes on */
  constructor(totals: ReadonlyMap<Stage, number>, now: () => number, before: Partial<Record<Stage, number>> = {}) {
    this.#totals = totals;
    this.#now = now;
    this.#last = now();
    this.#before = before;
    this.#done = Object.values(before).reduce((sum, units) => sum + units, 0);
  }

  /** Call when a unit of `stage` is done: the time since the unit before is counted as its. */
  unit(stage: Stage): { readonly done: number; readonly total: number; readonly eta: number | null } {
    const now = this.#now();
    const spent = this.#spent.get(stage) ?? { units: 0, milliseconds: 0 };
    this.#spent.set(stage, { units: spent.units + 1, milliseconds: spent.milliseconds + (now - this.#last) });
    this.#last = now;
    this.#done++;
    const total = [...this.#totals.values()].reduce((sum, units) => sum + units, 0);
    return { done: this.#done, total, eta: this.#eta() };
  }

  /** Seconds left; null until each stage that still has work has done some. */
  #eta(): number | null {
    let milliseconds = 0;
    for (const [stage, total] of this.#totals) {
      const spent = this.#spent.get(stage);
      const left = total - (this.#before[stage] ?? 0) - (spent?.units ?? 0);
      if (left <= 0) continue;
      if (!spent) return null;
      milliseconds += (left * spent.milliseconds) / spent.units;
    }
    return milliseconds / 1000;
  }
}
