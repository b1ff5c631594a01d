import type { KinoraError } from '../../../../contract/errors.js';
import { translate } from '../../../i18n/language.js';
import { galleryTexts } from '../gallery-texts.js';
import { nameOf, type Film } from './film.js';

const causeOf = (thrown: unknown): { cause: string } => ({
  cause: thrown instanceof Error || thrown instanceof DOMException ? `${thrown.name}: ${thrown.message}` : String(thrown),
});

const isFull = (thrown: unknown): boolean => thrown instanceof DOMException && thrown.name === 'QuotaExceededError';

export function notKept(thrown: unknown): KinoraError {
  const words = translate(galleryTexts);
  return isFull(thrown)
    ? { code: 'disk-full', message: words.full, remedy: words.makeRoom, ...causeOf(thrown) }
    : { code: 'internal', message: words.blocked, remedy: words.download, ...causeOf(thrown) };
}

export function notWritten(thrown: unknown): KinoraError {
  const words = translate(galleryTexts);
  return isFull(thrown)
    ? { code: 'disk-full', message: words.full, remedy: words.makeRoom, ...causeOf(thrown) }
    : { code: 'internal', message: words.notWritten, remedy: words.reload, ...causeOf(thrown) };
}

export function lostFilm(film: Film | undefined): KinoraError {
  const words = translate(galleryTexts);
  return { code: 'bad-request', message: words.lost(film === undefined ? '' : nameOf(film)), remedy: words.makeAgain };
}
