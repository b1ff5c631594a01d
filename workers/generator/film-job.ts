import { settingsBox, settingsOf } from '../../contract/clip-settings.js';
import type {
  Capabilities,
  ClipMetadata,
  GenerateRequest,
  GenerationEvent,
  Stage,
  Timings,
  VideoCodecName,
} from '../../contract/generator.js';
import type { GeneratorParts, PromptReader } from './generator-parts.js';
import type { LoadedModel } from './model-slot.js';
import type { Clip } from './output/clip-writer.js';
import type { PauseGate } from './pause-gate.js';
import { PreviewSender } from './output/preview-sender.js';
import { countUnits, JobProgress } from './pipeline/job-progress.js';
import type { FilmPlan } from './pipeline/job-tools.js';
import type { ResourceLedger } from './pipeline/resource-ledger.js';
import { runJob } from './pipeline/run-job.js';
import type { Stopwatch } from './pipeline/stopwatch.js';

/** A request that was accepted: what it will take is known, and its picture is decoded. */
export interface FilmJob {
  readonly id: string;
  readonly request: GenerateRequest;
  readonly plan: FilmPlan;
  readonly tokenizer: PromptReader;
  readonly warnings: readonly string[];
  readonly signal: AbortSignal;
  readonly gate: PauseGate;
  /** Never throws; resolves when the receiver is ready for more. */
  readonly emit: (event: GenerationEvent) => Promise<void>;
}

/**
 * Makes the film of `job` with a loaded model. All that it opens is closed when it settles.
 * @returns what the `done` event says
 * @throws Failure; `cancelled` when the job's signal is aborted
 */
export async function makeFilm(
  job: FilmJob,
  model: LoadedModel,
  capabilities: Capabilities,
  parts: GeneratorParts,
  ledger: ResourceLedger,
  stopwatch: Stopwatch,
): Promise<{ readonly file: Blob; readonly metadata: ClipMetadata; readonly timings: Timings }> {
  const { manifest } = model.files;
  const progress = new JobProgress(countUnits(job.plan, manifest), parts.now);
  const emit = (event: GenerationEvent): void => void job.emit(event);
  const onUnit = (stage: Stage): void => emit({ type: 'progress', jobId: job.id, stage, ...progress.unit(stage) });
  const pause = async (): Promise<void> => {
    await parts.yieldToMessages();
    await job.gate.pass();
  };
  for (const message of job.warnings) emit({ type: 'warning', jobId: job.id, message });

  const clip = await parts.startClip(manifest.frame, job.request.format, ledger);
  const previews = new PreviewSender(
    parts.drawPreview,
    (index, frame) => job.emit({ type: 'preview', jobId: job.id, index, frame }),
    ledger,
  );
  try {
    if (job.request.format !== undefined && clip.codec !== job.request.format) {
      emit({ type: 'warning', jobId: job.id, message: otherCodec(job.request.format, clip.codec) });
    }
    const frames = runJob(job.plan, {
      manifest,
      runner: model.runtime,
      tokenize: (prompt) => job.tokenizer.encode(prompt),
      pause,
      stopwatch,
      onUnit,
      onStage: onChange((stage) => emit({ type: 'stage', jobId: job.id, stage })),
    });
    for await (const frame of frames) {
      previews.offer(frame);
      await stopwatch.time('encode', () => clip.add(frame));
      onUnit('encode');
    }
    emit({ type: 'stage', jobId: job.id, stage: 'finish' });
    const finished = await stopwatch.time('finish', () => clip.finish());
    await pause();
    const metadata = describeClip(job.request, model, capabilities, finished, clip.codec);
    return {
      file: new Blob([finished.file, settingsBox(metadata.settings)], { type: finished.file.type }),
      metadata,
      timings: stopwatch.read(),
    };
  } finally {
    clip.abort();
    await previews.settle();
  }
}

function describeClip(
  request: GenerateRequest,
  model: LoadedModel,
  capabilities: Capabilities,
  clip: Clip,
  codec: VideoCodecName,
): ClipMetadata {
  const { frame, id, version } = model.files.manifest;
  const { backend } = model.runtime;
  const threads = capabilities.wasm.threads;
  return {
    seconds: clip.frames / frame.fps,
    frames: clip.frames,
    ...frame,
    codec,
    backend,
    adapter: backend === 'webgpu' ? (capabilities.webgpu?.adapter ?? 'unnamed adapter') : `CPU, ${threads} thread${threads === 1 ? '' : 's'}`,
    prompt: request.prompt ?? request.scenes?.map(({ prompt }) => prompt).join(' / ') ?? '',
    seed: request.seed,
    pack: { id, version },
    framesSha256: clip.framesSha256,
    settings: settingsOf(request, { id, version }),
  };
}

/** Warnings about words that a prompt should not use, and about a prompt that is cut off. */
export function promptWarnings(prompts: readonly string[], tokenizer: PromptReader): readonly string[] {
  const unknown = new Map(prompts.flatMap((prompt) => tokenizer.check(prompt).unknown.map(({ word, near }) => [word, near])));
  const words = [...unknown].map(([word, near]) =>
    near.length === 0
      ? `The model does not know "${word}".`
      : `The model does not know "${word}"; near words that it knows: ${near.join(', ')}.`,
  );
  const cut = prompts.some((prompt) => tokenizer.isTooLong(prompt));
  return cut ? [...words, 'The prompt is longer than the model reads; its end is left out.'] : words;
}

function otherCodec(wanted: VideoCodecName, used: VideoCodecName): string {
  return `This browser cannot encode ${wanted.toUpperCase()}; the film is ${used.toUpperCase()} instead.`;
}

function onChange(report: (stage: Stage) => void): (stage: Stage) => void {
  let last: Stage | null = null;
  return (stage) => {
    if (stage === last) return;
    last = stage;
    report(stage);
  };
}

