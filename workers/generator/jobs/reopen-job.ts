import { Failure } from '../../../contract/errors/failure.js';
import { CheckpointStore, type JobRecord } from '../checkpoints/checkpoint-store.js';
import type { JobFolders } from '../checkpoints/job-folder.js';

/** Takes the checkpoints of a job that was left unfinished. @throws Failure `unfinished-film-not-found` */
export async function reopenJob(id: string, folders: JobFolders): Promise<CheckpointStore> {
  const folder = await folders.take(id);
  const checkpoints = folder && (await CheckpointStore.reopen(folder).catch(() => null));
  if (checkpoints) return checkpoints;
  folder?.release();
  throw Failure.because('unfinished-film-not-found', { id });
}

/** @throws Failure `film-begun-with-other-pack` */
export function requireSamePack(begun: JobRecord['pack'], now: { readonly id: string; readonly version: string }): void {
  if (begun.id === now.id && begun.version === now.version) return;
  const { id, version } = now;
  throw Failure.because('film-begun-with-other-pack', { begun, now: { id, version } });
}
