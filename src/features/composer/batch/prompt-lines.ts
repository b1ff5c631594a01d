/** What lists begin their lines with: a dash, a dot, or a number. */
const BULLET = /^(?:[-*•‣–]|\d{1,3}[.)])\s+/u;

/** The prompts of a text that has one in each line, without the marks of a list; empty where it has fewer than two. */
export function promptLines(text: string): readonly string[] {
  const lines = text
    .split(/[\r\n]+/u)
    .map((line) => line.trim().replace(BULLET, '').trim())
    .filter((line) => line !== '');
  return lines.length < 2 ? [] : lines;
}
