/**
 * Numbers as people type them: digits of any script, thousands and decimals as they are written anywhere. A text that can
 * be read in two ways, or as no number, is a fault rather than a guess.
 */

/** `whole`: seeds and steps. `decimal`: seconds and strengths. */
export type NumberKind = 'whole' | 'decimal';

export type NumberFault =
  | 'empty'
  | 'not-a-number'
  /** Decimals where only whole numbers make sense: "1.5". */
  | 'not-whole'
  /** Thousands or decimals: "1.500" is one and a half in one country, and fifteen hundred in another. */
  | 'unclear';

export type TypedNumber = { readonly value: number; readonly fault: null } | { readonly value: null; readonly fault: NumberFault };

/** Other shapes of the signs that numbers are written with, as keyboards of other scripts type them. */
const SHAPES: readonly (readonly [RegExp, string])[] = [
  // Marks of direction, which are not seen.
  [/[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, ''],
  [/\s/g, ' '],
  [/[\u2212\uff0d]/g, '-'],
  [/\uff0b/g, '+'],
  [/[\uff0e\u3002\uff61]/g, '.'],
  [/\uff0c/g, ','],
  // The Arabic thousands separator is only that, as the apostrophe is.
  [/[\u2018\u2019\u02bc\uff07\u066c]/g, "'"],
];
/** The Arabic decimal separator; unlike the dot and the comma it has one meaning. */
const ARABIC_DECIMAL = '\u066b';

/** Three digits a group, with one separator throughout. */
const GROUPED = /^[1-9]\d{0,2}(?:([.,' _])\d{3})(?:\1\d{3})*$/;
/** 12,34,567: the thousands, then groups of two. */
const GROUPED_IN_INDIA = /^[1-9]\d?(?:,\d{2})+,\d{3}$/;
const WITH_DECIMALS = new RegExp(`^(.*)([.,${ARABIC_DECIMAL}])(\\d*)$`);

/** The number in `text`. "1.000" as a whole number is a thousand: the dot can be nothing else there. */
export function readTypedNumber(text: string, kind: NumberKind): TypedNumber {
  const plain = SHAPES.reduce((shaped, [shape, sign]) => shaped.replace(shape, sign), toAsciiDigits(text)).trim();
  if (plain === '') return faulty('empty');
  const [, sign = '', unsigned = ''] = /^([+-]?) ?(.*)$/.exec(plain) ?? [];
  const read = readUnsigned(unsigned, kind);
  return sign === '-' && read.fault === null && read.value !== 0 ? fine(-read.value) : read;
}

/** How a number is shown once it was read: as it was typed where that says the same to everyone. */
export function settledNumber(text: string, kind: NumberKind): string {
  const { value } = readTypedNumber(text, kind);
  if (value === null || text.replace(',', '.') === String(value)) return text;
  return String(value).includes('e') ? text : String(value);
}

function readUnsigned(text: string, kind: NumberKind): TypedNumber {
  if (/^\d+$/.test(text)) return fine(Number(text));
  if (isGrouped(text)) {
    if (kind === 'whole' || !/^\d+[.,]\d+$/.test(text)) return fine(Number(withoutGroups(text)));
    // Who means 1.5 does not write 1.500, and no program does; 4.125 is more decimals than thousands.
    return text.endsWith('0') ? faulty('unclear') : fine(Number(text.replace(',', '.')));
  }
  const [, whole = '', separator = '', decimals = ''] = WITH_DECIMALS.exec(text) ?? [];
  const isWholeFine = /^\d*$/.test(whole) || (isGrouped(whole) && !whole.includes(separator));
  if (separator === '' || !isWholeFine || whole + decimals === '') return faulty('not-a-number');
  return kind === 'whole' ? faulty('not-whole') : fine(Number(`${withoutGroups(whole)}.${decimals}`));
}

const isGrouped = (text: string): boolean => GROUPED.test(text) || GROUPED_IN_INDIA.test(text);
const withoutGroups = (text: string): string => text.replace(/\D/g, '');

/** The ten digits of a script follow one another in Unicode, and begin with zero; so do rows that adjoin. */
function toAsciiDigits(text: string): string {
  return text.replace(/\p{Nd}/gu, (digit) => {
    const code = digit.codePointAt(0) ?? 0;
    let first = code;
    while (/\p{Nd}/u.test(String.fromCodePoint(first - 1))) first--;
    return String((code - first) % 10);
  });
}

const fine = (value: number): TypedNumber => ({ value, fault: null });
const faulty = (fault: NumberFault): TypedNumber => ({ value: null, fault });
