import type { PromptGround } from '../../../../contract/generator.js';
import type { LayerPlace } from '../../../../contract/request/layers/layer.js';

/** Where a thing is, seen from the one that it is told with: "a cat on a bed" has the bed below. */
export type Relation = 'below' | 'above' | 'in front' | 'on the head' | 'held' | 'inside' | 'beside' | 'ridden' | 'aboard';

export interface ThingToPlace {
  readonly prompt: string;
  readonly name: string;
  readonly stands: PromptGround['stands'];
  /** What something is done with is smaller than who does it. */
  readonly isSmall: boolean;
  readonly relation: PlacedBy | null;
}

interface PlacedBy {
  readonly kind: Relation;
  /** The things that it is told with: the first of them, and the one after the last. */
  readonly of: readonly [number, number];
}

export interface ArrangedThing {
  readonly prompt: string;
  readonly place: LayerPlace;
  /** As in `PromptThings.feet`. */
  readonly near: number | null;
}

/** Of things that are large or far away, so that they stand behind. */
export const LARGE = /\b(?:house|castle|tree|mountain|building|volcano|ship|church|ferris wheel|factory|bridge|lighthouse|palm tree|christmas tree|tower|hospital|school|hotel|bank|office|store|museum|temple|stadium|tent)\b/u;
/** Of things that fit into a hand, or nearly. */
const LITTLE = /\b(?:ball|apple|banana|strawberry|lemon|pear|bone|carrot|donut|cookie|mouse|chick|ladybug|bee|butterfly|ant|snail|flower|rose|leaf|mushroom|cup|coffee|gift|heart|star|key|book|hat|crown|ring|candle|balloon)\b/u;

const EYEWEAR = /\b(?:glasses|sunglasses|goggles)$/u;
/** Of things that are held above the head. */
const OVERHEAD = /\b(?:umbrella|balloon|kite|parasol)$/u;

/** Centre of what stands on the ground of a place that has none, or of which none is known. */
const GROUND = 0.6;
const AIR = 0.27;
/** Of the square that a model draws in, the part that a thing fills across. */
const FILLED = 0.62;
/** Of the square of what something is on, how high that is above the ground. */
const SEAT = 0.3;
/** Of what carries somebody and of them: how large they are beside each other. */
const RIDDEN = 1.05;
const RIDER = 0.52;
const PASSENGER = 0.5;
/** Of the square of what is ridden, how far above its middle a saddle is, and where whoever is in a vehicle looks out. */
const SADDLE = 0.02;
const DECK = -0.02;
/** What is seen from the side looks to the left, so its head is there. */
const BEHIND_HEAD = 0.07;
const AIR_RIDE = 0.38;
const HANGS_BELOW = /\b(?:balloon|parachute)$/u;
/** How much smaller what flies is beside what is large. */
const BESIDE_LARGE = 0.6;
/** Things in a row, before some stand behind. */
const MOST_ABREAST = 4;
/** Of the width of the frame, the part that a row may take. */
const ROOM = 0.93;
/** Sides of a square, at most. */
const MOST = 0.72;
/** How near things stand, from the horizon to the lower edge of the frame: what is large, what stands in a row, and what is little. */
const NEAR = { large: 0.45, usual: 0.76, little: 0.84 };
/** By how much less near those behind stand. */
const ROW = 0.34;

const scaleOf = ({ name, isSmall }: ThingToPlace): number => (LARGE.test(name) ? 1.25 : LITTLE.test(name) ? 0.6 : isSmall ? 0.8 : 1);
const isInAir = ({ stands }: ThingToPlace): boolean => stands === null;

interface Placed {
  readonly thing: ThingToPlace;
  place: LayerPlace;
  near: number | null;
  /** What is larger is nearer. */
  depth: number;
}

/**
 * Places things in a frame as a person would lay them out: next to each other, what flies above, what is large behind, what
 * belongs together at each other. The farthest comes first.
 *
 * @param horizon where the ground of their place begins, in fractions of the height; null of a place without
 */
export function arrangeThings(things: readonly ThingToPlace[], horizon: number | null): readonly ArrangedThing[] {
  const all = things.map((thing): Placed => ({ thing, place: { x: 0.5, y: GROUND, size: MOST }, near: null, depth: 0 }));
  const roots = all.filter(({ thing }) => thing.relation === null);
  const [flying, standing] = [roots.filter(({ thing }) => isInAir(thing)), roots.filter(({ thing }) => !isInAir(thing))];
  // What is large reaches up to where others fly, so these are beside it; and much smaller.
  const rows = flying.length > 0 && standing.some(({ thing }) => LARGE.test(thing.name)) ? [[...flying, ...standing]] : [flying, standing];
  for (const row of rows) placeRow(row, horizon, (thing) => scaleOf(thing) * (rows.length === 1 && isInAir(thing) ? BESIDE_LARGE : 1));
  for (const each of all) {
    const { relation } = each.thing;
    if (relation) placeBy(each, relation.kind, all.slice(...relation.of), horizon);
  }
  return all.sort((a, b) => a.depth - b.depth).map(({ thing: { prompt }, place, near }) => ({ prompt, place: rounded(place), near: near === null ? null : plain(near) }));
}

/** Side by side, as large as the frame's width allows; of many, every other one stands behind. */
function placeRow(row: readonly Placed[], horizon: number | null, scale: (thing: ThingToPlace) => number): void {
  const behind = row.length > MOST_ABREAST ? row.filter((_, k) => k % 2 === 1) : [];
  for (const [rank, abreast] of [row.filter((each) => !behind.includes(each)), behind].entries()) {
    const sum = abreast.reduce((total, { thing }) => total + scale(thing), 0);
    const unit = Math.min(MOST, ROOM / (FILLED * Math.max(sum, 1))) * (rank === 0 ? 1 : 0.85);
    let left = (1 - unit * FILLED * sum) / 2;
    for (const each of abreast) {
      const { thing } = each;
      const size = Math.min(MOST * 1.2, unit * scale(thing));
      const width = unit * scale(thing) * FILLED;
      each.place = { x: left + width / 2, y: AIR + 0.14 * rank, size };
      if (!isInAir(thing)) stand(each, rank, horizon);
      each.depth = (isInAir(thing) ? -2 : LARGE.test(thing.name) ? -1 : 0) - 0.5 * rank;
      left += width;
    }
  }
}

/** Puts a thing with its feet on the ground. @param rank of its row; what is before the first one is nearer */
function stand(each: Placed, rank: number, horizon: number | null): void {
  const { thing, place: { x, size } } = each;
  if (horizon === null) {
    // Feet on one line: what is smaller has its centre lower.
    each.place = { x, y: GROUND + (MOST - size) / 4 - 0.2 * rank, size };
    return;
  }
  const near = nearnessOf(thing) - ROW * rank;
  // What comes down does so to the lower edge of its square.
  const below = thing.stands === 'lands' ? 0.5 : FILLED / 2;
  each.place = { x, y: horizon + near * (1 - horizon) - below * size, size };
  each.near = near;
}

const nearnessOf = ({ name }: ThingToPlace): number => (LARGE.test(name) ? NEAR.large : LITTLE.test(name) ? NEAR.little : NEAR.usual);

/** @param others what it is told with; placed before */
function placeBy(each: Placed, kind: Relation, others: readonly Placed[], horizon: number | null): void {
  const [other] = others;
  if (!other) return;
  const { name } = each.thing;
  const x = others.reduce((sum, { place }) => sum + place.x, 0) / others.length;
  const { y, size: otherSize } = other.place;
  const size = Math.min(MOST, otherSize * Math.min(1.2, Math.max(0.6, scaleOf(each.thing) / scaleOf(other.thing))));
  const standsOnGround = horizon !== null && !isInAir(each.thing);
  if (kind === 'ridden' || kind === 'aboard') {
    carry(each, kind, others, horizon);
    return;
  }
  each.depth = Math.min(...others.map(({ depth }) => depth)) - 0.01;
  if (kind === 'inside' && LARGE.test(name)) {
    each.place = { x, y: 0.45, size: 1.25 };
    if (standsOnGround) stand(each, 0, horizon);
  } else if ((kind === 'above' || kind === 'inside') && isInAir(each.thing)) {
    each.place = { x: x + 0.28, y: AIR - 0.07, size: 0.7 * size };
  } else if (kind === 'below' && LARGE.test(name) && !LARGE.test(other.thing.name)) {
    // On top of what is much larger, and so smaller than it would be beside it.
    const tall = 0.9;
    each.place = { x, y: GROUND + (MOST - tall) / 4 + 0.06, size: tall };
    if (standsOnGround) stand(each, 0, horizon);
    for (const one of others) lift(one, { x: one.place.x, y: each.place.y - 0.31 * tall - 0.1 * one.place.size, size: 0.5 * one.place.size });
  } else if (kind === 'below' || kind === 'inside' || kind === 'above') {
    // Both move away from the middle between them, so that together they stand where the one did; on ground, the lower one does.
    const apart = 0.24 * (size + otherSize) * (kind === 'above' ? -1 : 1);
    const middle = isInAir(other.thing) && kind !== 'above' ? 0.42 : y;
    each.place = { x, y: middle + 0.6 * apart, size };
    if (kind === 'above') {
      if (other.near === null) for (const one of others) one.place = { ...one.place, y: middle - 0.4 * apart };
      else each.place = { x, y: y + apart, size };
    } else {
      if (!standsOnGround) {
        for (const one of others) lift(one, { ...one.place, y: middle - 0.4 * apart });
        return;
      }
      stand(each, 0, horizon);
      // What one is on or in is seldom as high as its square lets it be.
      const seat = horizon + nearnessOf(each.thing) * (1 - horizon) - SEAT * size;
      for (const one of others) lift(one, { ...one.place, y: Math.min(seat - (FILLED / 2) * one.place.size, isInAir(one.thing) ? y : Infinity) });
    }
  } else {
    each.depth = Math.max(...others.map(({ depth }) => depth)) + 0.01;
    const isOverhead = OVERHEAD.test(name);
    const [right, down, scale] = kind === 'on the head' ? (EYEWEAR.test(name) ? [0, 0.06, 0.7] : [0, -0.3, 0.5]) : kind === 'in front' ? [0.16, 0.11, size / otherSize] : isOverhead ? [0.18, -0.34, 0.6] : [0.24, 0.08, 0.45];
    each.place = { x: x + right * otherSize, y: y + down * otherSize, size: scale * otherSize };
    if (kind === 'in front' && standsOnGround) stand(each, -0.3, horizon);
  }
}

/** What is ridden is as large as its rider would be by itself, and seen beneath; whoever is in a vehicle looks out of it, from behind its hull or its cabin. */
function carry(each: Placed, kind: 'ridden' | 'aboard', riders: readonly Placed[], horizon: number | null): void {
  const size = Math.min(MOST, Math.max(...riders.map(({ place }) => place.size * RIDDEN)));
  const x = riders.reduce((sum, { place }) => sum + place.x, 0) / riders.length;
  const ground = riders[0]?.place.y ?? GROUND;
  each.place = { x, y: isInAir(each.thing) ? AIR_RIDE : ground + (MOST - size) / 4, size };
  each.depth = Math.min(...riders.map(({ depth }) => depth)) + (kind === 'aboard' && !isInAir(each.thing) ? 0.01 : -0.01);
  if (horizon !== null && !isInAir(each.thing)) stand(each, 0, horizon);
  const smaller = (kind === 'ridden' ? RIDER : PASSENGER) / Math.max(1, riders.length ** 0.5);
  // A balloon carries its basket below.
  const up = isInAir(each.thing) ? (HANGS_BELOW.test(each.thing.name) ? -0.42 : 0.02) : kind === 'ridden' ? SADDLE : DECK;
  for (const [k, rider] of riders.entries()) {
    const side = (k - (riders.length - 1) / 2) * smaller * size * 0.6;
    lift(rider, { x: x + side + (kind === 'ridden' ? BEHIND_HEAD * size : 0), y: each.place.y - up * size - (isInAir(each.thing) ? 0 : (FILLED / 2) * smaller * size), size: smaller * size });
    if (isInAir(each.thing)) rider.depth = each.depth + 0.01;
  }
}

/** What is on something else is not on the ground. */
function lift(each: Placed, place: LayerPlace): void {
  each.place = place;
  each.near = null;
}

const plain = (value: number): number => Math.round(value * 1000) / 1000;

function rounded({ x, y, size }: LayerPlace): LayerPlace {
  return { x: plain(x), y: plain(y), size: plain(size) };
}
