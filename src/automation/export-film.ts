import type { Conversion } from '../../contract/conversion.js';
import type { Result } from '../../contract/errors.js';
import { fileFormatOf } from '../../contract/stickers/file-formats.js';
import { PLAIN_LOOK, type Sticker, type StickerFacts, type StickerOrder } from '../../contract/stickers/sticker.js';

/** What turns films into other files. */
export interface FilmConverter {
  convert(film: Blob, conversion: Conversion): Promise<Result<Blob>>;
  makeSticker(film: Blob, order: StickerOrder): Promise<Result<Sticker>>;
}

export interface ExportedFilm {
  readonly file: Blob;
  /** Of a sticker. */
  readonly facts: StickerFacts | null;
}

/** @throws Error for a format that there is not: whoever drives the page knows their names */
export async function exportFilm(converter: FilmConverter, film: Blob, name: string): Promise<Result<ExportedFilm>> {
  const format = fileFormatOf(name);
  if (format === null) throw new Error(`There is no format "${name}".`);
  if (format.kind === 'sticker') return converter.makeSticker(film, { preset: format.preset, look: PLAIN_LOOK });
  const made = await converter.convert(film, format.conversion);
  return made.ok ? { ok: true, value: { file: made.value, facts: null } } : made;
}
