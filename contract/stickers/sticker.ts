import type { StickerName } from './presets.js';

/** How a sticker is drawn, out of a film. */
export interface StickerLook {
  /** A white edge around the subject: 8 pixels of 512, as WhatsApp and Telegram advise. */
  readonly stroke: boolean;
  /** A soft shadow below it. */
  readonly shadow: boolean;
  /** Empty space on each side, as a part of the longest side; at most {@link MOST_MARGIN}. */
  readonly margin: number;
  /** What the edges of a GIF are mixed with, as "#rrggbb"; they keep the subject's colours when it is absent. */
  readonly matte?: string;
}

export const MOST_MARGIN = 0.2;

export const PLAIN_LOOK: StickerLook = { stroke: false, shadow: false, margin: 0 };

export interface StickerOrder {
  readonly preset: StickerName;
  readonly look: StickerLook;
}

/** What it took to fit a sticker into its limits. */
export type StickerQuality =
  /** Of lossy pictures: 1 to 100. */
  | { readonly kind: 'quality'; readonly value: number }
  /** Of a palette; null: all colours that there are. */
  | { readonly kind: 'colours'; readonly value: number | null }
  /** Of video, in thousands of bits a second. */
  | { readonly kind: 'bitrate'; readonly value: number };

/** What a sticker turned out to be. */
export interface StickerFacts {
  readonly preset: StickerName;
  readonly bytes: number;
  readonly width: number;
  readonly height: number;
  readonly frames: number;
  readonly seconds: number;
  /** How often it is played; 0 for ever. */
  readonly plays: number;
  readonly quality: StickerQuality;
  /** Whether some of it is transparent. */
  readonly transparent: boolean;
  /** How many times as fast as the film it is: above 1 where a loop had to become shorter. */
  readonly speed: number;
  /** Seconds at the end of the film that are left out. */
  readonly cutSeconds: number;
}

export interface Sticker {
  readonly file: Blob;
  readonly facts: StickerFacts;
}
