import { type Capabilities, findCapabilityFault } from '../../../contract/capabilities.js';
import type { ErrorCode, Result } from '../../../contract/errors.js';
import type { GenerationEvent, LoadEvent } from '../../../contract/events.js';
import type { FilmOptions, GeneratorApi, InputFacts, LoadOptions, PromptCheck, ResourceCounts, Still, StillsRequest, UnfinishedJob } from '../../../contract/generator.js';
import type { InputRole } from '../../../contract/names.js';
import type { GenerateRequest } from '../../../contract/request/request.js';
import type { PackSummary } from '../../../contract/pack-summary.js';
import { uniqueId } from '../../../contract/lib/unique-id.js';
import { deliver, type Receiver } from './deliver.js';
import type { AcceptedJob } from './make-film.js';
import type { AcceptedRequest } from './accept-request.js';
import { JobExecutor } from './job-executor.js';
import { reopenJob, requireSamePack } from './reopen-job.js';
import type { Platform, Tokenizer } from '../platform.js';
import { ModelLoader, sameModel, type LoadedModel, type ResolvedPack } from '../model/model-loader.js';
import { PauseGate } from '../../lib/pause-gate.js';
import { asResult } from '../../lib/as-result.js';
import { Failure } from '../../../contract/errors/failure.js';
import { cancelled, toKinoraError } from '../../lib/to-kinora-error.js';
import { ResourceLedger } from '../../lib/resource-ledger.js';
import { Stopwatch } from '../../lib/stopwatch.js';
import { optionsToResume } from '../checkpoints/checkpoint.js';
import { findUnfinishedJobs, type CheckpointStore } from '../checkpoints/checkpoint-store.js';
import type { JobFolders } from '../checkpoints/job-folder.js';

/** Failures after which the runtime is no longer to be trusted; the next job loads the model anew. */
const FATAL_FOR_RUNTIME: ReadonlySet<ErrorCode> = new Set(['device-lost', 'out-of-memory', 'numbers-not-finite', 'unforeseen']);

/** A job as it is accepted. */
interface NewJob extends Pick<AcceptedJob, 'id' | 'request' | 'plan' | 'tokenizer' | 'warnings' | 'checkpoints' | 'hashesPainted'> {
  readonly pack: ResolvedPack;
  /** Whether it was begun by an earlier worker. */
  readonly recovered: boolean;
}

/** The generator of the worker: one model, one job at a time, in the order of asking. */
export class GeneratorService implements GeneratorApi {
  readonly #platform: Platform;
  readonly #ledger = new ResourceLedger();
  readonly #models: ModelLoader;
  readonly #jobs = new JobExecutor();
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
      if (this.#jobs.size === 0 && this.#wanted && !sameModel(this.#wanted.options, options)) this.#wanted = null;
      return this.#described.summary;
    });
  }

  loadPack(options: LoadOptions, onEvent: (event: LoadEvent) => void): Promise<Result<PackSummary>> {
    return asResult(() =>
      this.#jobs.exclusively(async () => {
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
      this.#jobs.exclusively(async () => {
        const somebodyWaits = (): boolean => this.#jobs.isWaitedFor;
        const pack = this.#pack();
        await this.#requireFeatures();
        if (somebodyWaits() || !(await this.#models.isDownloaded(pack))) return { ready: false };
        const model = await this.#models.load(pack.options, neverAborted(), () => undefined);
        // Another pack may have been chosen while this one was loaded; prompts are read for that one then.
        if (sameModel(this.#pack().options, pack.options)) this.#wanted = model;
        try {
          await (await import('./warm-up.js')).warmUp(model, await this.#models.tokenizerOf(model, neverAborted()), this.#platform, somebodyWaits);
        } catch (error) {
          await this.#models.release();
          throw error;
        }
        return { ready: true };
      }),
    );
  }

  measure(options: LoadOptions): Promise<Result<{ readonly seconds: number } | null>> {
    return asResult(async () => (await import('./measure-backend.js')).measureBackend(options, this.#models, this.#platform, this.#jobs));
  }

  checkPrompt(prompt: string): Promise<Result<PromptCheck>> {
    return asResult(async () => (await this.#tokenizer()).check(prompt));
  }

  inspect(role: InputRole, file: Blob): Promise<Result<InputFacts>> {
    return asResult(() => this.#platform.inspect(role, file, (this.#wanted ?? this.#described)?.summary.frame));
  }

  generate(request: GenerateRequest, onEvent: (event: GenerationEvent) => void, { hashFrames = false }: FilmOptions = {}): Promise<Result<{ jobId: string }>> {
    return asResult(async () => {
      const pack = this.#pack();
      const details = await this.#accept(request, pack);
      const id = `job-${uniqueId()}`;
      const checkpoints = await (await acceptance()).storeJob(id, details, pack, await this.#folders());
      this.#enqueue({ ...details, id, pack, checkpoints, recovered: false, hashesPainted: hashFrames }, onEvent);
      return { jobId: id };
    });
  }

  drawStills(request: StillsRequest, onStill: (still: Still) => void): Promise<Result<{ drawn: number }>> {
    return asResult(async () => {
      const id = request.jobId ?? `stills-${uniqueId()}`;
      if (this.#jobs.has(id)) throw Failure.because('job-id-taken', { id });
      const abort = new AbortController();
      const draw = () =>
        this.#withModel(this.#pack().options, abort.signal, new Stopwatch(this.#platform.now), async (model) => {
          const { drawStills } = await import('./draw-stills.js');
          return drawStills(request, model, await this.#tokenizer(), this.#platform, abort.signal, (still) => void deliver(onStill, still));
        });
      const check = async () => (await acceptance()).requireStills(request, this.#pack(), await this.#tokenizer());
      const drawn = await this.#jobs.run(id, { abort, gate: null }, draw, check);
      return { drawn };
    });
  }

  cancel(jobId: string): Promise<void> {
    this.#jobs.cancel(jobId);
    return Promise.resolve();
  }

  pause(jobId: string): Promise<void> {
    this.#jobs.pause(jobId);
    return Promise.resolve();
  }

  resume(jobId: string): Promise<void> {
    this.#jobs.resume(jobId);
    return Promise.resolve();
  }

  async unfinishedJobs(): Promise<readonly UnfinishedJob[]> {
    const jobs = await findUnfinishedJobs(await this.#folders());
    return jobs.filter(({ id }) => !this.#jobs.has(id) && !this.#finished.has(id));
  }

  recover(id: string, onEvent: (event: GenerationEvent) => void): Promise<Result<{ jobId: string }>> {
    return asResult(async () => {
      if (this.#jobs.has(id)) throw Failure.because('film-under-way', {});
      const checkpoints = await reopenJob(id, await this.#folders());
      try {
        const { load, request, pack: begunWith } = checkpoints.record;
        const options = checkpoints.last ? optionsToResume(checkpoints.last.model, load) : load;
        const pack = await this.#models.resolve(options, neverAborted());
        requireSamePack(begunWith, pack.files.manifest);
        const details = await this.#accept(request, pack);
        this.#enqueue({ ...details, id, pack, checkpoints, recovered: true, hashesPainted: false }, onEvent);
        return { jobId: id };
      } catch (error) {
        checkpoints.release();
        throw error;
      }
    });
  }

  async kept(id: string): Promise<void> {
    await this.#finished.get(id)?.settle();
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
    this.#jobs.cancelAll();
    await this.#jobs.exclusively(() => this.#models.release());
  }

  /**
   * Asked before anything is fetched.
   * @throws Failure of the feature that this browser lacks to make a film
   */
  async #requireFeatures(): Promise<void> {
    const fault = findCapabilityFault(await this.probe());
    if (fault) throw Failure.of(fault);
  }

  async #accept(request: GenerateRequest, pack: ResolvedPack): Promise<AcceptedRequest> {
    const { acceptRequest, requireValid } = await acceptance();
    await requireValid(request);
    await this.#requireFeatures();
    return acceptRequest(request, pack, await this.#models.tokenizerOf(pack, neverAborted()), this.#platform);
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
    void this.#jobs.run(jobId, { abort, gate }, () => this.#make(film, job))
      .catch(async (caught: unknown): Promise<GenerationEvent> => {
        // A job that fails may be resumed; what a person cancelled is deleted.
        const error = abort.signal.aborted ? cancelled().error : toKinoraError(caught);
        if (error.code !== 'cancelled' && job.checkpoints.last) job.checkpoints.release();
        else await job.checkpoints.discard();
        return { type: 'failed', jobId, error };
      })
      .then(emit)
      // Where the warm-up gave way to this film. Whoever makes the next one hears of a device that is lost.
      .then(() => this.#jobs.exclusively(async () => this.#models.captureRuns(() => this.#jobs.isWaitedFor)).catch(() => undefined));
  }

  /** Makes the film of a job, which is the only one to run. Gives the event that ends it. */
  async #make(job: AcceptedJob, { pack, recovered }: NewJob): Promise<GenerationEvent> {
    const { id: jobId, checkpoints, signal } = job;
    // What makes films is fetched with the first one, and not by a visit that only looks.
    const [{ JobAttempts }, { makeFilm }] = await Promise.all([import('./job-attempts.js'), import('./make-film.js')]);
    const attempts = new JobAttempts(job, pack.options);
    if (recovered) attempts.resendSegments();
    const film = await attempts.run(async (options, tried) => {
      const stopwatch = new Stopwatch(this.#platform.now, checkpoints.last?.seconds);
      if (!this.#models.find(options)) void job.emit({ type: 'stage', jobId, stage: 'load' });
      return this.#withModel(options, signal, stopwatch, async (model) =>
        makeFilm(tried, model, await this.probe(), this.#platform, this.#ledger, stopwatch),
      );
    });
    if ((await this.#folders()).persistent) this.#finished.set(jobId, checkpoints);
    else await checkpoints.discard();
    return { type: 'done', jobId, ...film };
  }

  /** Loads the model and uses it; the runtime is released after a failure that may have broken it. */
  async #withModel<T>(options: LoadOptions, signal: AbortSignal, stopwatch: Stopwatch, use: (model: LoadedModel) => Promise<T>): Promise<T> {
    const model = await stopwatch.time('load', () => this.#models.load(options, signal, () => undefined));
    this.#wanted = model;
    try {
      return await use(model);
    } catch (caught) {
      if (FATAL_FOR_RUNTIME.has(toKinoraError(caught).code)) await this.#models.release().catch(() => undefined);
      throw caught;
    }
  }

  #folders(): Promise<JobFolders> {
    this.#opened ??= this.#platform.openFolders();
    return this.#opened;
  }

  #pack(): ResolvedPack {
    const pack = this.#wanted ?? this.#described;
    if (!pack) throw Failure.because('no-pack-loaded', {});
    return pack;
  }

  #tokenizer(): Promise<Tokenizer> {
    return this.#models.tokenizerOf(this.#pack(), neverAborted());
  }
}

/** Only a request needs it, so it is no part of the first visit. */
const acceptance = () => import('./accept-request.js');
const neverAborted = (): AbortSignal => new AbortController().signal;
