import type { RgbaFrame } from '../../../workers/lib/rgba-frame.js';
import type { StickerFilm } from './sticker-films.js';

/** A flat disc; one full of detail; a long bar; hair-thin rays; and a disc in a glow that fades away. */
export type StickerSubject = 'plain' | 'busy' | 'long' | 'thin' | 'glowing';

interface Place {
  readonly dx: number;
  readonly dy: number;
  /** From the middle, in parts of the half height. */
  readonly distance: number;
  readonly turn: number;
}

/** How much of each subject is at a place: 0 to 1, an edge of about a pixel and a half. */
const COVERS: Readonly<Record<StickerSubject, (place: Place, pixel: number) => number>> = {
  plain: ({ distance }, pixel) => edge(0.6 - distance, pixel),
  busy: ({ distance }, pixel) => edge(0.7 - distance, pixel),
  long: ({ dx, dy, turn }, pixel) => edge(Math.min(0.85 - Math.abs(dx), 0.12 - Math.abs(dy - 0.1 * Math.sin(turn))), pixel),
  thin: ({ dx, dy, distance, turn }, pixel) => Math.max(edge(0.2 - distance, pixel), distance < 0.75 ? edge(0.03 - Math.abs(Math.sin(3 * Math.atan2(dy, dx) + turn) * distance) / 3, pixel) : 0),
  glowing: ({ distance }, pixel) => Math.max(edge(0.3 - distance, pixel), 0.8 * Math.max(0, 1 - distance / 0.85) ** 1.5),
};

const edge = (inside: number, pixel: number): number => Math.min(1, Math.max(0, 0.5 + inside / (1.5 * pixel)));

const COLOURS: Readonly<Record<StickerSubject, (place: Place, index: number) => readonly [number, number, number]>> = {
  plain: () => [220, 60, 50],
  busy: ({ dx, dy, turn }) => [128 + 100 * Math.sin(23 * dx + turn), 128 + 100 * Math.sin(31 * dy - 2 * turn), 128 + 100 * Math.sin(41 * (dx + dy) + turn)],
  long: ({ dx }) => [60, 120 + 60 * dx, 220],
  thin: () => [40, 150, 90],
  glowing: ({ distance }) => [250, 220 - 60 * distance, 90],
};

/** Straight alpha; the colours go on beyond the subject's edge, as those of stored films do. */
export function paintSubject({ subject, frames, width, height }: StickerFilm, index: number): RgbaFrame {
  const rgba = new Uint8ClampedArray(4 * width * height);
  const turn = (2 * Math.PI * index) / frames;
  const half = Math.min(width, height) / 2;
  const [middleX, middleY] = [width / 2 + 0.08 * half * Math.sin(turn), height / 2 + 0.08 * half * Math.cos(turn)];
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++, at += 4) {
      const [dx, dy] = [(x + 0.5 - middleX) / half, (y + 0.5 - middleY) / half];
      const place = { dx, dy, distance: Math.hypot(dx, dy), turn };
      rgba.set(COLOURS[subject](place, index), at);
      rgba[at + 3] = 255 * COVERS[subject](place, 1 / half);
    }
  }
  return { index, width, height, rgba };
}

/** Where something is to be seen in any of the frames: alpha of 16 and more. */
export function visibleRectangle(frames: readonly RgbaFrame[]): { readonly x: number; readonly y: number; readonly width: number; readonly height: number } {
  const [{ width }] = frames as readonly [RgbaFrame];
  const pixels = frames.flatMap(({ rgba }) => Array.from({ length: rgba.length / 4 }, (_, i) => i).filter((i) => rgba[4 * i + 3]! >= 16));
  const [xs, ys] = [pixels.map((i) => i % width), pixels.map((i) => Math.floor(i / width))];
  const least = (values: readonly number[]): number => values.reduce((a, b) => Math.min(a, b), Infinity);
  const most = (values: readonly number[]): number => values.reduce((a, b) => Math.max(a, b), 0);
  return { x: least(xs), y: least(ys), width: most(xs) - least(xs) + 1, height: most(ys) - least(ys) + 1 };
}
