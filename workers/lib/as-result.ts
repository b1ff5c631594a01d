import type { KinoraError, Result } from '../../contract/errors.js';
import { toKinoraError } from './to-kinora-error.js';

/** What `work` gives or throws, as the value that crosses to the page. */
export async function asResult<T>(work: () => Promise<T>, toError: (caught: unknown) => KinoraError = toKinoraError): Promise<Result<T>> {
  try {
    return { ok: true, value: await work() };
  } catch (caught) {
    return { ok: false, error: toError(caught) };
  }
}
