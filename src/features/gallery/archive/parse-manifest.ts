/** Reads the manifest of an archive, which is untrusted input: what cannot be used is refused, and what is of no weight is left out. */
import * as z from 'zod/mini';
import type { Timings } from '../../../../contract/events.js';
import { BACKENDS, VIDEO_CODECS } from '../../../../contract/names.js';
import { pickDefined } from '../../../../contract/lib/pick-defined.js';
import { checkClipSettings } from '../../../../contract/request/read-clip-settings.js';
import { TITLE_CHARACTERS } from '../film-store/film.js';
import { ARCHIVE_FORMAT, INPUTS, NO_TIMINGS, type ArchivedFilm } from './archive.js';

const LONGEST_TEXT = 1000;

const amount = z.number().check(z.gte(0));
const positive = z.number().check(z.gt(0));
// A field in `catch` may be wrong or missing.
const shortText = z.catch(z.pipe(z.string(), z.transform((text) => text.slice(0, LONGEST_TEXT))), '');

const settings = z.pipe(
  z.unknown(),
  z.transform((given, context) => {
    const read = checkClipSettings(given);
    if (read !== null) return read;
    context.issues.push({ code: 'custom', input: given, message: 'not the settings of a film' });
    return z.NEVER;
  }),
);

const metadata = z.pipe(
  z.object({
    seconds: positive,
    frames: positive,
    width: positive,
    height: positive,
    fps: positive,
    codec: z.enum(VIDEO_CODECS),
    backend: z.enum(BACKENDS),
    adapter: shortText,
    prompt: shortText,
    framesSha256: shortText,
    settings,
  }),
  z.transform((read) => ({ ...read, seed: read.settings.seed, pack: read.settings.pack, ...(read.settings.models && { models: read.settings.models }) })),
);

/** A record with the same schema for each of its names. */
const each = <Name extends string, Schema>(names: readonly Name[], schema: Schema) => Object.fromEntries(names.map((name) => [name, schema])) as Record<Name, Schema>;

const timings = z.catch(z.object(each(Object.keys(NO_TIMINGS) as (keyof Timings)[], z.catch(amount, 0))), NO_TIMINGS);

const input = z.object({
  file: z.string(),
  name: shortText,
  type: z.string().check(z.regex(/^(image|video)\/[\w.+-]+$/)),
  width: amount,
  height: amount,
});
const inputs = z.pipe(z.catch(z.object(each(INPUTS, z.catch(z.optional(input), undefined))), {}), z.transform(pickDefined));

const archivedFilm: z.ZodMiniType<ArchivedFilm> = z.object({
  film: z.object({
    id: z.string().check(z.regex(/^[\w-]{1,64}$/)),
    title: z.string().check(z.maxLength(TITLE_CHARACTERS)),
    metadata,
    timings,
    took: amount,
    bytes: amount,
    madeAt: amount,
  }),
  file: z.string(),
  poster: z.catch(z.nullable(z.string()), null),
  inputs,
});

const manifest = z.object({ format: z.literal(ARCHIVE_FORMAT), films: z.array(z.unknown()) });

/** The manifest in `json`, with the films in it that can be used; null when it is none. */
export function parseManifest(json: string): { readonly films: readonly ArchivedFilm[]; readonly refused: number } | null {
  let given: unknown;
  try {
    given = JSON.parse(json);
  } catch {
    return null;
  }
  const parsed = manifest.safeParse(given);
  if (!parsed.success) return null;
  const films = parsed.data.films.flatMap((film) => archivedFilm.safeParse(film).data ?? []);
  return { films, refused: parsed.data.films.length - films.length };
}
