import type { Clip } from './studio-state.js';

/** What "Copy settings" puts on the clipboard, and what pasting it into the prompt restores. */
export interface Settings {
  readonly prompt: string;
  readonly seconds: number;
  readonly seed: number;
}

const FORMAT = 1;

export function settingsText(clip: Clip): string {
  const { prompt, seconds, seed } = clip.order;
  const { id, version } = clip.metadata.pack;
  return JSON.stringify({ kinora: FORMAT, prompt, seconds, seed, pack: `${id} ${version}` });
}

/** The settings in `text`, or null when it is anything else. */
export function parseSettings(text: string): Settings | null {
  if (!text.trimStart().startsWith('{')) return null;
  let parsed: unknown;
  try {
    // Trimming takes a byte order mark too, which JSON.parse refuses.
    parsed = JSON.parse(text.trim());
  } catch {
    return null;
  }
  if (typeof parsed !== 'object' || parsed === null) return null;
  const { kinora, prompt, seconds, seed } = parsed as Record<string, unknown>;
  if (kinora !== FORMAT || typeof prompt !== 'string' || typeof seconds !== 'number' || typeof seed !== 'number') return null;
  return { prompt, seconds, seed };
}
