import { kinoraError, type KinoraError, type Result } from '../../contract/errors.js';
import type { FilmWarning } from '../../contract/errors/warnings.js';
import { pickDefined } from '../../contract/lib/pick-defined.js';
import type { ClipMetadata, Timings } from '../../contract/events.js';
import type { FilmOptions, GeneratorApi, LoadOptions } from '../../contract/generator.js';
import type { GenerateRequest } from '../../contract/request/request.js';
import { filmLoad } from '../features/jobs/film-load.js';
import type { JobEnd, JobProgress, JobRunner, JobTask } from '../features/jobs/job-runner.js';
import { generateTask, type DoneEvent } from '../features/jobs/job-task.js';

export type FilmProgress = Pick<JobProgress, 'stage' | 'fraction' | 'eta'>;

export interface FilmListeners extends FilmOptions {
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
export async function makeFilm(engine: GeneratorApi, runner: JobRunner, request: GenerateRequest, load: LoadOptions, listeners: FilmListeners): Promise<Result<MadeFilm>> {
  const error = await findInputError(engine, request);
  if (error !== null) return { ok: false, error };
  const { end, loadSeconds } = await runToEnd(runner, { ...generateTask(engine, request, pickDefined({ hashFrames: listeners.hashFrames })), load: filmLoad(load, request) }, listeners);
  if (end.type === 'cancelled') return { ok: false, error: kinoraError('cancelled', { what: 'film' }) };
  if (end.type === 'failed') return { ok: false, error: end.error };
  const { jobId, file, metadata, timings } = end.value;
  void engine.kept(jobId);
  return { ok: true, value: { file, metadata, timings: { ...timings, load: loadSeconds + timings.load, total: loadSeconds + timings.total } } };
}

async function findInputError(engine: GeneratorApi, { start, ending, layers = [] }: GenerateRequest): Promise<KinoraError | null> {
  const inputs = [start, ending, ...layers.map(({ content }) => content)].flatMap((input) => (input?.kind === 'image' || input?.kind === 'video' ? [input] : []));
  for (const { kind, file } of inputs) {
    const inspected = await engine.inspect(kind === 'video' ? 'video' : 'picture', file.blob);
    if (!inspected.ok) return inspected.error;
  }
  return null;
}

async function runToEnd(
  runner: JobRunner,
  task: JobTask<DoneEvent>,
  { onProgress, onWarning }: FilmListeners,
): Promise<{ readonly end: JobEnd<DoneEvent>; readonly loadSeconds: number }> {
  if (runner.busy) throw new Error('A film is being made already.');
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
