import { kinoraError, type Result } from '../../contract/errors.js';
import type { WorkerRole } from '../../contract/errors/error-params.js';
import { Failure } from '../../contract/errors/failure.js';

/** Turns the loss of a worker, and a defect in it, into an error value. */
export async function settle<T>(call: () => Promise<Result<T>>, worker: WorkerRole = 'generator'): Promise<Result<T>> {
  try {
    return await call();
  } catch (thrown) {
    return { ok: false, error: thrown instanceof Failure ? thrown.error : kinoraError('call-failed', { worker }, thrown) };
  }
}
