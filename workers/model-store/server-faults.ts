import { Failure } from '../../contract/errors/failure.js';

/** Statuses that pass: too slow, too much asked of it, or a fault of the server's own. */
const isPassing = (status: number): boolean => status === 408 || status === 429 || status >= 500;

/** A server does not give a file of a pack. */
export function refused(url: URL, status: number): Failure {
  const file = nameOf(url);
  if (status === 401) return Failure.because('pack-file-needs-sign-in', { file, host: url.host });
  if (isPassing(status)) return Failure.because('pack-server-busy', { file, host: url.host, status });
  return Failure.because('pack-file-not-found', { file, status, url: url.href });
}

export function isBusy({ error }: Failure): boolean {
  return error.code === 'pack-server-busy';
}

/**
 * There is no answer. Browsers do not tell a page whether the line is dead, or the server does not let pages of other sites read what it
 * answers (it lacks the headers of CORS).
 */
export function notReached(url: URL, cause: unknown): Failure {
  return Failure.because('pack-server-not-reached', { host: url.host }, cause);
}

/** Whose answers can be read whatever headers they have. */
export function isOfThisSite(url: URL): boolean {
  // There is no location outside of browsers.
  const { location } = globalThis as { readonly location?: { readonly origin: string } };
  return url.origin === location?.origin;
}

export const nameOf = (url: URL): string => url.pathname.split('/').at(-1) ?? url.href;
