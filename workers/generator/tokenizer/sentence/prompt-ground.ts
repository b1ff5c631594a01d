import type { PromptGround } from '../../../../contract/generator.js';
import type { PackGround } from '../../../../contract/pack/manifest.js';
import { pickDefined } from '../../../../contract/lib/pick-defined.js';
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
export function groundReader({ horizons, airborne, airborneMotions, landingMotions, followed }: PackGround, places: readonly string[]): GroundReader {
  const names = new Set(airborne);
  const heights = new Map(horizons.flatMap(({ height, places: said }) => said.map((phrase) => [phrase, height] as const)));
  const longestFirst = [...new Set([...places, ...heights.keys()])].sort((a, b) => b.length - a.length);
  const nouns = nounHeights(longestFirst, heights);
  const stands: StandsHow = (name, moves) => {
    const text = ` ${moves} `;
    return names.has(name) || isSaid(text, airborneMotions) ? null : isSaid(text, landingMotions) ? 'lands' : 'rests';
  };
  const horizonOf = (place: string): number | null => heights.get(place) ?? null;
  const placeIn = (tokens: readonly Token[]): string | undefined => {
    const text = spoken(tokens);
    return longestFirst.find((place) => text.includes(` ${place} `));
  };
  const horizonIn = (tokens: readonly Token[], phrase: string | undefined): number | null => {
    if (phrase !== undefined) return horizonOf(phrase);
    const noun = tokens.findLast(({ word, masked }) => masked === 'place' && nouns.has(word));
    return (noun && nouns.get(noun.word)) ?? null;
  };
  const passesOf = followedReader(followed);
  const read = ({ tokens, found }: PromptThings): PromptGround => {
    const [name, place] = [found[0]?.name ?? '', placeIn(tokens)];
    const moves = tokens.filter(({ masked }) => masked === null).map(({ word }) => word).join(' ');
    const isLed = place === undefined || tokens.some(({ masked }) => masked === 'camera');
    return { horizon: horizonIn(tokens, place), stands: stands(name, moves), ...pickDefined({ passes: isLed ? undefined : passesOf(name, ` ${moves} `, place) }) };
  };
  return { stands, horizonOf, read };
}

/** Who moves to a side leaves the picture's middle by itself. */
const SIDES = ['left', 'right'];

/** Reads how fast a place goes by. */
function followedReader(followed: PackGround['followed']): (name: string, moves: string, place: string) => number | undefined {
  const [names, places] = [new Set(followed?.names), new Set(followed?.places)];
  return (name, moves, place) => {
    if (!names.has(name) || !places.has(place) || isSaid(moves, SIDES)) return undefined;
    return followed?.paces.find(({ motions }) => isSaid(moves, motions))?.speed;
  };
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
