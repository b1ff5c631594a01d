/**
 * Checks a message of another origin before a schema parses it: it must be small, flat and plain. A structured clone can be
 * cyclic, or hold a million keys or a Map; a schema would walk all of it before it refuses.
 */

/** More than any message of the protocol needs; a film has at most 50 scenes of three fields. */
const MAX_VALUES = 512;
const MAX_DEPTH = 5;
/** All strings together, in UTF-16 units: 50 scenes of 500 characters, and room. */
const MAX_CHARACTERS = 40_000;

/** Keys used for prototype pollution. */
const POLLUTING_KEYS = new Set(['__proto__', 'constructor', 'prototype']);

/** True for plain objects, arrays, primitives and blobs within the limits above. Never throws, and never calls `value`. */
export function isSafeToRead(value: unknown): boolean {
  let values = 0;
  let characters = 0;

  const fits = (part: unknown, depth: number): boolean => {
    if (++values > MAX_VALUES || depth > MAX_DEPTH) return false;
    switch (typeof part) {
      case 'string':
        characters += part.length;
        return characters <= MAX_CHARACTERS;
      case 'number':
      case 'boolean':
      case 'undefined':
        return true;
      case 'object':
        break;
      default:
        return false;
    }
    if (part === null || part instanceof Blob) return true;
    if (Array.isArray(part)) return part.length <= MAX_VALUES && part.every((item) => fits(item, depth + 1));
    if (Object.getPrototypeOf(part) !== Object.prototype) return false;
    // `for in` stops at the first key too many; Object.keys would list a million first.
    for (const key in part) {
      characters += key.length;
      if (POLLUTING_KEYS.has(key) || characters > MAX_CHARACTERS) return false;
      if (!fits((part as Record<string, unknown>)[key], depth + 1)) return false;
    }
    return true;
  };

  return fits(value, 0);
}
