import type { LayerPlace } from '../../../contract/request/layer.js';

/** Where a thing is, seen from the one that it is told with: "a cat on a bed" has the bed below. */
export type Relation = 'below' | 'above' | 'in front' | 'on the head' | 'held' | 'inside' | 'beside';

export interface ThingToPlace {
  readonly prompt: string;
  readonly name: string;
  /** What it does; empty where nothing is said. */
  readonly moves: string;
  /** What something is done with is smaller than who does it. */
  readonly isSmall: boolean;
  readonly relation: PlacedBy | null;
}

interface PlacedBy {
  readonly kind: Relation;
  /** The things that it is told with: the first of them, and the one after the last. */
  readonly of: readonly [number, number];
}

/** What is in the air, by its name or by what it does. */
const SKY = /\b(?:sun|moon|star|stars|cloud|rainbow|lightning|kite|bird|dove|eagle|bat|owl|bee|butterfly|airplane|plane|jet|helicopter|balloon|rocket|flying saucer|ufo|planet|comet|parachute|dragonfly|snowflake)\b/u;
const FLIES = /\b(?:fly|flying|flies|floating|floats|soaring|hovering|gliding|orbiting|falling)\b/u;
/** Of things that are large or far away, so that they stand behind. */
const LARGE = /\b(?:house|castle|tree|mountain|building|volcano|ship|church|ferris wheel|factory|bridge|lighthouse|palm tree|christmas tree|tower|hospital|school|hotel|bank|office|store|museum|temple|stadium|tent)\b/u;
/** Of things that fit into a hand, or nearly. */
const LITTLE = /\b(?:ball|apple|banana|strawberry|lemon|pear|bone|carrot|donut|cookie|mouse|chick|ladybug|bee|butterfly|ant|snail|flower|rose|leaf|mushroom|cup|coffee|gift|heart|star|key|book|hat|crown|ring|candle|balloon)\b/u;

/** Of things that are held above the head. */
const OVERHEAD = /\b(?:umbrella|balloon|kite|parasol)$/u;

const GROUND = 0.6;
const AIR = 0.27;
/** Of the square that a model draws in, the part that a thing fills across. */
const FILLED = 0.62;
/** Things in a row, before some stand behind. */
const MOST_ABREAST = 4;
/** Sides of a square, at most. */
const MOST = 0.72;

const scaleOf = ({ name, isSmall }: ThingToPlace): number => (LARGE.test(name) ? 1.25 : LITTLE.test(name) ? 0.6 : 1) * (isSmall && !LARGE.test(name) && !LITTLE.test(name) ? 0.8 : 1);
const isInAir = ({ name, moves }: ThingToPlace): boolean => SKY.test(name) || FLIES.test(moves);

/**
 * Places things in a frame as a person would lay them out: next to each other, what flies above, what is large behind, what
 * belongs together at each other. The farthest comes first.
 */
export function arrangeThings(things: readonly ThingToPlace[]): readonly { readonly prompt: string; readonly place: LayerPlace }[] {
  const roots = things.flatMap((thing, i) => (thing.relation === null ? [i] : []));
  const places = new Map<number, LayerPlace>();
  for (const row of [roots.filter((i) => isInAir(things[i]!)), roots.filter((i) => !isInAir(things[i]!))]) placeRow(row, things, places);
  for (const [i, thing] of things.entries()) if (thing.relation) placeBy(i, thing.relation, things, places);
  return [...places]
    .map(([i, place]) => ({ prompt: things[i]!.prompt, place, depth: depthOf(things[i]!, place) }))
    .sort((a, b) => a.depth - b.depth)
    .map(({ prompt, place }) => ({ prompt, place }));
}

/** Feet on one line: what is smaller has its centre lower. */
const onGround = (size: number): number => GROUND + (MOST - size) / 4;

/** Side by side, as large as the frame's width allows; of many, every other one stands behind. */
function placeRow(row: readonly number[], things: readonly ThingToPlace[], places: Map<number, LayerPlace>): void {
  const behind = row.length > MOST_ABREAST ? row.filter((_, k) => k % 2 === 1) : [];
  for (const [rank, abreast] of [row.filter((i) => !behind.includes(i)), behind].entries()) {
    const scales = abreast.map((i) => scaleOf(things[i]!));
    const sum = scales.reduce((total, scale) => total + scale, 0);
    const unit = Math.min(MOST, 1 / (FILLED * Math.max(sum, 1))) * (rank === 0 ? 1 : 0.85);
    let left = (1 - unit * FILLED * sum) / 2;
    for (const [k, i] of abreast.entries()) {
      const size = Math.min(MOST * 1.2, unit * scales[k]!);
      const width = unit * scales[k]! * FILLED;
      const y = isInAir(things[i]!) ? AIR + 0.14 * rank : onGround(size) - 0.2 * rank;
      places.set(i, rounded({ x: left + width / 2, y, size }));
      left += width;
    }
  }
}

function placeBy(i: number, { kind, of: [first, end] }: PlacedBy, things: readonly ThingToPlace[], places: Map<number, LayerPlace>): void {
  const others = things.flatMap((_, k) => (k >= first && k < end ? (places.get(k) ?? []) : []));
  const [other] = others;
  if (!other) return;
  const x = others.reduce((sum, place) => sum + place.x, 0) / others.length;
  const size = Math.min(MOST, other.size * Math.min(1.2, Math.max(0.6, scaleOf(things[i]!) / scaleOf(things[first]!))));
  const { y } = other;
  const isBackdrop = kind === 'inside' && LARGE.test(things[i]!.name);
  if (isBackdrop) {
    places.set(i, rounded({ x, y: 0.45, size: 1.25 }));
  } else if ((kind === 'above' || kind === 'inside') && SKY.test(things[i]!.name)) {
    places.set(i, rounded({ x: x + 0.28, y: AIR - 0.07, size: 0.7 * size }));
  } else if (kind === 'below' || kind === 'inside' || kind === 'above') {
    // Both move away from the middle between them, so that together they stand where the one did.
    const apart = 0.24 * (size + other.size) * (kind === 'above' ? -1 : 1);
    const isHigh = isInAir(things[first]!) && kind !== 'above';
    const middle = !isHigh ? y : LARGE.test(things[i]!.name) ? onGround(size) - 0.6 * apart : 0.42;
    places.set(i, rounded({ x, y: middle + 0.6 * apart, size }));
    for (let k = first; k < end; k++) places.set(k, rounded({ ...places.get(k)!, y: middle - 0.4 * apart }));
  } else if (kind === 'on the head') {
    places.set(i, rounded({ x, y: y - 0.33 * other.size, size: other.size * 0.5 }));
  } else if (kind === 'held') {
    const isOverhead = OVERHEAD.test(things[i]!.name);
    places.set(i, rounded({ x: x + (isOverhead ? 0.18 : 0.24) * other.size, y: y + (isOverhead ? -0.34 : 0.08) * other.size, size: other.size * (isOverhead ? 0.6 : 0.45) }));
  } else {
    places.set(i, rounded({ x: x + 0.12, y: y + 0.08, size }));
  }
}

/** What is lower is nearer; what is in the air, or large, is behind; what something stands on is behind it. */
function depthOf(thing: ThingToPlace, { y, size }: LayerPlace): number {
  const kind = thing.relation?.kind;
  return (isInAir(thing) ? -2 : LARGE.test(thing.name) ? -1 : 0) + (kind === 'below' || kind === 'inside' ? -0.5 : kind === 'on the head' || kind === 'in front' || kind === 'held' ? 1 : 0) + y + size / 2;
}

function rounded({ x, y, size }: LayerPlace): LayerPlace {
  const plain = (value: number): number => Math.round(value * 1000) / 1000;
  return { x: plain(x), y: plain(y), size: plain(size) };
}
