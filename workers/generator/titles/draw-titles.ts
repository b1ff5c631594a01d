import latinExtended from '@fontsource-variable/bricolage-grotesque/files/bricolage-grotesque-latin-ext-wght-normal.woff2?url';
import latin from '@fontsource-variable/bricolage-grotesque/files/bricolage-grotesque-latin-wght-normal.woff2?url';
import vietnamese from '@fontsource-variable/bricolage-grotesque/files/bricolage-grotesque-vietnamese-wght-normal.woff2?url';
import { TITLE_LETTERS, TITLE_OUTLINE, TITLE_WEIGHT, titleColours } from '../../../contract/request/layers/title-look.js';
import type { Composition, TitlePart } from '../pipelines/compose/composition.js';
import type { DrawTitle } from '../pipelines/compose/compose-film.js';
import type { FramePixels } from '../pipelines/film-picture.js';
import { lettersOf, titleLines } from './title-lines.js';
import { titlePose, type TitlePose } from './title-motion.js';

const FAMILY = 'Kinora Titles';
/** As the style sheet of the font has them. */
const FACES = [
  [vietnamese, 'U+0102-0103,U+0110-0111,U+0128-0129,U+0168-0169,U+01A0-01A1,U+01AF-01B0,U+0300-0301,U+0303-0304,U+0308-0309,U+0323,U+0329,U+1EA0-1EF9,U+20AB'],
  [latinExtended, 'U+0100-02BA,U+02BD-02C5,U+02C7-02CC,U+02CE-02D7,U+02DD-02FF,U+0304,U+0308,U+0329,U+1D00-1DBF,U+1E00-1E9F,U+1EF2-1EFF,U+2020,U+20A0-20AB,U+20AD-20C0,U+2113,U+2C60-2C7F,U+A720-A7FF'],
  [latin, 'U+0000-00FF,U+0131,U+0152-0153,U+02BB-02BC,U+02C6,U+02DA,U+02DC,U+0304,U+0308,U+0329,U+2000-206F,U+20AC,U+2122,U+2191,U+2193,U+2212,U+2215,U+FEFF,U+FFFD'],
] as const;

/** Of the height of a line. */
const CARET_WIDTH = 0.06;

let registered = false;

/** Draws the titles of a film in the font of the app; in the system's, where that cannot be had. */
export async function openTitles({ frame, frames, parts }: Composition, loops: boolean): Promise<DrawTitle> {
  const titles = parts.filter((part) => part.kind === 'title');
  if (!registered) for (const [url, unicodeRange] of FACES) self.fonts.add(new FontFace(FAMILY, `url(${url})`, { weight: '200 800', unicodeRange }));
  registered = true;
  for (const { content } of titles) await self.fonts.load(fontOf(content.weight, 20), content.text).catch(() => undefined);
  const drawn = new Map(titles.map((part) => [part, new DrawnTitle(part, frame, loops || part.first + part.frames < frames)]));
  return (part, number) => {
    const title = drawn.get(part);
    if (!title) throw new Error('A title of another film was to be drawn.');
    return title.at(number);
  };
}

const fontOf = (weight = TITLE_WEIGHT, pixels: number): string => `${weight} ${pixels}px "${FAMILY}", system-ui, sans-serif`;

/** One title of a film, on a canvas of its own. */
class DrawnTitle {
  readonly #part: TitlePart;
  readonly #fps: number;
  readonly #leaves: boolean;
  readonly #context: OffscreenCanvasRenderingContext2D;
  readonly #lines: readonly string[];
  readonly #letters: number;
  /** Pixels of a line. */
  readonly #height: number;
  #last: { readonly key: string; readonly pixels: FramePixels } | null = null;

  constructor(part: TitlePart, { width, height, fps }: Composition['frame'], leaves: boolean) {
    const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
    if (!context) throw new Error('No 2D canvas could be made.');
    this.#part = part;
    this.#fps = fps;
    this.#leaves = leaves;
    this.#context = context;
    this.#height = part.place.size * Math.min(width, height);
    context.font = fontOf(part.content.weight, TITLE_LETTERS * this.#height);
    this.#lines = titleLines(part.content.text, (line) => context.measureText(line).width, width);
    this.#letters = this.#lines.reduce((sum, line) => sum + lettersOf(line).length, 0);
  }

  at(number: number): FramePixels {
    const { content, frames } = this.#part;
    const motion = content.animation ?? 'still';
    const pose = titlePose(motion, this.#letters, { seconds: number / this.#fps, ofSeconds: (frames - 1) / this.#fps, leaves: this.#leaves });
    const { lift, ...plain } = pose;
    const key = JSON.stringify([plain, motion === 'wave' ? Array.from({ length: this.#letters }, (_, i) => lift(i)) : null]);
    if (this.#last?.key !== key) this.#last = { key, pixels: this.#drawPose(pose) };
    return this.#last.pixels;
  }

  #drawPose(pose: TitlePose): FramePixels {
    const { content, place } = this.#part;
    const context = this.#context;
    const { width, height } = context.canvas;
    context.reset();
    context.font = fontOf(content.weight, TITLE_LETTERS * this.#height);
    context.textBaseline = 'middle';
    context.lineJoin = 'round';
    context.lineWidth = TITLE_OUTLINE * this.#height;
    context.globalAlpha = pose.opacity;
    context.translate((place.x + pose.across) * width, place.y * height + pose.down * this.#height);
    context.rotate(((place.turn ?? 0) * Math.PI) / 180);
    context.scale(pose.scale, pose.scale);
    const { fill, outline } = titleColours(content);
    // All outlines first: no letter is outlined on top of another.
    if (outline !== null) {
      context.strokeStyle = outline;
      this.#eachLetter(pose, (text, x, y) => context.strokeText(text, x, y));
    }
    context.fillStyle = fill;
    this.#eachLetter(pose, (text, x, y) => context.fillText(text, x, y));
    return context.getImageData(0, 0, width, height).data;
  }

  /** What can be drawn in one piece is: letters that are joined stay so. */
  #eachLetter({ letters, caret, lift }: TitlePose, put: (text: string, x: number, y: number) => void): void {
    const context = this.#context;
    let before = 0;
    this.#lines.forEach((line, i) => {
      const all = lettersOf(line);
      const shown = all.slice(0, Math.max(0, letters - before));
      const left = -context.measureText(line).width / 2;
      const y = (i - (this.#lines.length - 1) / 2) * this.#height;
      if (this.#part.content.animation === 'wave') {
        shown.forEach((letter, k) => put(letter, left + context.measureText(all.slice(0, k).join('')).width, y - lift(before + k) * this.#height));
      } else if (shown.length > 0) put(shown.join(''), left, y);
      if (caret && shown.length > 0 && letters <= before + all.length) {
        const x = left + context.measureText(shown.join('')).width + CARET_WIDTH * this.#height;
        context.fillStyle = titleColours(this.#part.content).fill;
        context.fillRect(x, y - 0.4 * this.#height, CARET_WIDTH * this.#height, 0.8 * this.#height);
      }
      before += all.length;
    });
  }
}
