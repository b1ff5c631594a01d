import type { Conversion } from '../conversion.js';
import { ENDINGS, STICKER_NAMES, isStickerName, presetOf, type StickerName } from './presets.js';

/** A file that a finished film becomes, by the name that the command line calls it. */
export type FileFormat =
  | { readonly kind: 'sticker'; readonly preset: StickerName; readonly ending: string }
  | { readonly kind: 'conversion'; readonly conversion: Conversion; readonly ending: string };

const CONVERSIONS = {
  'webm-alpha': { kind: 'conversion', conversion: { kind: 'webm' }, ending: 'webm' },
  apng: { kind: 'conversion', conversion: { kind: 'apng' }, ending: 'png' },
  webp: { kind: 'conversion', conversion: { kind: 'webp' }, ending: 'webp' },
  gif: { kind: 'conversion', conversion: { kind: 'gif' }, ending: 'gif' },
} as const satisfies Record<string, FileFormat>;

export const FILE_FORMAT_NAMES: readonly string[] = [...Object.keys(CONVERSIONS), ...STICKER_NAMES];

/** Null for a name that there is not. */
export function fileFormatOf(name: string): FileFormat | null {
  if (isStickerName(name)) return { kind: 'sticker', preset: name, ending: ENDINGS[presetOf(name).format] };
  return Object.hasOwn(CONVERSIONS, name) ? CONVERSIONS[name as keyof typeof CONVERSIONS] : null;
}
