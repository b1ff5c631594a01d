import { findCapabilityFault } from '../../../contract/capabilities.js';
import { findRequestFault, findStillsFault, findVocabularyFault } from '../../../contract/check-request.js';
import type { Result } from '../../../contract/errors.js';
import type {
  Capabilities,
  GenerateRequest,
  GenerationEvent,
  GeneratorApi,
  InputFacts,
  InputRole,
  LoadEvent,
  LoadOptions,
  PackSummary,
  PromptCheck,
  ResourceCounts,
  Still,
  StillsRequest,
  UnfinishedJob,
} from '../../../contract/generator.js';
import { uniqueId } from '../../../contract/unique-id.js';
import { drawStills } from './draw-stills.js';
import { JobAttempts } from './job-attempts.js';
import { makeFilm, type AcceptedJob } from './make-film.js';
import { memoryWarnings, promptWarnings } from './job-warnings.js';
import type { Platform, Tokenizer } from '../platform.js';
import { ModelLoader, type ResolvedPack } from '../model/model-loader.js';
import { PauseGate } from '../../lib/pause-gate.js';
import { asResult } from '../../lib/as-result.js';
import { cancelled, Failure, toKinoraError } from '../../lib/failure.js';
import { countUnits } from './job-progress.js';
import { ResourceLedger } from '../../lib/resource-ledger.js';
import { Stopwatch } from '../../lib/stopwatch.js';
import { decodeInputs, planFilm } from './plan-film.js';
import { Mutex } from '../../lib/mutex.js';
import { warmUp } from './warm-up.js';
import { optionsToResume } from '../checkpoints/checkpoint.js';
import { CheckpointStore, findUnfinishedJobs, type JobRecord } from '../checkpoints/checkpoint-store.js';
import type { JobFolders } from '../checkpoints/job-folder.js';
import { memoryFolders } from '../checkpoints/memory-job-folders.js';

/** Failures after which the runtime is no longer to be trusted; the next job loads the model anew. */
const FATAL_FOR_RUNTIME = ['device-lost', 'out-of-memory', 'internal'];

/** Receives events. It may answer with a promise that tells when it is ready for more, as a Comlink proxy does. */
type Receiver = (event: GenerationEvent) => unknown;

interface TrackedJob {
  readonly abort: AbortController;
  /** Null for what cannot be paused: the drawing of stills takes seconds. */
  readonly gate: PauseGate | null;
  /** Present while the job waits in the queue: ends it without waiting for its turn. */
  endInQueue: (() => void) | null;
}

/** A job as it is accepted. */
interface NewJob extends Pick<AcceptedJob, 'id' | 'request' | 'plan' | 'tokenizer' | 'warnings' | 'checkpoints'> {
  readonly pack: ResolvedPack;
  /** Whether it goes on from an earlier life. */
  readonly recovered: boolean;
}

/** The generator of the worker: one model, one job at a time, in the order of asking. */
export class GeneratorService implements GeneratorApi {
  readonly #platform: Platform;
  readonly #ledger = new ResourceLedger();
  readonly #models: ModelLoader;
  /** Loads and jobs take turns: a model is never exchanged under a running job. */
  readonly #mutex = new Mutex();
  readonly #jobs = new Map<string, TrackedJob>();
  #described: ResolvedPack | null = null;
  /** What the next job is to run on: what was loaded last, also after `release`. */
  #wanted: ResolvedPack | null = null;
  #capabilities: Promise<Capabilities> | null = null;
  #opened: Promise<JobFolders> | null = null;
  /** Journals whose film the page may still show. */
  readonly #finished = new Map<string, CheckpointStore>();

  constructor(platform: Platform) {
    this.#platform = platform;
    this.#models = new ModelLoader(platform, this.#ledger, () => this.probe());
  }

  probe(): Promise<Capabilities> {
    // A probe that failed is not kept.
    this.#capabilities ??= this.#platform.probe().catch((error: unknown) => {
      this.#capabilities = null;
      throw error;
    });
    return this.#capabilities;
  }

  describePack(options: LoadOptions): Promise<Result<PackSummary>> {
    return asResult(async () => {
      this.#described = await this.#models.resolve(options, neverAborted());
      // Prompts are read for the pack that was described last, unless films of another one still wait.
      if (this.#jobs.size === 0 && this.#wanted?.options.packUrl !== options.packUrl) this.#wanted = null;
      return this.#described.summary;
    });
  }

  loadPack(options: LoadOptions, onEvent: (event: LoadEvent) => void): Promise<Result<PackSummary>> {
    return asResult(() =>
      this.#mutex.run(async () => {
        await this.#requireFeatures();
        const model = await this.#models.load(options, neverAborted(), (doneBytes, totalBytes) => {
          void deliver(onEvent, { type: 'loading', doneBytes, totalBytes });
        });
        this.#wanted = model;
        return model.summary;
      }),
    );
  }

  prepare(): Promise<Result<{ ready: boolean }>> {
    return asResult(() =>
      this.#mutex.run(async () => {
        const somebodyWaits = (): boolean => this.#mutex.waiting > 0;
        const pack = this.#pack();
        await this.#requireFeatures();
        if (somebodyWaits() || !(await this.#models.isDownloaded(pack))) return { ready: false };
        const model = await this.#models.load(pack.options, neverAborted(), () => undefined);
        // Another pack may have been chosen while this one was loaded; prompts are read for that one then.
        if (this.#pack().options.packUrl === pack.options.packUrl) this.#wanted = model;
        try {
          await warmUp(model, await this.#models.tokenizerOf(model, neverAborted()), this.#platform, somebodyWaits);
        } catch (error) {
          await this.#models.release();
          throw error;
        }
        return { ready: true };
      }),
    );
  }

  checkPrompt(prompt: string): Promise<Result<PromptCheck>> {
    return asResult(async () => (await this.#tokenizer()).check(prompt));
  }

  inspect(role: InputRole, file: Blob): Promise<Result<InputFacts>> {
    return asResult(() => this.#platform.inspect(role, file, (this.#wanted ?? this.#described)?.files.manifest.frame));
  }

  generate(request: GenerateRequest, onEvent: (event: GenerationEvent) => void): Promise<Result<{ jobId: string }>> {
    return asResult(async () => {
      const pack = this.#pack();
      const details = await this.#examine(request, pack);
      const id = `job-${uniqueId()}`;
      this.#enqueue({ ...details, id, pack, checkpoints: await this.#writeDown(id, details, pack), recovered: false }, onEvent);
      return { jobId: id };
    });
  }

  drawStills(request: StillsRequest, onStill: (still: Still) => void): Promise<Result<{ drawn: number }>> {
    return asResult(async () => {
      const fault = findStillsFault(request);
      if (fault) throw Failure.of(fault);
      const tokenizer = await this.#tokenizer();
      const unknown = findVocabularyFault(tokenizer.check(request.prompt));
      if (unknown) throw Failure.of(unknown);

      const id = request.jobId ?? `stills-${uniqueId()}`;
      if (this.#jobs.has(id)) throw new Failure('bad-request', `There is a job called "${id}" already.`, 'Choose another jobId.');
      const abort = new AbortController();
      // A drawing that waits for its turn ends at once; a running one at its next pause.
      const stopped = new Promise<never>((_, reject) => {
        this.#jobs.set(id, { abort, gate: null, endInQueue: () => reject(cancelled()) });
      });
      stopped.catch(() => undefined);
      try {
        const drawn = this.#mutex.run(async () => {
          if (abort.signal.aborted) throw cancelled();
          this.#jobs.set(id, { abort, gate: null, endInQueue: null });
          const model = await this.#models.load(this.#pack().options, abort.signal, () => undefined);
          this.#wanted = model;
          return drawStills(request, model, tokenizer, this.#platform, abort.signal, (still) => void deliver(onStill, still));
        });
        drawn.catch(() => undefined);
        return { drawn: await Promise.race([drawn, stopped]) };
      } catch (caught) {
        if (FATAL_FOR_RUNTIME.includes(toKinoraError(caught).code)) await this.#mutex.run(() => this.#models.release());
        throw abort.signal.aborted ? cancelled() : caught;
      } finally {
        this.#jobs.delete(id);
      }
    });
  }

  cancel(jobId: string): Promise<void> {
    const job = this.#jobs.get(jobId);
    job?.abort.abort();
    job?.endInQueue?.();
    return Promise.resolve();
  }

  pause(jobId: string): Promise<void> {
    this.#jobs.get(jobId)?.gate?.requestPause();
    return Promise.resolve();
  }

  resume(jobId: string): Promise<void> {
    this.#jobs.get(jobId)?.gate?.resume();
    return Promise.resolve();
  }

  async unfinishedJobs(): Promise<readonly UnfinishedJob[]> {
    const jobs = await findUnfinishedJobs(await this.#folders());
    return jobs.filter(({ id }) => !this.#jobs.has(id) && !this.#finished.has(id));
  }

  recover(id: string, onEvent: (event: GenerationEvent) => void): Promise<Result<{ jobId: string }>> {
    return asResult(async () => {
      if (this.#jobs.has(id)) throw new Failure('bad-request', 'This film is being made already.', 'Wait for it.');
      const folder = await (await this.#folders()).take(id);
      if (!folder) throw noSuchJob(id);
      const checkpoints = await CheckpointStore.reopen(folder).catch(() => null);
      try {
        if (!checkpoints) throw noSuchJob(id);
        const { load, request } = checkpoints.record;
        const options = checkpoints.last ? optionsToResume(checkpoints.last.model, load) : load;
        const pack = await this.#models.resolve(options, neverAborted());
        requireSamePack(checkpoints.record.pack, pack.files.manifest);
        const details = await this.#examine(request, pack);
        this.#enqueue({ ...details, id, pack, checkpoints, recovered: true }, onEvent);
        return { jobId: id };
      } catch (error) {
        if (checkpoints) checkpoints.release();
        else folder.release();
        throw error;
      }
    });
  }

  async discard(id: string): Promise<void> {
    if (this.#jobs.has(id)) return;
    const finished = this.#finished.get(id);
    this.#finished.delete(id);
    if (finished) return finished.discard();
    // One that another tab holds is its business.
    await (await (await this.#folders()).take(id).catch(() => null))?.remove();
  }

  resources(): Promise<ResourceCounts> {
    return Promise.resolve(this.#ledger.counts());
  }

  async release(): Promise<void> {
    await Promise.all([...this.#jobs.keys()].map((jobId) => this.cancel(jobId)));
    await this.#mutex.run(() => this.#models.release());
  }

  /**
   * Asked before anything is fetched.
   * @throws Failure `no-backend` or `no-encoder` where this browser cannot make a film
   */
  async #requireFeatures(): Promise<void> {
    const fault = findCapabilityFault(await this.probe());
    if (fault) throw Failure.of(fault);
  }

  /** Everything that can be refused is refused here, before a job exists. */
  async #examine(request: GenerateRequest, pack: ResolvedPack): Promise<Pick<AcceptedJob, 'request' | 'plan' | 'tokenizer' | 'warnings'>> {
    const fault = findRequestFault(request);
    if (fault) throw Failure.of(fault);
    await this.#requireFeatures();
    const tokenizer = await this.#models.tokenizerOf(pack, neverAborted());
    const prompts = request.scenes?.map(({ prompt }) => prompt) ?? [request.prompt ?? ''];
    for (const prompt of prompts) {
      const unknown = findVocabularyFault(tokenizer.check(prompt));
      if (unknown) throw Failure.of(unknown);
    }
    const { frame } = pack.files.manifest;
    const inputs = await decodeInputs(request, frame, this.#platform);
    return { request, plan: planFilm(request, inputs, frame.fps), tokenizer, warnings: [...memoryWarnings(pack), ...promptWarnings(prompts, tokenizer)] };
  }

  /** Writes a new job down, so that it is not lost from here on. */
  async #writeDown(id: string, { request, plan }: Pick<AcceptedJob, 'request' | 'plan'>, pack: ResolvedPack): Promise<CheckpointStore> {
    const { id: packId, version } = pack.files.manifest;
    const header: JobRecord = {
      startedAt: Date.now(),
      load: pack.options,
      pack: { id: packId, version },
      request,
      totalFrames: countUnits(plan, pack.files.manifest).get('encode') ?? 0,
    };
    try {
      const folder = await (await this.#folders()).create(id);
      try {
        return await CheckpointStore.begin(folder, header);
      } catch (error) {
        await folder.remove();
        throw error;
      }
    } catch {
      // No room, or no right, to keep even this: the film is made in memory.
      return CheckpointStore.begin(await memoryFolders().create(id), header);
    }
  }

  #enqueue(job: NewJob, receiver: Receiver): void {
    const { id: jobId } = job;
    const abort = new AbortController();
    const emit = (event: GenerationEvent): Promise<void> => deliver(receiver, event);
    const gate = new PauseGate(abort.signal, {
      paused: (reason, error) => void emit({ type: 'paused', jobId, reason, error }),
      resumed: () => void emit({ type: 'resumed', jobId }),
    });
    const film: AcceptedJob = {
      ...job,
      signal: abort.signal,
      gate,
      emit,
      freeBytes: async () => (await this.#folders()).freeBytes(),
    };
    const endInQueue = (): void => {
      void job.checkpoints.discard();
      this.#end(film, { type: 'failed', jobId, error: cancelled().error });
    };
    this.#jobs.set(jobId, { abort, gate, endInQueue });
    void this.#mutex.run(() => this.#run(film, job));
  }

  /** Runs a job in its turn. Never rejects: a failed job is no concern of the next. */
  async #run(job: AcceptedJob, { pack, recovered }: NewJob): Promise<void> {
    const tracked = this.#jobs.get(job.id);
    if (!tracked) return;
    tracked.endInQueue = null;
    try {
      const attempts = new JobAttempts(job, pack.options);
      if (recovered) attempts.resendSegments();
      const film = await attempts.run(async (options, tried) => {
        const stopwatch = new Stopwatch(this.#platform.now, job.checkpoints.last?.seconds);
        if (!this.#models.find(options)) void job.emit({ type: 'stage', jobId: job.id, stage: 'load' });
        const model = await stopwatch.time('load', () => this.#models.load(options, job.signal, () => undefined));
        this.#wanted = model;
        try {
          return await makeFilm(tried, model, await this.probe(), this.#platform, this.#ledger, stopwatch);
        } catch (caught) {
          if (FATAL_FOR_RUNTIME.includes(toKinoraError(caught).code)) await this.#models.release().catch(() => undefined);
          throw caught;
        }
      });
      if ((await this.#folders()).persistent) this.#finished.set(job.id, job.checkpoints);
      else await job.checkpoints.discard();
      this.#end(job, { type: 'done', jobId: job.id, ...film });
    } catch (caught) {
      const error = job.signal.aborted ? cancelled().error : toKinoraError(caught);
      // What failed on the way may be gone on with; what was cancelled is not wanted any more.
      if (error.code !== 'cancelled' && job.checkpoints.last) job.checkpoints.release();
      else await job.checkpoints.discard();
      this.#end(job, { type: 'failed', jobId: job.id, error });
    }
  }

  /** Sends the last event of a job and forgets it. */
  #end(job: AcceptedJob, event: GenerationEvent): void {
    if (this.#jobs.delete(job.id)) void job.emit(event);
  }

  #folders(): Promise<JobFolders> {
    this.#opened ??= this.#platform.openFolders();
    return this.#opened;
  }

  #pack(): ResolvedPack {
    const pack = this.#wanted ?? this.#described;
    if (!pack) throw new Failure('bad-request', 'No pack is loaded.', 'Load a pack first.');
    return pack;
  }

  #tokenizer(): Promise<Tokenizer> {
    return this.#models.tokenizerOf(this.#pack(), neverAborted());
  }
}

function noSuchJob(id: string): Failure {
  return new Failure('bad-request', `There is no unfinished film "${id}".`, 'Generate it anew.');
}

function requireSamePack(begun: JobRecord['pack'], now: { readonly id: string; readonly version: string }): void {
  if (begun.id === now.id && begun.version === now.version) return;
  throw new Failure(
    'bad-pack',
    `This film was begun with the pack "${begun.id}" ${begun.version}; now there is "${now.id}" ${now.version}.`,
    'Discard it and generate it anew.',
  );
}

function neverAborted(): AbortSignal {
  return new AbortController().signal;
}

/** A receiver that throws, or is gone, must not break the job. */
async function deliver<E>(receiver: (event: E) => unknown, event: E): Promise<void> {
  try {
    await receiver(event);
  } catch {
    // Nobody to tell.
  }
}
