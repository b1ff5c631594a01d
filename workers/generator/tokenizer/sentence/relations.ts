import { LARGE, type Relation } from './arrange-things.js';
import type { FoundThing, Token } from './prompt-things.js';

/** By the last of these words between a thing and the next, from the next one's point of view. */
const RELATIONS: Readonly<Record<string, Relation>> = {
  with: 'beside', and: 'beside', on: 'below', onto: 'below', riding: 'below', rides: 'below', ride: 'below', surfing: 'below', surfs: 'below', skateboarding: 'below', driving: 'below', drives: 'below', drive: 'below', sitting: 'below',
  in: 'inside', inside: 'inside', at: 'inside', over: 'below', eating: 'held', eats: 'held', holding: 'held', holds: 'held', carrying: 'held', carries: 'held', drinking: 'held', drinks: 'held', reading: 'held', throwing: 'held', playing: 'held', plays: 'held', above: 'below', under: 'above', below: 'above', underneath: 'above', behind: 'in front', wearing: 'on the head', wears: 'on the head',
};

export const HEADWEAR = /\b(?:hat|cap|crown|helmet|sunglasses|glasses)$/u;
const RIDES = /^(?:rid|surf|skateboard|snowboard)/u;
const DRIVES = /^(?:driv|fly|flying|steer|sail)/u;
const ON = /^(?:on|onto|sitting)$/u;
/** Who is on one of these rides it. */
const MOUNT =
  /\b(?:horse|pony|donkey|camel|elephant|unicorn|dragon|dinosaur|t-rex|lion|tiger|bear|cow|bull|ox|pig|sheep|goat|llama|zebra|giraffe|deer|reindeer|moose|turtle|whale|dolphin|shark|ostrich|bicycle|bike|motorcycle|motorbike|scooter|skateboard|sled|skis|broom|broomstick|surfboard|wave|cloud|rocket)$/u;
/** Who is in one of these looks out of it. */
const VEHICLE = /\b(?:car|taxi|cab|bus|truck|van|jeep|suv|tractor|train|tram|boat|sailboat|speedboat|ship|canoe|kayak|yacht|ferry|rocket|spaceship|ufo|flying saucer|airplane|plane|helicopter|balloon|bathtub|basket|box|bucket|cup|mug|shopping cart|teacup)$/u;

/** Where one of these is, so is whoever is told with it: "a cat surfing a big wave". */
export const SETS_PLACE =
  /\b(?:wave|car|taxi|bus|truck|train|tram|boat|sailboat|speedboat|ship|canoe|kayak|yacht|ferry|rocket|spaceship|ufo|flying saucer|airplane|plane|helicopter|bicycle|bike|motorcycle|motorbike|scooter|bed|couch|sofa|armchair|bathtub|castle|house|church|tree)$/u;
/** Held in the hand, whatever leads to it: "talking on the phone". */
const IN_HAND = /\b(?:phone|telephone|smartphone|cell phone|guitar|violin|trumpet|saxophone|microphone)$/u;
/** Held above the head. */
const OVERHEAD = /\b(?:umbrella|parasol)$/u;
/** Who flies one of these stays on the ground. */
export const FLOWN = /\bkite$/u;

/**
 * How `thing` stands to the one before it.
 * @param gap words between them
 * @param begins whether it begins another part of the sentence, where what was said before leads to nothing
 */
export function relationOf(gap: readonly Token[], { name }: FoundThing, begins: boolean): Relation | null {
  const between = begins ? [] : gap.slice(Math.max(0, gap.findLastIndex((token) => token.begins)));
  const last = between.findLast(({ word, typed }) => RELATIONS[word] !== undefined || RELATIONS[typed.toLowerCase()] !== undefined);
  const word = last === undefined ? '' : RELATIONS[last.word] === undefined ? last.typed.toLowerCase() : last.word;
  const relation = RELATIONS[word] ?? null;
  if ((ON.test(word) && IN_HAND.test(name)) || (word === 'with' && OVERHEAD.test(name)) || FLOWN.test(name)) return 'held';
  // "At the bus stop" is beside it, "at the hospital" in it.
  if (word === 'at' && !LARGE.test(name)) return null;
  if (relation === 'below' && (RIDES.test(word) || (ON.test(word) && MOUNT.test(name)))) return 'ridden';
  if ((relation === 'inside' || relation === 'ridden' || DRIVES.test(word)) && VEHICLE.test(name)) return 'aboard';
  return HEADWEAR.test(name) && last?.word === 'with' ? 'on the head' : relation;
}
