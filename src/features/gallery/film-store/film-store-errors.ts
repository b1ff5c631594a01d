import { kinoraError, type KinoraError } from '../../../../contract/errors.js';
import { nameOf, type Film } from './film.js';

const isFull = (thrown: unknown): boolean => thrown instanceof DOMException && thrown.name === 'QuotaExceededError';

export function notKept(thrown: unknown): KinoraError {
  return kinoraError(isFull(thrown) ? 'no-room-for-films' : 'films-not-kept', {}, thrown);
}

export function notWritten(thrown: unknown): KinoraError {
  return kinoraError(isFull(thrown) ? 'no-room-for-films' : 'change-not-stored', {}, thrown);
}

export function lostFilm(film: Film | undefined): KinoraError {
  return kinoraError('film-file-gone', { name: film === undefined ? '' : nameOf(film) });
}
