/** What each place takes as a sticker or an emoji. docs/stickers.md has the sources; a preset never exceeds its limits silently. */

/** The kinds of files: GIF has no half transparent pixels, the others have alpha. */
export type StickerFormat = 'webm' | 'webp' | 'apng' | 'gif';

/** How the picture becomes as large as it has to be. */
export type StickerFrame =
  /** Exactly so large, with the subject in the middle. */
  | { readonly kind: 'exact'; readonly width: number; readonly height: number }
  /** As large as fits, in the shape of the subject: one side is all that there is. */
  | { readonly kind: 'within'; readonly width: number; readonly height: number };

export interface StickerPreset {
  /** The product's own name, which no language changes. */
  readonly place: string;
  readonly what: 'sticker' | 'emoji';
  readonly format: StickerFormat;
  readonly frame: StickerFrame;
  readonly bytes: { readonly max: number; readonly unit: 'KB' | 'KiB' };
  readonly seconds: { readonly max: number; readonly min?: number; /** Seconds have to be whole. */ readonly whole?: true };
  /** Frames a second at most. */
  readonly fps: number;
  readonly frames?: { readonly min: number; readonly max: number };
  /** It is played so often that this many seconds are filled; for ever when absent. */
  readonly playSeconds?: number;
  /** An opaque film is not taken. */
  readonly transparent?: true;
}

const KB = 1000;
const KIB = 1024;
/** Where no rule says how many: what browsers and phones play smoothly. */
const SMOOTH_FPS = 30;

const square = (side: number): StickerFrame => ({ kind: 'exact', width: side, height: side });

/** Sources that say KB are taken at their word of 1000 bytes, which holds for 1024 too. */
export const STICKER_PRESETS = {
  'telegram-sticker': {
    place: 'Telegram',
    what: 'sticker',
    format: 'webm',
    frame: { kind: 'within', width: 512, height: 512 },
    bytes: { max: 256 * KB, unit: 'KB' },
    seconds: { max: 3 },
    fps: 30,
  },
  'telegram-emoji': { place: 'Telegram', what: 'emoji', format: 'webm', frame: square(100), bytes: { max: 256 * KB, unit: 'KB' }, seconds: { max: 3 }, fps: 30 },
  'whatsapp-sticker': { place: 'WhatsApp', what: 'sticker', format: 'webp', frame: square(512), bytes: { max: 500 * KB, unit: 'KB' }, seconds: { max: 10 }, fps: SMOOTH_FPS },
  'discord-sticker': { place: 'Discord', what: 'sticker', format: 'apng', frame: square(320), bytes: { max: 512 * KIB, unit: 'KiB' }, seconds: { max: 5 }, fps: SMOOTH_FPS },
  'discord-emoji': { place: 'Discord', what: 'emoji', format: 'webp', frame: square(128), bytes: { max: 256 * KIB, unit: 'KiB' }, seconds: { max: 5 }, fps: SMOOTH_FPS },
  'discord-emoji-gif': { place: 'Discord', what: 'emoji', format: 'gif', frame: square(128), bytes: { max: 256 * KIB, unit: 'KiB' }, seconds: { max: 5 }, fps: SMOOTH_FPS },
  'slack-emoji': { place: 'Slack', what: 'emoji', format: 'gif', frame: square(128), bytes: { max: 128 * KB, unit: 'KB' }, seconds: { max: 5 }, fps: SMOOTH_FPS },
  'line-sticker': {
    place: 'LINE',
    what: 'sticker',
    format: 'apng',
    frame: { kind: 'within', width: 320, height: 270 },
    bytes: { max: 300 * KB, unit: 'KB' },
    seconds: { min: 1, max: 4, whole: true },
    fps: SMOOTH_FPS,
    frames: { min: 5, max: 20 },
    playSeconds: 4,
    transparent: true,
  },
  'imessage-sticker': { place: 'iMessage', what: 'sticker', format: 'apng', frame: square(408), bytes: { max: 500 * KB - 1, unit: 'KB' }, seconds: { max: 5 }, fps: SMOOTH_FPS },
} as const satisfies Record<string, StickerPreset>;

export type StickerName = keyof typeof STICKER_PRESETS;

export const STICKER_NAMES = Object.keys(STICKER_PRESETS) as readonly StickerName[];

/** With all that may be absent. */
export const presetOf = (name: StickerName): StickerPreset => STICKER_PRESETS[name];

export const isStickerName = (name: string): name is StickerName => Object.hasOwn(STICKER_PRESETS, name);

/** Bytes of the unit that a limit is told in. */
export const unitBytes = ({ bytes }: StickerPreset): number => (bytes.unit === 'KB' ? KB : KIB);

/** Without the dot. */
export const ENDINGS = { webm: 'webm', webp: 'webp', apng: 'png', gif: 'gif' } as const satisfies Record<StickerFormat, string>;

/** What WhatsApp takes as a pack. */
export const PACK_LIMITS = {
  /** Stickers. */
  min: 3,
  max: 30,
  /** Pixels of the picture in the tray; at this size a PNG is below its 50 KB. */
  traySide: 96,
  /** Of the description of a sticker, for screen readers. */
  altCharacters: 255,
  /** Of the names of pack and publisher. */
  nameCharacters: 128,
} as const;
