import { findRequestFault, findStillsFault, findVocabularyFault } from '../../contract/check-request.js';
import type { Result } from '../../contract/errors.js';
import type {
  Capabilities,
  GenerateRequest,
  GenerationEvent,
  GeneratorApi,
  LoadEvent,
  LoadOptions,
  PackSummary,
  PromptCheck,
  ResourceCounts,
  Still,
  StillsRequest,
  UnfinishedJob,
} from '../../contract/generator.js';
import { drawStills } from './draw-stills.js';
import { makeFilm, promptWarnings, type FilmJob } from './film-job.js';
import type { GeneratorParts, PromptReader } from './generator-parts.js';
import { ModelSlot, type DescribedPack } from './model-slot.js';
import { PauseGate } from './pause-gate.js';
import { cancelled, Failure, toKinoraError } from './pipeline/failure.js';
import { ResourceLedger } from './pipeline/resource-ledger.js';
import { Stopwatch } from './pipeline/stopwatch.js';
import { decodeInputs, planFilm } from './plan-film.js';
import { RunLock } from './runtime/run-lock.js';

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
  #jobCount = 0;

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
        const model = await this.#slot.load(options, neverAborted(), (doneBytes, totalBytes) => {
          void deliver(onEvent, { type: 'loading', doneBytes, totalBytes });
        });
        this.#wanted = model;
        return model.summary;
      }),
    );
  }

  checkPrompt(prompt: string): Promise<Result<PromptCheck>> {
    return asResult(async () => (await this.#tokenizer()).check(prompt));
  }

  generate(request: GenerateRequest, onEvent: (event: GenerationEvent) => void): Promise<Result<{ jobId: string }>> {
    return asResult(async () => {
      const job = await this.#accept(request, onEvent);
      void this.#turns.run(() => this.#run(job));
      return { jobId: job.id };
    });
  }

  drawStills(request: StillsRequest, onStill: (still: Still) => void): Promise<Result<{ drawn: number }>> {
    return asResult(async () => {
      const fault = findStillsFault(request);
      if (fault) throw Failure.of(fault);
      const tokenizer = await this.#tokenizer();
      const unknown = findVocabularyFault(tokenizer.check(request.prompt));
      if (unknown) throw Failure.of(unknown);

      const id = request.jobId ?? `job-${++this.#jobCount}`;
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

  unfinishedJobs(): Promise<readonly UnfinishedJob[]> {
    return Promise.resolve([]);
  }

  recover(id: string, _onEvent: (event: GenerationEvent) => void): Promise<Result<{ jobId: string }>> {
    return asResult(() => Promise.reject(noSuchJob(id)));
  }

  discard(_id: string): Promise<void> {
    return Promise.resolve();
  }

  resources(): Promise<ResourceCounts> {
    return Promise.resolve(this.#ledger.counts());
  }

  async release(): Promise<void> {
    await Promise.all([...this.#jobs.keys()].map((jobId) => this.cancel(jobId)));
    await this.#turns.run(() => this.#slot.release());
  }

  /** Everything that can be refused is refused here, before a job exists. */
  async #accept(request: GenerateRequest, receiver: Receiver): Promise<FilmJob> {
    const fault = findRequestFault(request);
    if (fault) throw Failure.of(fault);
    const pack = this.#pack();
    const tokenizer = await this.#tokenizer();
    const prompts = request.scenes?.map(({ prompt }) => prompt) ?? [request.prompt ?? ''];
    for (const prompt of prompts) {
      const unknown = findVocabularyFault(tokenizer.check(prompt));
      if (unknown) throw Failure.of(unknown);
    }
    const { frame } = pack.files.manifest;
    const inputs = await decodeInputs(request, frame, this.#parts);

    const id = `job-${++this.#jobCount}`;
    const abort = new AbortController();
    const emit = (event: GenerationEvent): Promise<void> => deliver(receiver, event);
    const gate = new PauseGate(abort.signal, {
      paused: (reason, error) => void emit({ type: 'paused', jobId: id, reason, error }),
      resumed: () => void emit({ type: 'resumed', jobId: id }),
    });
    const tracked: TrackedJob = { abort, gate, endInQueue: null };
    const job: FilmJob = {
      id,
      request,
      plan: planFilm(request, inputs, frame.fps),
      tokenizer,
      warnings: [...memoryWarnings(pack), ...promptWarnings(prompts, tokenizer)],
      signal: abort.signal,
      gate,
      emit,
    };
    tracked.endInQueue = () => this.#end(job, { type: 'failed', jobId: id, error: cancelled().error });
    this.#jobs.set(id, tracked);
    return job;
  }

  /** Runs a job in its turn. Never rejects: a failed job is no concern of the next. */
  async #run(job: FilmJob): Promise<void> {
    const tracked = this.#jobs.get(job.id);
    if (!tracked) return;
    tracked.endInQueue = null;
    try {
      const stopwatch = new Stopwatch(this.#parts.now);
      const { options } = this.#pack();
      if (!this.#slot.find(options)) void job.emit({ type: 'stage', jobId: job.id, stage: 'load' });
      const model = await stopwatch.time('load', () => this.#slot.load(options, job.signal, () => undefined));
      this.#wanted = model;
      const film = await makeFilm(job, model, await this.probe(), this.#parts, this.#ledger, stopwatch);
      this.#end(job, { type: 'done', jobId: job.id, ...film });
    } catch (caught) {
      const error = job.signal.aborted ? cancelled().error : toKinoraError(caught);
      if (FATAL_FOR_RUNTIME.includes(error.code)) await this.#slot.release().catch(() => undefined);
      this.#end(job, { type: 'failed', jobId: job.id, error });
    }
  }

  /** Sends the last event of a job and forgets it. */
  #end(job: FilmJob, event: GenerationEvent): void {
    if (this.#jobs.delete(job.id)) void job.emit(event);
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

function memoryWarnings({ summary }: DescribedPack): readonly string[] {
  return summary.memory?.sessions === 'in turns'
    ? ['This device has little memory for this pack: its parts are loaded in turns, which takes longer.']
    : [];
}

function noSuchJob(id: string): Failure {
  return new Failure('bad-request', `There is no unfinished film "${id}".`, 'Generate it anew.');
}

function neverAborted(): AbortSignal {
  return new AbortController().signal;
}

async function asResult<T>(work: () => Promise<T>): Promise<Result<T>> {
  try {
    return { ok: true, value: await work() };
  } catch (error) {
    return { ok: false, error: toKinoraError(error) };
  }
}

/** A receiver that throws, or is gone, must not break the job. */
async function deliver<E>(receiver: (event: E) => unknown, event: E): Promise<void> {
  try {
    await receiver(event);
  } catch {
    // Nobody to tell.
  }
}
