import { findCapabilityFault } from '../../contract/capabilities.js';
import { findRequestFault, findStillsFault, findVocabularyFault } from '../../contract/check-request.js';
import type { Result } from '../../contract/errors.js';
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
} from '../../contract/generator.js';
import { uniqueId } from '../../contract/unique-id.js';
import { deliver } from './deliver.js';
import { drawStills } from './draw-stills.js';
import { FilmAttempts } from './film-attempts.js';
import { makeFilm, type AcceptedFilm } from './film-job.js';
import { memoryWarnings, promptWarnings } from './film-warnings.js';
import type { GeneratorParts, PromptReader } from './generator-parts.js';
import { ModelSlot, type DescribedPack } from './model-slot.js';
import { PauseGate } from './pause-gate.js';
import { asResult } from './pipeline/as-result.js';
import { cancelled, Failure, toKinoraError } from './pipeline/failure.js';
import { countUnits } from './pipeline/job-progress.js';
import { ResourceLedger } from './pipeline/resource-ledger.js';
import { Stopwatch } from './pipeline/stopwatch.js';
import { decodeInputs, planFilm } from './plan-film.js';
import { RunLock } from './runtime/run-lock.js';
import { warmUp } from './warm-up.js';
import { FilmJournal, sameAs, surveyJobs, type JournalHeader } from './storage/film-journal.js';
import type { JobFolders } from './storage/job-folder.js';
import { memoryFolders } from './storage/memory-folders.js';

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
interface NewJob extends Pick<AcceptedFilm, 'id' | 'request' | 'plan' | 'tokenizer' | 'warnings' | 'journal'> {
  readonly pack: DescribedPack;
  /** Whether it goes on from an earlier life. */
  readonly recovered: boolean;
}

/** The generator of the worker: one model, one job at a time, in the order of asking. */
export class Generator implements GeneratorApi {
  readonly #parts: GeneratorParts;
  readonly #ledger = new ResourceLedger();
  readonly #slot: ModelSlot;
  /** Loads and jobs take turns: a model is never exchanged under a running job. */
  readonly #turns = new RunLock();
  readonly #jobs = new Map<string, TrackedJob>();
  #described: DescribedPack | null = null;
  /** What the next job is to run on: what was loaded last, also after `release`. */
  #wanted: DescribedPack | null = null;
  #capabilities: Promise<Capabilities> | null = null;
  #opened: Promise<JobFolders> | null = null;
  /** Journals whose film the page may still show. */
  readonly #finished = new Map<string, FilmJournal>();

  constructor(parts: GeneratorParts) {
    this.#parts = parts;
    this.#slot = new ModelSlot(parts, this.#ledger, () => this.probe());
  }

  probe(): Promise<Capabilities> {
    // A probe that failed is not kept.
    this.#capabilities ??= this.#parts.probe().catch((error: unknown) => {
      this.#capabilities = null;
      throw error;
    });
    return this.#capabilities;
  }

  describePack(options: LoadOptions): Promise<Result<PackSummary>> {
    return asResult(async () => {
      this.#described = await this.#slot.describe(options, neverAborted());
      // Prompts are read for the pack that was described last, unless films of another one still wait.
      if (this.#jobs.size === 0 && this.#wanted?.options.packUrl !== options.packUrl) this.#wanted = null;
      return this.#described.summary;
    });
  }

  loadPack(options: LoadOptions, onEvent: (event: LoadEvent) => void): Promise<Result<PackSummary>> {
    return asResult(() =>
      this.#turns.run(async () => {
        await this.#requireFeatures();
        const model = await this.#slot.load(options, neverAborted(), (doneBytes, totalBytes) => {
          void deliver(onEvent, { type: 'loading', doneBytes, totalBytes });
        });
        this.#wanted = model;
        return model.summary;
      }),
    );
  }

  prepare(): Promise<Result<{ ready: boolean }>> {
    return asResult(() =>
      this.#turns.run(async () => {
        const somebodyWaits = (): boolean => this.#turns.waiting > 0;
        const pack = this.#pack();
        await this.#requireFeatures();
        if (somebodyWaits() || !(await this.#slot.isHere(pack))) return { ready: false };
        const model = await this.#slot.load(pack.options, neverAborted(), () => undefined);
        // Another pack may have been chosen while this one was loaded; prompts are read for that one then.
        if (this.#pack().options.packUrl === pack.options.packUrl) this.#wanted = model;
        try {
          await warmUp(model, await this.#slot.tokenizerOf(model, neverAborted()), this.#parts, somebodyWaits);
        } catch (error) {
          await this.#slot.release();
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
    return asResult(() => this.#parts.inspect(role, file, (this.#wanted ?? this.#described)?.files.manifest.frame));
  }

  generate(request: GenerateRequest, onEvent: (event: GenerationEvent) => void): Promise<Result<{ jobId: string }>> {
    return asResult(async () => {
      const pack = this.#pack();
      const details = await this.#examine(request, pack);
      const id = `job-${uniqueId()}`;
      this.#enqueue({ ...details, id, pack, journal: await this.#writeDown(id, details, pack), recovered: false }, onEvent);
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
        const drawn = this.#turns.run(async () => {
          if (abort.signal.aborted) throw cancelled();
          this.#jobs.set(id, { abort, gate: null, endInQueue: null });
          const model = await this.#slot.load(this.#pack().options, abort.signal, () => undefined);
          this.#wanted = model;
          return drawStills(request, model, tokenizer, this.#parts, abort.signal, (still) => void deliver(onStill, still));
        });
        drawn.catch(() => undefined);
        return { drawn: await Promise.race([drawn, stopped]) };
      } catch (caught) {
        if (FATAL_FOR_RUNTIME.includes(toKinoraError(caught).code)) await this.#turns.run(() => this.#slot.release());
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
    this.#jobs.get(jobId)?.gate?.ask();
    return Promise.resolve();
  }

  resume(jobId: string): Promise<void> {
    this.#jobs.get(jobId)?.gate?.resume();
    return Promise.resolve();
  }

  async unfinishedJobs(): Promise<readonly UnfinishedJob[]> {
    const jobs = await surveyJobs(await this.#folders());
    return jobs.filter(({ id }) => !this.#jobs.has(id) && !this.#finished.has(id));
  }

  recover(id: string, onEvent: (event: GenerationEvent) => void): Promise<Result<{ jobId: string }>> {
    return asResult(async () => {
      if (this.#jobs.has(id)) throw new Failure('bad-request', 'This film is being made already.', 'Wait for it.');
      const folder = await (await this.#folders()).take(id);
      if (!folder) throw noSuchJob(id);
      const journal = await FilmJournal.reopen(folder).catch(() => null);
      try {
        if (!journal) throw noSuchJob(id);
        const { load, request } = journal.header;
        const options = journal.last ? sameAs(journal.last.model, load) : load;
        const pack = await this.#slot.describe(options, neverAborted());
        requireSamePack(journal.header.pack, pack.files.manifest);
        const details = await this.#examine(request, pack);
        this.#enqueue({ ...details, id, pack, journal, recovered: true }, onEvent);
        return { jobId: id };
      } catch (error) {
        if (journal) journal.release();
        else folder.release();
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
    await Promise.all([...this.#jobs.keys()].map((jobId) => this.cancel(jobId)));
    await this.#turns.run(() => this.#slot.release());
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
  async #examine(request: GenerateRequest, pack: DescribedPack): Promise<Pick<AcceptedFilm, 'request' | 'plan' | 'tokenizer' | 'warnings'>> {
    const fault = findRequestFault(request);
    if (fault) throw Failure.of(fault);
    await this.#requireFeatures();
    const tokenizer = await this.#slot.tokenizerOf(pack, neverAborted());
    const prompts = request.scenes?.map(({ prompt }) => prompt) ?? [request.prompt ?? ''];
    for (const prompt of prompts) {
      const unknown = findVocabularyFault(tokenizer.check(prompt));
      if (unknown) throw Failure.of(unknown);
    }
    const { frame } = pack.files.manifest;
    const inputs = await decodeInputs(request, frame, this.#parts);
    return { request, plan: planFilm(request, inputs, frame.fps), tokenizer, warnings: [...memoryWarnings(pack), ...promptWarnings(prompts, tokenizer)] };
  }

  /** Writes a new job down, so that it is not lost from here on. */
  async #writeDown(id: string, { request, plan }: Pick<AcceptedFilm, 'request' | 'plan'>, pack: DescribedPack): Promise<FilmJournal> {
    const { id: packId, version } = pack.files.manifest;
    const header: JournalHeader = {
      startedAt: Date.now(),
      load: pack.options,
      pack: { id: packId, version },
      request,
      totalFrames: countUnits(plan, pack.files.manifest).get('encode') ?? 0,
    };
    try {
      const folder = await (await this.#folders()).create(id);
      try {
        return await FilmJournal.begin(folder, header);
      } catch (error) {
        await folder.remove();
        throw error;
      }
    } catch {
      // No room, or no right, to keep even this: the film is made in memory.
      return FilmJournal.begin(await memoryFolders().create(id), header);
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
    const film: AcceptedFilm = {
      ...job,
      signal: abort.signal,
      gate,
      emit,
      room: async () => (await this.#folders()).room(),
    };
    const endInQueue = (): void => {
      void job.journal.discard();
      this.#end(film, { type: 'failed', jobId, error: cancelled().error });
    };
    this.#jobs.set(jobId, { abort, gate, endInQueue });
    void this.#turns.run(() => this.#run(film, job));
  }

  /** Runs a job in its turn. Never rejects: a failed job is no concern of the next. */
  async #run(job: AcceptedFilm, { pack, recovered }: NewJob): Promise<void> {
    const tracked = this.#jobs.get(job.id);
    if (!tracked) return;
    tracked.endInQueue = null;
    try {
      const attempts = new FilmAttempts(job, pack.options);
      if (recovered) attempts.showAgain();
      const film = await attempts.untilMade(async (options, tried) => {
        const stopwatch = new Stopwatch(this.#parts.now, job.journal.last?.seconds);
        if (!this.#slot.find(options)) void job.emit({ type: 'stage', jobId: job.id, stage: 'load' });
        const model = await stopwatch.time('load', () => this.#slot.load(options, job.signal, () => undefined));
        this.#wanted = model;
        try {
          return await makeFilm(tried, model, await this.probe(), this.#parts, this.#ledger, stopwatch);
        } catch (caught) {
          if (FATAL_FOR_RUNTIME.includes(toKinoraError(caught).code)) await this.#slot.release().catch(() => undefined);
          throw caught;
        }
      });
      if ((await this.#folders()).lasting) this.#finished.set(job.id, job.journal);
      else await job.journal.discard();
      this.#end(job, { type: 'done', jobId: job.id, ...film });
    } catch (caught) {
      const error = job.signal.aborted ? cancelled().error : toKinoraError(caught);
      // What failed on the way may be gone on with; what was cancelled is not wanted any more.
      if (error.code !== 'cancelled' && job.journal.last) job.journal.release();
      else await job.journal.discard();
      this.#end(job, { type: 'failed', jobId: job.id, error });
    }
  }

  /** Sends the last event of a job and forgets it. */
  #end(job: AcceptedFilm, event: GenerationEvent): void {
    if (this.#jobs.delete(job.id)) void job.emit(event);
  }

  #folders(): Promise<JobFolders> {
    this.#opened ??= this.#parts.openFolders();
    return this.#opened;
  }

  #pack(): DescribedPack {
    const pack = this.#wanted ?? this.#described;
    if (!pack) throw new Failure('bad-request', 'No pack is loaded.', 'Load a pack first.');
    return pack;
  }

  #tokenizer(): Promise<PromptReader> {
    return this.#slot.tokenizerOf(this.#pack(), neverAborted());
  }
}

function noSuchJob(id: string): Failure {
  return new Failure('bad-request', `There is no unfinished film "${id}".`, 'Generate it anew.');
}

function requireSamePack(begun: JournalHeader['pack'], now: { readonly id: string; readonly version: string }): void {
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
