import type { PackVocabulary } from '../../../../contract/pack-summary.js';
import { putPart, type PartKind } from './prompt-parts.js';

/** Every so many ideas move the camera; most films are better without. */
const CAMERA_SHARE = 0.25;

/** A sentence out of the model's own words, at random; empty when it knows none. `random` is uniform in [0, 1). */
export function promptIdea(vocabulary: PackVocabulary, random: () => number): string {
  const kinds: PartKind[] = ['objects', 'motions', 'backgrounds'];
  if (random() < CAMERA_SHARE) kinds.push('cameras');
  return kinds.reduce((prompt, kind) => {
    const terms = vocabulary[kind];
    const term = terms[Math.floor(random() * terms.length)];
    return term === undefined ? prompt : putPart(prompt, kind, term, vocabulary);
  }, '');
}
