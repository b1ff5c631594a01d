import type { Capabilities } from '../../../contract/capabilities.js';
import type { Result } from '../../../contract/errors.js';
import type { GenerationEvent } from '../../../contract/events.js';
import type { GeneratorApi, LoadOptions } from '../../../contract/generator.js';
import type { GenerateRequest } from '../../../contract/request/request.js';
import { kindsOf, type BenchKind, type BenchRun } from './bench-report.js';

/** The film that everybody makes, so that numbers can be compared. */
export const BENCH_FILM: GenerateRequest = { subject: { kind: 'prompt', prompt: 'a red apple bouncing on a green background', seconds: 5 }, seed: 7 };
/** Films of each kind; the kinds take turns, so that a device that grows warm slows all of them. */
export const BENCH_ROUNDS = 3;

type BenchedGenerator = Pick<GeneratorApi, 'loadPack' | 'generate' | 'cancel' | 'kept'>;

export interface BenchListener {
  readonly onRun: (run: BenchRun) => void;
  /** `fraction` of the film that is made now, counted from 0 with `done` films before it. */
  readonly onProgress: (done: number, total: number, kind: BenchKind['name'], fraction: number) => void;
}

/**
 * Makes {@link BENCH_ROUNDS} films of each kind, in turns.
 * @returns the first failure, which ends the run; or nothing but success
 */
export async function runBench(
  generator: BenchedGenerator,
  capabilities: Capabilities,
  load: LoadOptions,
  { onRun, onProgress }: BenchListener,
  signal: AbortSignal,
  now: () => number = () => performance.now(),
): Promise<Result<null>> {
  const kinds = kindsOf(capabilities);
  const total = kinds.length * BENCH_ROUNDS;
  for (let done = 0; done < total; done++) {
    const kind = kinds[done % kinds.length];
    if (!kind || signal.aborted) break;
    onProgress(done, total, kind.name, 0);
    const loadedFrom = now();
    const loaded = await generator.loadPack({ ...load, ...kind.options }, () => undefined);
    if (!loaded.ok) return loaded;
    const seconds = (now() - loadedFrom) / 1000;
    const halfFloats = loaded.value.chosen.flatMap((variant) => (variant.halfFloats ? [variant.graph] : []));
    const made = await makeFilm(generator, { kind: kind.name, load: seconds, halfFloats }, (fraction) => onProgress(done, total, kind.name, fraction), signal, now);
    if (!made.ok) return made;
    onRun(made.value);
  }
  return { ok: true, value: null };
}

function makeFilm(
  generator: BenchedGenerator,
  known: Pick<BenchRun, 'kind' | 'load' | 'halfFloats'>,
  onFraction: (fraction: number) => void,
  signal: AbortSignal,
  now: () => number,
): Promise<Result<BenchRun>> {
  const startedAt = now();
  const since = (): number => (now() - startedAt) / 1000;
  let firstPicture: number | null = null;
  let firstPiece: number | null = null;
  return new Promise((resolve, reject) => {
    const onEvent = (event: GenerationEvent): void => {
      if (event.type === 'preview') {
        firstPicture ??= since();
        event.frame.close();
      } else if (event.type === 'segment') {
        firstPiece ??= since();
      } else if (event.type === 'progress') {
        onFraction(event.done / event.total);
      } else if (event.type === 'failed') {
        resolve({ ok: false, error: event.error });
      } else if (event.type === 'done') {
        const total = since();
        void generator.kept(event.jobId);
        const { seconds, frames, width, height, fps, codec, adapter, framesSha256 } = event.metadata;
        const metadata = { seconds, frames, width, height, fps, codec, adapter, framesSha256 };
        resolve({ ok: true, value: { ...known, firstPicture: firstPicture ?? total, firstPiece, total, timings: event.timings, metadata } });
      }
    };
    generator.generate(BENCH_FILM, onEvent).then((accepted) => {
      if (!accepted.ok) {
        resolve(accepted);
        return;
      }
      const { jobId } = accepted.value;
      signal.addEventListener('abort', () => void generator.cancel(jobId), { once: true });
      if (signal.aborted) void generator.cancel(jobId);
    }, reject);
  });
}
