import { kinoraError } from '../../contract/errors.js';
import type { Job } from './job-ledger.js';
import type { GeneratorLink } from './worker-link.js';

/** Less than a second, so that a job has ended within one second also where the worker has to be terminated. */
export const GRACE_MS = 900;
export const PATIENCE_MS = 5000;
/** Between two pings of a worker that is stopping, in milliseconds. */
const PING_EVERY_MS = 100;

export const delay = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

export interface StopLimits {
  /** How long the worker may give no sign of life, in milliseconds. */
  readonly graceMs: number;
  /** How long a worker that does answer may take, in milliseconds. */
  readonly patienceMs: number;
}

/** Waits until `job`, which was cancelled, has ended; terminates a worker that does not answer or takes too long. */
export async function stopJob(job: Job, link: GeneratorLink, { graceMs, patienceMs }: StopLimits): Promise<void> {
  const asked = Date.now();
  while (link.alive) {
    const answered = link.call((api) => api.ping()).then(() => true);
    const silent = delay(graceMs).then(() => job.hasReportedSince(Date.now() - graceMs));
    const responsive = await Promise.race([answered, silent, job.whenEnded.then(() => true)]).catch(() => true);
    // The job may have ended in the meantime.
    if (job.hasEnded()) return;
    if (!responsive || Date.now() - asked > patienceMs) {
      job.fail(kinoraError('cancelled', { what: 'film' }));
      link.end(kinoraError('generator-restarted', { why: 'cancel' }));
      return;
    }
    await Promise.race([delay(PING_EVERY_MS), job.whenEnded]);
  }
}
