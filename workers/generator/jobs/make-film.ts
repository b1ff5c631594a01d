import { settingsOf } from '../../../contract/request/clip-settings.js';
import type { Capabilities } from '../../../contract/capabilities.js';
import type { ClipMetadata, GenerationEvent, Timings } from '../../../contract/events.js';
import type { Stage } from '../../../contract/names.js';
import { promptOf, type GenerateRequest } from '../../../contract/request/request.js';
import { frameOf, movingHalf } from '../../../contract/pack/pack-parts.js';
import { stackAlpha } from '../../../contract/stacked-alpha.js';
import { CheckpointWriter } from './checkpoint-writer.js';
import type { Platform, Tokenizer } from '../platform.js';
import { openFilmFrames, type FilmFrames } from './film-frames.js';
import type { LoadedModel } from '../model/model-loader.js';
import { rowReader, tensorReader } from '../model/tensor-reader.js';
import { PreviewSender } from '../media/encode/preview-sender.js';
import type { SegmentMuxer } from '../media/mux/segment-muxer.js';
import type { PauseGate } from '../../lib/pause-gate.js';
import { toHex } from '../../lib/sha256-hex.js';
import { Failure } from '../../../contract/errors/failure.js';
import type { FilmWarning } from '../../../contract/errors/warnings.js';
import { countJobUnits, JobProgress } from './job-progress.js';
import type { JobPlan } from './plan/plan-composition.js';
import type { PipelineContext } from '../pipelines/pipeline-context.js';
import type { ResourceLedger } from '../../lib/resource-ledger.js';
import type { Stopwatch } from '../../lib/stopwatch.js';
import type { Checkpoint } from '../checkpoints/checkpoint.js';
import type { CheckpointStore } from '../checkpoints/checkpoint-store.js';
import { WorkQueue } from '../../lib/work-queue.js';

/** A request that was accepted: what it will take is known, and its picture is decoded. */
export interface AcceptedJob {
  readonly id: string;
  readonly request: GenerateRequest;
  readonly plan: JobPlan;
  readonly tokenizer: Tokenizer;
  readonly warnings: readonly FilmWarning[];
  readonly signal: AbortSignal;
  readonly gate: PauseGate;
  /** Whether frames that are painted on a GPU are hashed too; a film that goes on does as it did. */
  readonly hashesPainted: boolean;
  /** Never throws; resolves when the receiver is ready for more. */
  readonly emit: (event: GenerationEvent) => Promise<void>;
  /** What is made so far; it outlives the job's first attempt. */
  readonly checkpoints: CheckpointStore;
  /** Bytes that may still be written, or null when the browser does not tell. */
  readonly freeBytes: () => Promise<number | null>;
}

/** A film in the making. */
export interface RunningJob extends AcceptedJob {
  /** Makes the pieces for whoever receives the events. */
  segments: SegmentMuxer;
}

/** Frames that may wait for the encoder; the next ones are made meanwhile. */
const MAX_WAITING_FRAMES = 16;

/**
 * Makes the film of `job` with a loaded model, from its last checkpoint. After each window a checkpoint is written
 * and a piece of the film is sent. All that it opens is closed when it settles, but for the checkpoints.
 * @returns what the `done` event says
 * @throws Failure; `cancelled` when the job's signal is aborted; `encoder-changed` when the film has to begin anew
 */
export async function makeFilm(
  job: RunningJob,
  model: LoadedModel,
  capabilities: Capabilities,
  platform: Platform,
  ledger: ResourceLedger,
  stopwatch: Stopwatch,
): Promise<{ readonly file: Blob; readonly metadata: ClipMetadata; readonly timings: Timings }> {
  const { manifest } = model.files;
  const { checkpoints } = job;
  const { last } = checkpoints;
  const adapter = adapterOf(model, capabilities);
  const before = last?.model.adapters ?? [];
  if (last) requireSameModel(last, model);
  const units: Partial<Record<Stage, number>> = { ...last?.units };
  const progress = new JobProgress(countJobUnits(job.plan, manifest), platform.now, last?.units);
  const emit = (event: GenerationEvent): void => void job.emit(event);
  const onUnit = (stage: Stage): void => {
    units[stage] = (units[stage] ?? 0) + 1;
    emit({ type: 'progress', jobId: job.id, stage, ...progress.unit(stage) });
  };
  const warn = (warning: FilmWarning): void => emit({ type: 'warning', jobId: job.id, warning });
  if (!last) job.warnings.forEach(warn);
  const begunOn = before.at(-1) ?? adapter;
  if (begunOn !== adapter) {
    const isolationLost = model.runtime.backend === 'wasm' && !capabilities.crossOriginIsolated;
    warn({ code: 'other-adapter', params: { begunOn, now: adapter, isolationLost } });
  }

  const start = last ? { frames: last.state.frames, digest: last.digest, video: last.video } : null;
  const { frame: shape, isTransparent } = job.plan;
  const clip = await platform.startEncoder(isTransparent ? stacked(shape) : shape, last?.video.name ?? job.request.format, ledger, start, job.hashesPainted);
  const queue = new WorkQueue(MAX_WAITING_FRAMES);
  const previews = new PreviewSender(
    platform.drawPreview,
    (index, frame) => job.emit({ type: 'preview', jobId: job.id, index, frame }),
    ledger,
    platform.now,
  );
  /** Frames on a GPU that are not encoded yet. */
  const painted = new Set<VideoFrame>();
  const release = (image: VideoFrame): void => {
    image.close();
    painted.delete(image);
  };
  let painter: FilmFrames['painter'] = null;
  const keeper = new CheckpointWriter(job, clip, {
    backend: model.runtime.backend,
    graphs: graphsOf(model),
    threads: model.runtime.threads,
    adapters: before.at(-1) === adapter ? before : [...before, adapter],
  });
  try {
    if (last && clip.codec !== last.video.name) throw Failure.because('encoder-changed', {}, `The encoder gives ${clip.codec} now.`);
    if (!last && job.request.format !== undefined && clip.codec !== job.request.format) {
      warn({ code: 'other-codec', params: { wanted: job.request.format, used: clip.codec } });
    }
    const context: PipelineContext = {
      manifest,
      runner: model.runtime,
      tokenize: (prompt, settings) => job.tokenizer.encode(prompt, settings),
      readSubject: (prompt) => job.tokenizer.readSubject(prompt),
      readTensor: tensorReader(model.files),
      readRows: rowReader(model.files),
      throwIfCancelled: async () => {
        await platform.yieldToMessages();
        await job.gate.waitWhilePaused();
      },
      stopwatch,
      onUnit,
      onStage: onChange((stage) => emit({ type: 'stage', jobId: job.id, stage })),
      onWindowEnd: (state) => {
        // Frames that are made are not encoded yet; once this one's turn comes they are.
        const done = { ...units, encode: state.frames };
        queue.push(async () => {
          await painter?.settled();
          await stopwatch.time('encode', () => keeper.save(state, done, stopwatch.spent()));
        });
      },
    };
    const early = Math.round((movingHalf(manifest).decoder.framesPerLatent.rest * shape.fps) / frameOf(manifest).fps);
    const film = await openFilmFrames(job, context, platform, clip, last?.state, () => warn({ code: 'painted-on-cpu', params: {} }));
    ({ painter } = film);
    for await (const frame of film.frames) {
      if ('image' in frame) painted.add(frame.image);
      previews.offer(frame);
      await queue.add(async () => {
        await stopwatch.time('encode', () => clip.add(isTransparent && 'rgba' in frame ? { ...stacked(frame), rgba: stackAlpha(frame.rgba) } : frame));
        if ('image' in frame) release(frame.image);
        onUnit('encode');
      });
      // The first picture and the motion of one latent: who watches need not wait for the rest of the first window.
      if (frame.index === early) queue.push(() => keeper.show());
    }
    await queue.finish();
    emit({ type: 'stage', jobId: job.id, stage: 'finish' });
    const file = await stopwatch.time('finish', () => keeper.finish());
    const metadata = describeClip(job, model);
    return { file, metadata, timings: stopwatch.read() };
  } catch (error) {
    // Windows that are whole are kept, however the rest went.
    if (job.signal.aborted) queue.drop(error);
    throw error;
  } finally {
    if (!job.signal.aborted) await queue.settle();
    clip.abort();
    await queue.settle();
    await previews.settle();
    painted.forEach(release);
    painter?.close();
  }
}

/** As large as the pictures of a transparent film's file. */
const stacked = <Shape extends { readonly height: number }>(shape: Shape): Shape => ({ ...shape, height: 2 * shape.height });

/** What the same frames depend on besides the request. */
function graphsOf(model: LoadedModel): readonly string[] {
  return [...model.chosen.values(), ...Object.values(model.files.manifest.tables)].map(({ sha256 }) => sha256);
}

function requireSameModel(last: Checkpoint, model: LoadedModel): void {
  const graphs = graphsOf(model);
  if (last.model.backend === model.runtime.backend && last.model.graphs.every((sha256, i) => sha256 === graphs[i])) return;
  throw Failure.because('film-begun-with-other-files', {});
}

/** What the last digits of the frames depend on: the number of threads, or the GPU. */
function adapterOf({ runtime: { backend, threads } }: LoadedModel, { webgpu }: Capabilities): string {
  if (backend === 'webgpu') return webgpu?.adapter ?? 'unnamed adapter';
  return `CPU, ${threads} thread${threads === 1 ? '' : 's'}`;
}

function describeClip({ request, plan: { frame }, checkpoints }: RunningJob, model: LoadedModel): ClipMetadata {
  const { id, version } = model.files.manifest;
  const { last, record } = checkpoints;
  const { models } = record;
  if (!last) throw new Error('A film without a frame cannot be described.');
  const { frames } = last.state;
  return {
    seconds: frames / frame.fps,
    frames,
    ...frame,
    codec: last.video.name,
    backend: model.runtime.backend,
    adapter: last.model.adapters?.join(', then ') ?? '',
    prompt: promptOf(request.subject),
    seed: request.seed,
    pack: { id, version },
    framesSha256: toHex(last.digest),
    ...(models && { models }),
    settings: settingsOf(request, { id, version }, models),
  };
}

function onChange(report: (stage: Stage) => void): (stage: Stage) => void {
  let last: Stage | null = null;
  return (stage) => {
    if (stage === last) return;
    last = stage;
    report(stage);
  };
}

