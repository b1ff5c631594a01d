import type { TitleContent } from '../../../contract/request/layer.js';

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
