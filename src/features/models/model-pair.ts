import type { KeptPack, PackOffer } from '../../../contract/pack-store.js';
import type { CurrentOffer } from './library-state.js';
import type { ModelPair } from './model-slice.js';

/** What a model is chosen for. */
export type ModelRole = 'draw' | 'move';

/** The pair of two models, which may be one. */
export const pairOf = (moving: string, drawing: string): ModelPair => ({ packUrl: moving, ...(drawing !== moving && { drawPackUrl: drawing }) });

/** What a model that does one thing is for; null for one that does both. */
export const roleOf = ({ draws, moves }: Pick<KeptPack, 'draws' | 'moves'>): ModelRole | null => (draws === moves ? null : draws ? 'draw' : 'move');

export function together(moving: PackOffer, drawing: PackOffer | null): CurrentOffer {
  const drawMissingToStart = drawing?.missingToStart ?? 0;
  return {
    ...moving,
    missingBytes: moving.missingBytes + (drawing?.missingBytes ?? 0),
    missingToStart: moving.missingToStart + drawMissingToStart,
    fits: moving.fits && drawing?.fits !== false,
    drawMissingToStart,
  };
}
