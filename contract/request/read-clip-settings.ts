import { findFlatFault } from '../check-request.js';
import type { ClipSettings } from './clip-settings.js';
import { requestFromFlat } from './flat-request.js';
import { secondsOf } from './request.js';
import { clipSettingsSchema } from './request-schema.js';
import { findSettingsText, type ReadableBlob } from './settings-box.js';

/** The settings inside an MP4 of ours that could be made, if the pack is there; null for every other file. */
export async function readSettings(file: ReadableBlob): Promise<ClipSettings | null> {
  const text = await findSettingsText(file);
  return text === null ? null : parseClipSettings(text);
}

/** Settings from untrusted JSON text; null when they are not ours or could not be made. */
export function parseClipSettings(json: string): ClipSettings | null {
  try {
    return checkClipSettings(JSON.parse(json));
  } catch {
    return null;
  }
}

/** As {@link parseClipSettings}, for what was parsed already. */
export function checkClipSettings(given: unknown): ClipSettings | null {
  const parsed = clipSettingsSchema.safeParse(given);
  if (!parsed.success || findFlatFault(parsed.data) !== null) return null;
  return { ...parsed.data, seconds: secondsOf(requestFromFlat(parsed.data).subject) };
}
