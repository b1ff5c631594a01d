import type { Part } from './composition.js';

/** What comes or goes while the film is shown takes so long for it. */
const SECONDS = 0.25;

/** How much of a part is seen in its frame `number`: it fades in and out, but not where the film begins or ends with it. */
export function opacityOf({ first, frames }: Pick<Part, 'first' | 'frames'>, number: number, filmFrames: number, fps: number): number {
  const length = Math.min(Math.round(SECONDS * fps), Math.floor(frames / 2));
  const share = (after: number): number => Math.min(1, (after + 1) / (length + 1));
  const comes = first > 0 ? share(number) : 1;
  const goes = first + frames < filmFrames ? share(frames - 1 - number) : 1;
  return Math.min(comes, goes);
}
