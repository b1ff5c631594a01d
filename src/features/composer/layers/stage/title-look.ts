import type { CSSProperties } from 'react';
import type { TitleContent } from '../../../../../contract/request/layer.js';

/** Of the height of the letters. */
const OUTLINE_WIDTH = '0.11em';
/** Brighter letters have a dark outline: relative luminance. */
const BRIGHT = 0.45;

/** The outline of a title in CSS, which paints it behind the letters. */
export function outlineOf({ colour = 'white', outline }: TitleContent): CSSProperties {
  if (outline === 'none') return {};
  return { WebkitTextStroke: `${OUTLINE_WIDTH} ${outline ?? contrastTo(colour)}`, paintOrder: 'stroke fill' };
}

/** "black" or "white", whichever stands out from a colour. */
export function contrastTo(colour: string): 'black' | 'white' {
  if (colour === 'white') return 'black';
  if (colour === 'black') return 'white';
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue > BRIGHT ? 'black' : 'white';
}
