/**
 * The encoding of a JSON text by its first bytes: PowerShell and Notepad write UTF-16, with a byte order mark or without.
 * A TextDecoder of that encoding leaves the mark out.
 */
export function jsonEncodingOf([first, second]: Uint8Array): 'utf-8' | 'utf-16le' | 'utf-16be' {
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  // JSON begins with an ASCII character, which UTF-16 writes with a zero beside it.
  if (second === 0 && first !== 0) return 'utf-16le';
  if (first === 0 && second !== undefined && second !== 0) return 'utf-16be';
  return 'utf-8';
}
