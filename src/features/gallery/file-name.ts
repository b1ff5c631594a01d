/**
 * File names out of what a person calls a film. They keep letters, marks and digits of any script, emoji and symbols, and
 * are safe on Windows, macOS, Linux and Android and in zip archives: no separators, control or bidirectional characters,
 * no dots or spaces but the one of the ending, and never a device name such as CON, because a seed follows the words.
 */

/** Below the 255 bytes of most file systems, with room for seed, variant, ending, and a browser's " (1).crdownload". */
const MOST_WORD_BYTES = 150;
/** The longest emoji and syllables are below this; what is longer is a heap of marks. UTF-16 units. */
const LONGEST_GRAPHEME = 32;
const NO_WORDS = 'kinora';

/** Looks like nothing although Unicode calls it a letter or a symbol: Hangul fillers, the empty Braille pattern, stand-ins. */
const BLANK = /[\u115f\u1160\u3164\uffa0\u2800\ufffc\ufffd]/gu;
/** An emoji, joined ones included; a flag of letters or of tags; a digit on a key ("#" and "*" are not safe everywhere). */
const EMOJI = /^(?:\p{Extended_Pictographic}[\p{Extended_Pictographic}\p{Emoji_Modifier}\ufe0e\ufe0f\u20e3\u200d]*|\p{Regional_Indicator}{2}|🏴[\u{e0030}-\u{e007f}]+|\d\ufe0f?\u20e3)$/u;
/** Zero-width joiners belong to Persian and Indic spelling. */
const UNSAFE = /[^\p{L}\p{M}\p{N}\p{So}\p{Sc}_\u200c\u200d]+|\$/gu;
const GAP = '-';

const encoder = new TextEncoder();
const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' });

export interface FileNaming {
  /** What the film is called. */
  readonly title: string;
  readonly seed: number;
  /** Tells apart several files of one film: "vp9", "frames". */
  readonly variant?: string;
  /** Without the dot. */
  readonly ending: string;
}

/** "A-red-apple-bouncing-7.mp4", "夕焼け-7-vp9.mp4". At most 200 bytes of UTF-8, in NFC. */
export function fileNameOf({ title, seed, variant, ending }: FileNaming): string {
  return `${[safeWords(title), seed, ...(variant === undefined ? [] : [variant])].join(GAP)}.${ending}`;
}

/** Words as a part of a name; "kinora" where nothing is left of them. */
export function safeWords(title: string): string {
  let words = '';
  let bytes = 0;
  for (const { segment } of graphemes.segment(title.normalize('NFC').replace(BLANK, ' '))) {
    const safe = safeGrapheme(segment);
    if (safe === GAP && (words === '' || words.endsWith(GAP))) continue;
    bytes += encoder.encode(safe).length;
    if (bytes > MOST_WORD_BYTES) break;
    words += safe;
  }
  // Taking characters away can bring others together that compose.
  words = words.normalize('NFC').replace(/[\u200c\u200d]+(?=-|$)/g, '').replace(/-+$/, '');
  return words === '' ? NO_WORDS : words;
}

/** What of a grapheme may stand in a name; a gap for nothing. */
function safeGrapheme(grapheme: string): string {
  if (EMOJI.test(grapheme)) return grapheme;
  const [base = ''] = grapheme;
  const whole = grapheme.length > LONGEST_GRAPHEME ? base : grapheme;
  const safe = whole.replace(UNSAFE, '');
  // Marks and joiners without a letter before them would join what is not theirs.
  return /^[\p{M}\u200c\u200d]*$/u.test(safe) ? GAP : safe.replace(/^[\p{M}\u200c\u200d]+/u, '');
}
