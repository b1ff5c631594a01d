import type { LayerPlace } from './layer.js';

/** Sizes of things that stand side by side, by how many they are. */
const SIZES = [0.85, 0.66, 0.54, 0.46, 0.4, 0.36] as const;
const GROUND = 0.64;
const TITLE_SIZE = 0.12;
/** Titles are above, then below, then in the middle. */
const TITLE_HEIGHTS = [0.14, 0.88, 0.5] as const;

/** Where things stand that nobody placed: side by side on the ground. */
export function usualPlaces(count: number): readonly LayerPlace[] {
  const size = SIZES[Math.min(count, SIZES.length) - 1] ?? SIZES[0];
  return Array.from({ length: count }, (_, i) => ({ x: round((i + 1) / (count + 1)), y: GROUND, size }));
}

/** Where title number `number` stands, counted from 0. */
export function usualTitlePlace(number: number): LayerPlace {
  return { x: 0.5, y: TITLE_HEIGHTS[number % TITLE_HEIGHTS.length] ?? TITLE_HEIGHTS[0], size: TITLE_SIZE };
}

const round = (value: number): number => Math.round(value * 1000) / 1000;
