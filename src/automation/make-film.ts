import { kinoraError, type KinoraError, type Result } from '../../contract/errors.js';
import type { FilmWarning } from '../../contract/errors/warnings.js';
import type { ClipMetadata, Timings } from '../../contract/events.js';
import type { GeneratorApi } from '../../contract/generator.js';
import type { GenerateRequest } from '../../contract/request/request.js';
import type { JobEnd, JobProgress, JobRunner } from '../features/jobs/job-runner.js';
import { generateTask, type DoneEvent } from '../features/jobs/job-task.js';

export type FilmProgress = Pick<JobProgress, 'stage' | 'fraction' | 'eta'>;

export interface FilmListeners {
  readonly onProgress?: (progress: FilmProgress) => void;
  readonly onWarning?: (warning: FilmWarning) => void;
}

export interface MadeFilm {
  readonly file: Blob;
  readonly metadata: ClipMetadata;
  /** Loading the model included. */
  readonly timings: Timings;
}

/** Makes one film; its inputs are judged first, so that no model is fetched for an input that cannot be used. */
export async function makeFilm(engine: GeneratorApi, runner: JobRunner, request: GenerateRequest, listeners: FilmListeners): Promise<Result<MadeFilm>> {
  const error = await findInputError(engine, request);
  if (error !== null) return { ok: false, error };
  const { end, loadSeconds } = await runToEnd(engine, runner, request, listeners);
  if (end.type === 'cancelled') return { ok: false, error: kinoraError('cancelled', { what: 'film' }) };
  if (end.type === 'failed') return { ok: false, error: end.error };
  const { jobId, file, metadata, timings } = end.value;
  void engine.kept(jobId);
  return { ok: true, value: { file, metadata, timings: { ...timings, load: loadSeconds + timings.load, total: loadSeconds + timings.total } } };
}

async function findInputError(engine: GeneratorApi, { start, ending }: GenerateRequest): Promise<KinoraError | null> {
  for (const input of [start, ending]) {
    if (input === undefined || input.kind === 'loop') continue;
    const inspected = await engine.inspect(input.kind === 'video' ? 'video' : 'picture', input.file.blob);
    if (!inspected.ok) return inspected.error;
  }
  return null;
}

async function runToEnd(
  engine: GeneratorApi,
  runner: JobRunner,
  request: GenerateRequest,
  { onProgress, onWarning }: FilmListeners,
): Promise<{ readonly end: JobEnd<DoneEvent>; readonly loadSeconds: number }> {
  if (runner.busy) throw new Error('A film is being made already.');
  const task = generateTask(engine, request);
  const startedAt = performance.now();
  let loadSeconds = 0;
  let reported: FilmProgress | null = null;
  const report = ({ stage, fraction, eta }: JobProgress): void => {
    if (reported?.stage === stage && reported.fraction === fraction && reported.eta === eta) return;
    reported = { stage, fraction, eta };
    onProgress?.(reported);
  };
  const end = await new Promise<JobEnd<DoneEvent>>((resolve, reject) => {
    const start: typeof task.start = (jobReport) => {
      loadSeconds = (performance.now() - startedAt) / 1000;
      return task.start(jobReport);
    };
    runner
      .run(
        { ...task, start },
        {
          onChange: report,
          onEvent: (event) => {
            if (event.type === 'warning') onWarning?.(event.warning);
          },
          onEnd: resolve,
        },
      )
      .catch(reject);
  });
  return { end, loadSeconds };
}
