/** The address, or null when it is none. `URL.parse` does the same, in Safari from 18 on. */
export function parseUrl(text: string, base?: string): URL | null {
  try {
    return new URL(text, base);
  } catch {
    return null;
  }
}
