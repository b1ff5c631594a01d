import type { ClipMetadata } from '../../../contract/events.js';
import { safeWords } from '../gallery/file-name.js';

/** What a pattern may name of a film, in braces: "{words}-{seed}". */
export const PATTERN_PARTS = ['words', 'seed', 'date', 'time', 'length', 'size'] as const;
type PatternPart = (typeof PATTERN_PARTS)[number];

export const USUAL_PATTERN = '{words}-{seed}';
export const PATTERN_CHARACTERS = 120;

/** Names that Windows gives to devices. */
const DEVICE = /^(?:con|prn|aux|nul|com\d|lpt\d)$/i;
/** Numbered names that are tried after the first. */
const MOST_TRIED = 1000;

export interface NamedFilm {
  readonly title: string;
  readonly seed: number;
  readonly metadata: Pick<ClipMetadata, 'seconds' | 'width' | 'height'>;
  readonly madeAt: Date;
}

/** The parts in braces that `pattern` names and that are none. */
export function unknownParts(pattern: string): readonly string[] {
  const known: readonly string[] = PATTERN_PARTS;
  return [...pattern.matchAll(/\{([^{}]*)\}/g)].flatMap(([, part = '']) => (known.includes(part) ? [] : [part]));
}

/** Names for the file of a film, the first of them without a number, safe on every system. */
export function* filmNames(pattern: string, film: NamedFilm): Generator<string, void> {
  const parts = partsOf(film);
  const words = safeWords(PATTERN_PARTS.reduce((name, part) => name.replaceAll(`{${part}}`, () => parts[part]), pattern));
  const name = DEVICE.test(words) ? `${words}-film` : words;
  for (let number = 1; number <= MOST_TRIED; number++) yield `${name}${number === 1 ? '' : `-${number}`}.mp4`;
}

function partsOf({ title, seed, metadata, madeAt }: NamedFilm): Readonly<Record<PatternPart, string>> {
  const two = (value: number): string => String(value).padStart(2, '0');
  return {
    words: title,
    seed: String(seed),
    date: `${madeAt.getFullYear()}-${two(madeAt.getMonth() + 1)}-${two(madeAt.getDate())}`,
    time: `${two(madeAt.getHours())}-${two(madeAt.getMinutes())}-${two(madeAt.getSeconds())}`,
    length: `${Math.round(metadata.seconds)}s`,
    size: `${metadata.width}x${metadata.height}`,
  };
}
