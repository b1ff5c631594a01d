import type { Stage } from '../../../contract/names.js';
import type { PackManifest } from '../../../contract/pack/manifest.js';
import { encodesDrawn, plateOf } from '../../../contract/pack/pack-parts.js';
import { readStoredPlace } from '../pipelines/stored-places.js';
import { scheduleFilm, type FilmPlan } from '../pipelines/film-plan.js';
import type { JobPlan } from './plan/plan-composition.js';

/** Units of work of a job, by stage: of a film that is put together those of all its parts, and its own frames. */
export function countJobUnits(plan: JobPlan, manifest: PackManifest): ReadonlyMap<Stage, number> {
  if (plan.kind === 'plain') return countUnits(plan.film, manifest);
  const parts = plan.composition.parts.flatMap((part) => (part.kind === 'film' ? [countUnits(part.film, manifest)] : []));
  const sum = (stage: Stage): number => parts.reduce((total, units) => total + (units.get(stage) ?? 0), 0);
  return new Map<Stage, number>([...(['text', 'image', 'video', 'decode'] as const).map((stage) => [stage, sum(stage)] as const), ['encode', plan.composition.frames]]);
}

/** Units of work of a whole film, by stage; the pipeline calls `onUnit` exactly this often. */
export function countUnits(film: FilmPlan, manifest: PackManifest): ReadonlyMap<Stage, number> {
  const { textToImage, imageToVideo, shots } = scheduleFilm(film, manifest);
  const sum = (units: (shot: (typeof shots)[number]) => number): number => shots.reduce((total, shot) => total + units(shot), 0);
  const pictures = plateOf(manifest) === 'drawn' ? 2 : 1;
  const encodings = encodesDrawn(manifest) ? 1 : 0;
  const drawing = (textToImage?.steps ?? 0) + 1;
  const drawn = (prompt: string): number => {
    const { place } = readStoredPlace(prompt, manifest.textToImage?.places);
    return place === undefined ? pictures * drawing + encodings : drawing + (typeof place === 'number' ? 2 : 1);
  };
  return new Map<Stage, number>([
    ['text', sum(({ windows }) => 1 + windows.filter(({ changesPrompt }) => changesPrompt).length)],
    // A given first frame is encoded; another is drawn and decoded, with its subject and without, and encoded where that is needed. A stored place is decoded, if it is not of one colour, and the picture in it always encoded.
    ['image', sum(({ image, opening, prompt }) => (image || opening ? 1 : drawn(prompt)))],
    ['video', sum(({ windows }) => windows.length * imageToVideo.steps)],
    ['decode', sum(({ latents }) => latents)],
    // The last frame of an opening is the first one of its shot.
    ['encode', sum(({ frames, opening }) => frames + (opening ? opening.frames - 1 : 0))],
  ]);
}

/** How far a job is, and how long it will still take by the mean time of a unit in each stage. */
export class JobProgress {
  readonly #totals: ReadonlyMap<Stage, number>;
  readonly #now: () => number;
  readonly #spent = new Map<Stage, { units: number; milliseconds: number }>();
  readonly #before: Partial<Record<Stage, number>>;
  #last: number;
  #done: number;

  /** @param before units that were done earlier, when the job was resumed */
  constructor(totals: ReadonlyMap<Stage, number>, now: () => number, before: Partial<Record<Stage, number>> = {}) {
    this.#totals = totals;
    this.#now = now;
    this.#last = now();
    this.#before = before;
    this.#done = Object.values(before).reduce((sum, units) => sum + units, 0);
  }

  /** Call when a unit of `stage` is done: the time since the last unit counts as its time. */
  unit(stage: Stage): { readonly done: number; readonly total: number; readonly eta: number | null } {
    const now = this.#now();
    const spent = this.#spent.get(stage) ?? { units: 0, milliseconds: 0 };
    this.#spent.set(stage, { units: spent.units + 1, milliseconds: spent.milliseconds + (now - this.#last) });
    this.#last = now;
    this.#done++;
    const total = [...this.#totals.values()].reduce((sum, units) => sum + units, 0);
    // Parts of a film that goes on may make again what was counted.
    return { done: Math.min(this.#done, total), total, eta: this.#eta() };
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
