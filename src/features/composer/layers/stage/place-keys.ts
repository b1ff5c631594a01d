import { LAYER_LIMITS, type LayerPlace } from '../../../../../contract/request/layers/layer.js';
import { settledPlace } from './placing.js';

/** Shares of the frame that an arrow key moves by. */
const STEP = 0.01;
const LARGE_STEP = 0.05;
const GROWTH = 1.06;
const LARGE_GROWTH = 1.25;
/** Degrees. */
const TURN = 5;
const LARGE_TURN = 15;

const ARROWS: Readonly<Record<string, readonly [x: number, y: number]>> = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
/** Shift makes other characters of these keys, on keyboards of different countries. */
const SIZES: Readonly<Record<string, 1 | -1>> = { '+': 1, '=': 1, '*': 1, '-': -1, _: -1 };
const TURNS: Readonly<Record<string, 1 | -1>> = { '[': -1, '{': -1, ']': 1, '}': 1, ',': -1, ';': -1, '.': 1, ':': 1 };

/** Where a key puts a layer: arrows move it, + and - size it, [ and ] (or comma and full stop) turn it, by more with Shift. Null for any other key. */
export function placeAfterKey(place: LayerPlace, { key, shiftKey }: Pick<KeyboardEvent, 'key' | 'shiftKey'>): LayerPlace | null {
  const arrow = ARROWS[key];
  if (arrow !== undefined) {
    const step = shiftKey ? LARGE_STEP : STEP;
    return settledPlace({ ...place, x: place.x + arrow[0] * step, y: place.y + arrow[1] * step });
  }
  const growth = SIZES[key];
  if (growth !== undefined) {
    const size = place.size * (shiftKey ? LARGE_GROWTH : GROWTH) ** growth;
    return settledPlace({ ...place, size: Math.min(size, LAYER_LIMITS.size.max) });
  }
  const turn = TURNS[key];
  return turn === undefined ? null : settledPlace({ ...place, turn: (place.turn ?? 0) + turn * (shiftKey ? LARGE_TURN : TURN) });
}
