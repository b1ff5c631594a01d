/** Finds where a text stops being JSON: `JSON.parse` does not always give the position, and quotes invisible characters as they are. */

const SPACE = /[ \t\r\n]*/y;
const SCALAR = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;
const QUOTES = new Set('“”„‟«»‘’‚′″');

/**
 * @param {string} text which JSON.parse has refused
 * @returns {string} such as `line 3, column 12 has "x" where "," or "]" should be`
 */
export function describeJsonFault(text) {
  const { at, wanted } = findFault(text);
  const before = text.slice(0, at).split(/\r\n|\r|\n/);
  const place = `line ${before.length}, column ${(before.at(-1) ?? '').length + 1}`;
  const found = text.codePointAt(at);
  if (found === undefined) return `it ends at ${place}, where ${wanted} should be`;
  return `${place} has ${show(found)} where ${wanted} should be`;
}

/** @param {number} code */
function show(code) {
  const character = String.fromCodePoint(code);
  if (QUOTES.has(character)) return `the typographic quote ${character}`;
  return /[\p{C}\p{Z}]/u.test(character) ? `the character U+${code.toString(16).toUpperCase().padStart(4, '0')}` : `"${character}"`.replace('"""', "'\"'");
}

/**
 * @param {string} text
 * @returns {{ at: number, wanted: string }} the offset of the first character that does not fit
 */
function findFault(text) {
  let at = 0;
  /** What has been opened, innermost last. @type {('{' | '[')[]} */
  const open = [];
  /** @type {'value' | 'value or end' | 'key' | 'key or end' | 'colon' | 'comma or end'} */
  let expected = 'value';
  for (;;) {
    at += match(SPACE, text, at);
    const next = text[at];
    const inner = open.at(-1);
    const closes = inner !== undefined && next === (inner === '{' ? '}' : ']');
    if (closes && expected.endsWith('or end')) {
      open.pop();
      at++;
      expected = 'comma or end';
    } else if (expected.startsWith('value')) {
      if (next === '{' || next === '[') {
        open.push(next);
        at++;
        expected = next === '{' ? 'key or end' : 'value or end';
      } else {
        const length = match(SCALAR, text, at);
        if (length === 0) return next === '"' ? faultInString(text, at) : { at, wanted: expected === 'value' ? 'a value' : 'a value or "]"' };
        at += length;
        expected = 'comma or end';
      }
    } else if (expected.startsWith('key')) {
      const length = next === '"' ? match(SCALAR, text, at) : 0;
      if (length === 0) return next === '"' ? faultInString(text, at) : { at, wanted: expected === 'key' ? 'a name in straight quotes' : 'a name in straight quotes or "}"' };
      at += length;
      expected = 'colon';
    } else if (expected === 'colon') {
      if (next !== ':') return { at, wanted: '":"' };
      at++;
      expected = 'value';
    } else {
      if (inner === undefined) return { at, wanted: 'the end' };
      if (next !== ',') return { at, wanted: inner === '{' ? '"," or "}"' : '"," or "]"' };
      at++;
      expected = inner === '{' ? 'key' : 'value';
    }
  }
}

/**
 * @param {string} text
 * @param {number} start offset of the opening quote
 */
function faultInString(text, start) {
  const whole = match(/"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*/y, text, start);
  const at = start + whole;
  // The character after the backslash is wrong, not the backslash.
  if (text[at] === '\\') return { at: at + 1, wanted: 'one of "\\/bfnrtu (a backslash is written \\\\)' };
  return { at, wanted: 'the closing quote' };
}

/**
 * @param {RegExp} pattern sticky
 * @param {string} text
 * @param {number} at
 * @returns {number} length of the match at `at`
 */
function match(pattern, text, at) {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0].length ?? 0;
}
