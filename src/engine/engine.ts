import * as Comlink from 'comlink';
import { kinoraError, type KinoraError, type Result } from '../../contract/errors.js';
import { categoryOf } from '../../contract/errors/categories.js';
import { type Capabilities, threadsFor } from '../../contract/capabilities.js';
import type { GenerationEvent, LoadEvent } from '../../contract/events.js';
import type { FilmOptions, GeneratorApi, InputFacts, LoadOptions, PromptCheck, ResourceCounts, Still, StillsRequest, UnfinishedJob } from '../../contract/generator.js';
import type { InputRole, MediaSourceKind } from '../../contract/names.js';
import type { PackSummary } from '../../contract/pack-summary.js';
import type { GenerateRequest } from '../../contract/request/request.js';
import { FilmLocks } from './film-locks.js';
import { JobLedger, type Job } from './job-ledger.js';
import { settle } from './settle.js';
import { delay, GRACE_MS, PATIENCE_MS, stopJob } from './stop-job.js';
import { asRaster, withoutVectors } from './vector-pictures.js';
import { WorkerLink, type GeneratorLink, type WorkerLike } from './worker-link.js';

export interface EngineOptions {
  /** Starts a worker that exposes a `GeneratorWorkerApi` over Comlink. Called at the first use, and again after a crash. */
  readonly startWorker: () => WorkerLike;
  /** How long a worker that was told to stop may stay silent before it is terminated, in milliseconds. */
  readonly graceMs?: number;
  /** What the page, and not the worker, knows of its media element. */
  readonly mediaSource?: () => MediaSourceKind;
  /** How long a worker may take to say what the browser can do, in milliseconds. */
  readonly probePatienceMs?: number;
  /** How long a worker that does answer may take to stop a job before it is terminated, in milliseconds. */
  readonly patienceMs?: number;
}

/** The probe asks encoders and drivers, whose own limits add up on a busy machine. */
const PROBE_PATIENCE_MS = 60_000;
/** Crashes at one place of the film after which a job is given up. */
const MAX_CRASHES = 2;
const RELEASED = kinoraError('generator-released', {});
const OTHER_THREADS = kinoraError('generator-restarted', { why: 'threads' });

/**
 * The generator as the page uses it: the worker's own interface, plus care for the worker's life.
 * The worker starts at the first call. When it crashes, pending calls end with an error of the category `worker-crashed`, and jobs go on in
 * another worker from what the first one wrote down; those that cannot end with a `failed` event. Only `probe` can reject, with a `Failure`.
 */
export class Engine implements GeneratorApi {
  readonly #options: Required<Omit<EngineOptions, 'mediaSource'>> & Pick<EngineOptions, 'mediaSource'>;
  readonly #jobs = new JobLedger();
  readonly #films = new FilmLocks();
  #link: GeneratorLink | null = null;
  /** The pack in use, to describe it again to a worker that replaces a crashed one. */
  #pack: LoadOptions | null = null;
  #describedTo: GeneratorLink | null = null;
  /** What the worker was asked for, as in `LoadOptions`. */
  #threads: number | undefined;
  /** What the worker is not ended under, besides its jobs. */
  readonly #inFlight = new Set<Promise<unknown>>();

  constructor(options: EngineOptions) {
    this.#options = { graceMs: GRACE_MS, patienceMs: PATIENCE_MS, probePatienceMs: PROBE_PATIENCE_MS, ...options };
  }

  async probe(): Promise<Capabilities> {
    const { mediaSource, probePatienceMs } = this.#options;
    const link = this.#current();
    const silent = setTimeout(
      () => link.end(kinoraError('generator-silent', {}, `No answer within ${probePatienceMs / 1000} s.`)),
      probePatienceMs,
    );
    try {
      const found = await link.call((api) => api.probe());
      return mediaSource === undefined ? found : { ...found, mediaSource: mediaSource() };
    } finally {
      clearTimeout(silent);
    }
  }

  describePack(options: LoadOptions): Promise<Result<PackSummary>> {
    return settle(() => this.#remember(options).call((api) => api.describePack(options)));
  }

  async loadPack(options: LoadOptions, onEvent: (event: LoadEvent) => void): Promise<Result<PackSummary>> {
    if (this.#lacksThreads(options.threads)) await this.#changeThreads(options.threads, 'if idle');
    return this.#track(settle(() => this.#remember(options).call((api) => api.loadPack(options, Comlink.proxy(onEvent)))));
  }

  prepare(): Promise<Result<{ ready: boolean }>> {
    return settle(async () => {
      if (this.#lacksThreads(this.#pack?.threads)) await this.#changeThreads(this.#pack?.threads, 'if idle');
      const ready = await this.#prepared();
      return ready.ok ? ready.value.call((api) => api.prepare()) : ready;
    });
  }

  measure(options: LoadOptions): Promise<Result<{ readonly seconds: number } | null>> {
    return settle(() => this.#current().call((api) => api.measure(options)));
  }

  checkPrompt(prompt: string): Promise<Result<PromptCheck>> {
    return settle(async () => {
      const ready = await this.#prepared();
      return ready.ok ? ready.value.call((api) => api.checkPrompt(prompt)) : ready;
    });
  }

  inspect(role: InputRole, file: Blob): Promise<Result<InputFacts>> {
    return settle(async () => {
      const raster = role === 'picture' ? await asRaster(file) : null;
      if (raster?.ok === false) return raster;
      // A picture can be judged without the pack.
      await this.#prepared();
      const { png = file, ...size } = raster?.value ?? {};
      const facts = await this.#current().call((api) => api.inspect(role, png));
      return facts.ok ? { ok: true, value: { ...facts.value, ...size } } : facts;
    });
  }

  async generate(request: GenerateRequest, onEvent: (event: GenerationEvent) => void, options: FilmOptions = {}): Promise<Result<{ jobId: string }>> {
    const raster = request.start?.kind === 'image' || request.ending?.kind === 'image' ? await settle(() => withoutVectors(request)) : { ok: true as const, value: request };
    if (!raster.ok) return raster;
    if (this.#lacksThreads(this.#pack?.threads)) await this.#changeThreads(this.#pack?.threads, 'when idle');
    return this.#start(onEvent, (api, receive) => api.generate(raster.value, receive, options));
  }

  async recover(id: string, onEvent: (event: GenerationEvent) => void): Promise<Result<{ jobId: string }>> {
    const found = (await this.unfinishedJobs()).find((job) => job.id === id);
    const threads = found?.threads ?? this.#pack?.threads;
    if (this.#lacksThreads(threads)) await this.#changeThreads(threads, 'when idle');
    return this.#start(onEvent, (api, receive) => api.recover(id, receive));
  }

  async pause(jobId: string): Promise<void> {
    await this.#link?.call((api) => api.pause(jobId)).catch(() => undefined);
  }

  async resume(jobId: string): Promise<void> {
    await this.#link?.call((api) => api.resume(jobId)).catch(() => undefined);
  }

  async unfinishedJobs(): Promise<readonly UnfinishedJob[]> {
    return this.#current()
      .call((api) => api.unfinishedJobs())
      .catch(() => []);
  }

  async kept(id: string): Promise<void> {
    await this.#link?.call((api) => api.kept(id)).catch(() => undefined);
  }

  async discard(id: string): Promise<void> {
    this.#films.release(id);
    await this.#current()
      .call((api) => api.discard(id))
      .catch(() => undefined);
  }

  /** Drawing stills has no job here: cancelling it is only passed on. */
  async drawStills(request: StillsRequest, onStill: (still: Still) => void): Promise<Result<{ drawn: number }>> {
    if (this.#lacksThreads(this.#pack?.threads)) await this.#changeThreads(this.#pack?.threads, 'if idle');
    return this.#track(
      settle(async () => {
        const ready = await this.#prepared();
        return ready.ok ? ready.value.call((api) => api.drawStills(request, Comlink.proxy(onStill))) : ready;
      }),
    );
  }

  /** Resolves when the job has ended, by itself or because its worker was terminated. */
  async cancel(jobId: string): Promise<void> {
    const link = this.#link;
    const job = this.#jobs.find(jobId);
    if (link === null || job?.hasEnded()) return;
    const asked = link.call((api) => api.cancel(jobId)).catch(() => undefined);
    await (job === undefined ? asked : stopJob(job, link, this.#options));
  }

  /** Counts in the worker; zeros when none runs, because then nothing is held. */
  async resources(): Promise<ResourceCounts> {
    const none: ResourceCounts = { tensors: 0, frames: 0, sessions: 0 };
    return this.#link === null ? none : this.#link.call((api) => api.resources()).catch(() => none);
  }

  /** Also ends the worker: the memory of WebAssembly never shrinks, so that is the only full return of it. */
  async release(): Promise<void> {
    const link = this.#link;
    if (link === null) return;
    await Promise.race([link.call((api) => api.release()).catch(() => undefined), delay(this.#options.graceMs)]);
    link.end(RELEASED);
  }

  async #start(
    onEvent: (event: GenerationEvent) => void,
    ask: (api: GeneratorApi, receive: (event: GenerationEvent) => void) => Promise<Result<{ jobId: string }>>,
  ): Promise<Result<{ jobId: string }>> {
    const job = this.#jobs.open((event) => {
      if (event.type === 'done') this.#films.hold(event.jobId);
      onEvent(event);
    });
    const accepted = await settle(async () => {
      const ready = await this.#prepared();
      return ready.ok ? ready.value.call((api) => ask(api, receiverOf(job, ready.value))) : ready;
    });
    if (accepted.ok) job.accept(accepted.value.jobId);
    else job.refuse();
    return accepted;
  }

  #current(): GeneratorLink {
    this.#link ??= new WorkerLink(this.#options.startWorker(), (reason) => {
      this.#link = null;
      // The jobs that go on in the next worker want what they began with.
      if (reason === RELEASED || this.#isIdle()) this.#threads = undefined;
      if (reason === RELEASED) this.#jobs.failAll(reason);
      else void this.#recoverAll(reason);
    });
    return this.#link;
  }

  /** Lets the jobs of a worker that is gone go on in another, in the same order; those that cannot fail with `reason`. */
  async #recoverAll(reason: KinoraError): Promise<void> {
    for (const job of this.#jobs.all()) {
      const { id } = job;
      // A job without an id was not accepted yet: its caller receives the crash as the answer.
      if (id === null || job.hasEnded()) continue;
      if (job.countCrash() > MAX_CRASHES) {
        job.fail(reason);
        continue;
      }
      job.receive({ type: 'paused', jobId: id, reason: 'worker-crashed', error: reason });
      const recovered = await settle(async () => {
        const ready = await this.#prepared();
        return ready.ok ? ready.value.call((api) => api.recover(id, receiverOf(job, ready.value))) : ready;
      });
      // The next worker may have crashed as well; then its jobs are being restarted already.
      if (!recovered.ok && categoryOf(recovered.error) === 'worker-crashed') return;
      if (!recovered.ok) job.fail(reason);
      else if (job.hasEnded()) await this.#link?.call((api) => api.cancel(id)).catch(() => undefined);
    }
  }

  #isIdle(): boolean {
    return this.#inFlight.size === 0 && this.#jobs.all().every((job) => job.hasEnded());
  }

  #track<T>(work: Promise<T>): Promise<T> {
    this.#inFlight.add(work);
    void work.finally(() => this.#inFlight.delete(work));
    return work;
  }

  #lacksThreads(threads: number | undefined): boolean {
    if (this.#link === null) this.#threads = threads;
    return this.#threads !== threads;
  }

  /**
   * Ends the worker where it has another number of threads than `threads` come to: ONNX Runtime takes the number once in a
   * worker's life, and the last digits of what it computes depend on it.
   * @param when `if idle`: a worker that has something to do stays as it is
   */
  async #changeThreads(threads: number | undefined, when: 'if idle' | 'when idle'): Promise<void> {
    try {
      // No longer timeout as for `probe`: a worker that makes a film answers between two steps.
      const capabilities = await this.#current().call((api) => api.probe());
      if (threadsFor(threads, capabilities) !== threadsFor(this.#threads, capabilities)) {
        if (when === 'if idle' && !this.#isIdle()) return;
        while (!this.#isIdle()) await Promise.all([...this.#inFlight, ...this.#jobs.all().map(({ whenEnded }) => whenEnded)]);
        this.#link?.end(OTHER_THREADS);
      }
      this.#threads = threads;
    } catch {
      // The worker ended meanwhile; the next call reports it.
    }
  }

  #remember(options: LoadOptions): GeneratorLink {
    this.#pack = options;
    this.#describedTo = this.#current();
    return this.#describedTo;
  }

  /** The current worker, knowing the pack in use even when it has just replaced another. */
  async #prepared(): Promise<Result<GeneratorLink>> {
    const link = this.#current();
    if (this.#pack === null || this.#describedTo === link) return { ok: true, value: link };
    const described = await this.describePack(this.#pack);
    return described.ok ? { ok: true, value: link } : described;
  }
}

/** Passes events on to `job`, but for those of a worker that is gone: they may be under way still. */
function receiverOf(job: Job, link: GeneratorLink): (event: GenerationEvent) => void {
  return Comlink.proxy((event: GenerationEvent) => {
    if (link.alive) job.receive(event);
    else if (event.type === 'preview') event.frame.close();
  });
}
