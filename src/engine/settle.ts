import type { Result } from '../../contract/errors.js';
import { WORKERS, WorkerGone, type WorkerRole } from './worker-link.js';

/** Turns the loss of a worker, and a defect in it, into an error value. */
export async function settle<T>(call: () => Promise<Result<T>>, role: WorkerRole = 'generator'): Promise<Result<T>> {
  try {
    return await call();
  } catch (thrown) {
    if (thrown instanceof WorkerGone) return { ok: false, error: thrown.reason };
    return {
      ok: false,
      error: {
        code: 'internal',
        message: `Something went wrong inside ${WORKERS[role].name}.`,
        remedy: 'Reload the page and try again.',
        cause: thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown),
      },
    };
  }
}
