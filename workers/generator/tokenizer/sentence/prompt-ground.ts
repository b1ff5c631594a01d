import type { PromptGround } from '../../../../contract/generator.js';
import type { PackGround } from '../../../../contract/pack/manifest.js';
import { PREPOSITIONS } from './prompt-places.js';
import type { PromptThings, Token } from './prompt-things.js';

/** How a thing stands that does this. */
export type StandsHow = (name: string, moves: string) => PromptGround['stands'];

export interface GroundReader {
  readonly stands: StandsHow;
  /** Of a place as the model learned it. */
  readonly horizonOf: (place: string) => number | null;
  readonly read: (things: PromptThings) => PromptGround;
}

const spoken = (tokens: readonly Token[]): string => ` ${tokens.map(({ word }) => word).join(' ')} `;
const isSaid = (text: string, phrases: readonly string[]): boolean => phrases.some((phrase) => text.includes(` ${phrase} `));

/**
 * Reads how what a prompt shows stands on its place, out of the lists of a pack.
 * @param places all ways to say a place that the pack knows, those without ground among them
 */
export function groundReader({ horizons, airborne, airborneMotions, landingMotions }: PackGround, places: readonly string[]): GroundReader {
  const names = new Set(airborne);
  const heights = new Map(horizons.flatMap(({ height, places: said }) => said.map((phrase) => [phrase, height] as const)));
  const longestFirst = [...new Set([...places, ...heights.keys()])].sort((a, b) => b.length - a.length);
  const nouns = nounHeights(longestFirst, heights);
  const stands: StandsHow = (name, moves) => {
    const text = ` ${moves} `;
    return names.has(name) || isSaid(text, airborneMotions) ? null : isSaid(text, landingMotions) ? 'lands' : 'rests';
  };
  const horizonOf = (place: string): number | null => heights.get(place) ?? null;
  const horizonIn = (tokens: readonly Token[]): number | null => {
    const text = spoken(tokens);
    const phrase = longestFirst.find((place) => text.includes(` ${place} `));
    if (phrase !== undefined) return horizonOf(phrase);
    const noun = tokens.findLast(({ word, masked }) => masked === 'place' && nouns.has(word));
    return (noun && nouns.get(noun.word)) ?? null;
  };
  const read = ({ tokens, found }: PromptThings): PromptGround => ({
    horizon: horizonIn(tokens),
    stands: stands(found[0]?.name ?? '', tokens.filter(({ masked }) => masked === null).map(({ word }) => word).join(' ')),
  });
  return { stands, horizonOf, read };
}

/** "Along the sandy beach" is no way to say it that a pack lists, but "beach" is always the same place, or at least one with ground. */
function nounHeights(places: readonly string[], heights: ReadonlyMap<string, number>): ReadonlyMap<string, number> {
  const nouns = new Map<string, number | null>();
  for (const place of places) {
    const words = place.split(' ');
    const noun = words.at(-1) ?? '';
    if (!PREPOSITIONS.has(words[0] ?? '') || noun === 'background') continue;
    const height = heights.get(place);
    nouns.set(noun, height === undefined || nouns.get(noun) === null ? null : Math.max(height, nouns.get(noun) ?? 0));
  }
  return new Map([...nouns].flatMap(([noun, height]) => (height === null ? [] : [[noun, height] as const])));
}
