import type { StickerFormat } from '../../../contract/stickers/presets.js';

/** One way to encode a sticker. */
export interface Step {
  /** Of the frames that there could be, 0 to 1. */
  readonly rateShare: number;
  /** Quality, number of colours (0: all) or share of the limit, by format; more is better. */
  readonly level: number;
  /** Of the length that there could be, 0 to 1. */
  readonly lengthShare: number;
}

/** What looks good, and what is better than nothing. Each list from large to small files. */
const LEVELS: Readonly<Record<StickerFormat, { readonly good: readonly number[]; readonly rough: readonly number[] }>> = {
  webp: { good: [90, 85, 80, 75, 70, 65, 60, 55, 50], rough: [42, 35, 28, 20, 10] },
  apng: { good: [0, 256, 192, 128, 96, 64, 48], rough: [32, 24, 16, 10, 6] },
  gif: { good: [255, 192, 128, 96, 64, 48], rough: [32, 24, 16, 10, 6] },
  webm: { good: [0.92, 0.84, 0.76, 0.68, 0.6, 0.5], rough: [0.4, 0.3, 0.2, 0.1, 0.05] },
};

/** Motion becomes jerky below half of the frames, sooner than a picture becomes poor. */
const FEWER_FRAMES = [0.75, 0.5] as const;
const FEWEST_FRAMES = 1 / 3;
const SHORTER = [0.75, 0.5, 0.25] as const;

/** All ways to encode a sticker, from the best, which is the largest, to the smallest: first quality is given up, then frames, then length. */
export function ladderOf(format: StickerFormat): readonly Step[] {
  const { good, rough } = LEVELS[format];
  const step = (level: number, rateShare: number, lengthShare = 1): Step => ({ level, rateShare, lengthShare });
  const [passable, last] = [good.slice(-2), rough.slice(-2)];
  return [
    ...good.map((level) => step(level, 1)),
    ...FEWER_FRAMES.flatMap((share) => passable.map((level) => step(level, share))),
    ...rough.map((level) => step(level, 0.5)),
    ...last.map((level) => step(level, FEWEST_FRAMES)),
    ...SHORTER.map((length) => step(last.at(-1) ?? 0, FEWEST_FRAMES, length)),
  ];
}
