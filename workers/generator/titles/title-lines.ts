import { WIDEST_TITLE } from '../../../contract/request/layers/title-look.js';

/**
 * The lines of a title.
 * @param widthOf a text on one line, in pixels
 * @param frameWidth in pixels
 */
export function titleLines(text: string, widthOf: (line: string) => number, frameWidth: number): readonly string[] {
  const most = WIDEST_TITLE * frameWidth;
  return text.trim().split(/\r?\n/u).flatMap((line) => {
    const words = line.trim().split(/\s+/u);
    const lines: string[] = [];
    for (const word of words) {
      const longer = [...lines.slice(-1), word].join(' ');
      if (lines.length > 0 && widthOf(longer) <= most) lines[lines.length - 1] = longer;
      else lines.push(word);
    }
    return lines;
  });
}

/** What a person sees as letters: accents and joined emoji are parts of one. */
export function lettersOf(line: string): readonly string[] {
  return typeof Intl.Segmenter === 'function' ? Array.from(new Intl.Segmenter().segment(line), ({ segment }) => segment) : Array.from(line);
}
