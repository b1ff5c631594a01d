import { kinoraError, type Result } from '../../contract/errors.js';
import { Failure } from '../../contract/errors/failure.js';

/** Turns the loss of the worker, and a defect in it, into an error value. */
export async function settle<T>(call: () => Promise<Result<T>>, worker: 'generator' | 'model-store' = 'generator'): Promise<Result<T>> {
  try {
    return await call();
  } catch (thrown) {
    return { ok: false, error: thrown instanceof Failure ? thrown.error : kinoraError('call-failed', { worker }, thrown) };
  }
}
