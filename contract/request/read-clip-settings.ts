import * as z from 'zod/mini';
import type { FilmModel, FilmModels } from '../film-models.js';
import { findFlatFault } from '../check-request.js';
import { NEEDED_FILES } from '../names.js';
import type { ClipSettings } from './clip-settings.js';
import { requestFromFlat } from './flat-request.js';
import { plainFields, type FieldsOf } from './request-schema.js';
import { secondsOf } from './request.js';
import { findSettingsText, type ReadableBlob } from './settings-box.js';

const filmModel = z.object({
  id: z.string(),
  version: z.string(),
  title: z.string(),
  address: z.exactOptional(z.string().check(z.regex(/^https?:\/\//))),
} satisfies FieldsOf<FilmModel>);

const filmModels = z.object({ draw: z.exactOptional(filmModel), move: filmModel } satisfies FieldsOf<FilmModels>);

/** Fields of newer versions are left out. */
const clipSettingsSchema = z.object({
  kinora: z.literal(1),
  ...plainFields,
  needs: z.pipe(z.unknown(), z.transform((listed) => NEEDED_FILES.filter((name) => Array.isArray(listed) && listed.includes(name)))),
  pack: z.object({ id: z.string(), version: z.string() }),
  models: z.exactOptional(filmModels),
} satisfies FieldsOf<ClipSettings>);

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
  const { data } = clipSettingsSchema.safeParse(given);
  if (data === undefined || findFlatFault(data) !== null) return null;
  return { ...data, seconds: secondsOf(requestFromFlat(data).subject) };
}
