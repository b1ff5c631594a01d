/** How a title is drawn, so that the stage of the page shows what the film will. */
import type { TitleContent } from './layer.js';

/** Size of the font, and width of the outline, of the height of a line. */
export const TITLE_LETTERS = 0.84;
export const TITLE_OUTLINE = 0.13;
/** A line that is wider than this part of the frame is broken between its words. */
export const WIDEST_TITLE = 0.94;
/** Where its weight is not given. */
export const TITLE_WEIGHT = 700;

/** Luma of BT.709, from which on a colour is a light one. */
const LIGHT = 140;

export interface TitleColours {
  readonly fill: string;
  /** Null for none. */
  readonly outline: string | null;
}

export function titleColours({ colour = 'white', outline }: Pick<TitleContent, 'colour' | 'outline'>): TitleColours {
  if (outline !== undefined) return { fill: colour, outline: outline === 'none' ? null : outline };
  return { fill: colour, outline: lumaOf(colour) >= LIGHT ? '#101418' : '#ffffff' };
}

function lumaOf(colour: string): number {
  if (colour.toLowerCase() === 'white') return 255;
  if (colour.toLowerCase() === 'black') return 0;
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
