import type { Result } from '../../contract/errors.js';
import { toKinoraError } from './to-kinora-error.js';

/** What `work` gives or throws, as the value that crosses to the page. */
export async function asResult<T>(work: () => Promise<T>): Promise<Result<T>> {
  try {
    return { ok: true, value: await work() };
  } catch (error) {
    return { ok: false, error: toKinoraError(error) };
  }
}
