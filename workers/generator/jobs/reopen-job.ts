import { Failure } from '../../lib/failure.js';
import { CheckpointStore, type JobRecord } from '../checkpoints/checkpoint-store.js';
import type { JobFolders } from '../checkpoints/job-folder.js';

/** Takes the checkpoints of a job that was left unfinished. @throws Failure `bad-request` when there are none */
export async function reopenJob(id: string, folders: JobFolders): Promise<CheckpointStore> {
  const folder = await folders.take(id);
  const checkpoints = folder && (await CheckpointStore.reopen(folder).catch(() => null));
  if (checkpoints) return checkpoints;
  folder?.release();
  throw new Failure('bad-request', `There is no unfinished film "${id}".`, 'Generate it anew.');
}

/** @throws Failure `bad-pack` when the pack is another one than the film was begun with */
export function requireSamePack(begun: JobRecord['pack'], now: { readonly id: string; readonly version: string }): void {
  if (begun.id === now.id && begun.version === now.version) return;
  throw new Failure(
    'bad-pack',
    `This film was begun with the pack "${begun.id}" ${begun.version}; now there is "${now.id}" ${now.version}.`,
    'Discard it and generate it anew.',
  );
}
