import type { Capabilities } from '../../../contract/capabilities.js';
import type { ClipMetadata, Timings } from '../../../contract/events.js';
import type { LoadOptions } from '../../../contract/generator.js';

/** A way to compute a film that this device offers. */
export interface BenchKind {
  readonly name: 'webgpu' | 'wasm' | 'wasm, one thread';
  readonly options: Pick<LoadOptions, 'backend' | 'threads'>;
}

/** One film. Times are seconds since the film was asked for, with the model loaded. */
export interface BenchRun {
  readonly kind: BenchKind['name'];
  readonly load: number;
  readonly firstPicture: number;
  /** When the first piece that can be played was there. */
  readonly firstPiece: number | null;
  readonly total: number;
  /** Graphs that computed with 16-bit floats. */
  readonly halfFloats: readonly string[];
  readonly timings: Timings;
  readonly metadata: Pick<ClipMetadata, 'seconds' | 'frames' | 'width' | 'height' | 'fps' | 'codec' | 'adapter' | 'framesSha256'>;
}

export interface BenchRow {
  readonly kind: BenchKind['name'];
  readonly adapter: string;
  readonly runs: number;
  /** Medians; `spread` is the slowest run's time over the fastest one's. */
  readonly load: number;
  readonly firstPicture: number;
  /** Null where a film had no piece before it was whole. */
  readonly firstPiece: number | null;
  readonly total: number;
  readonly spread: number;
  /** Seconds of work for a second of film: 1 and less is as fast as it plays. */
  readonly realTimeFactor: number;
  /** Null where frames were not hashed. */
  readonly sameFrames: boolean | null;
}

/** What a person can send: everything that the numbers depend on, and nothing else of the device. */
export interface BenchReport {
  readonly kinora: 'bench/1';
  readonly date: string;
  readonly browser: string;
  readonly cores: number;
  readonly deviceMemoryGiB: number | null;
  readonly isolated: boolean;
  readonly webgpu: Capabilities['webgpu'];
  readonly pack: { readonly id: string; readonly version: string };
  readonly rows: readonly BenchRow[];
  readonly runs: readonly BenchRun[];
}

/** A GPU that is played by the CPU would take minutes, and says nothing of a GPU. */
export function kindsOf({ webgpu, wasm, crossOriginIsolated }: Capabilities): readonly BenchKind[] {
  return [
    ...(webgpu && !webgpu.software ? [{ name: 'webgpu', options: { backend: 'webgpu' } } as const] : []),
    ...(crossOriginIsolated && wasm.threads > 1 ? [{ name: 'wasm', options: { backend: 'wasm' } } as const] : []),
    { name: 'wasm, one thread', options: { backend: 'wasm', threads: 1 } },
  ];
}

/** One row a kind, in the order of the runs. */
export function rowsOf(runs: readonly BenchRun[]): readonly BenchRow[] {
  return [...new Set(runs.map(({ kind }) => kind))].map((kind) => {
    const own = runs.filter((run) => run.kind === kind);
    const totals = own.map(({ total }) => total);
    const total = median(totals);
    const pieces = own.flatMap(({ firstPiece }) => (firstPiece === null ? [] : [firstPiece]));
    return {
      kind,
      adapter: own[0]?.metadata.adapter ?? '',
      runs: own.length,
      load: median(own.map(({ load }) => load)),
      firstPicture: median(own.map(({ firstPicture }) => firstPicture)),
      firstPiece: pieces.length < own.length ? null : median(pieces),
      total,
      spread: Math.max(...totals) / Math.min(...totals),
      realTimeFactor: total / (own[0]?.metadata.seconds ?? 1),
      sameFrames: own.every(({ metadata }) => metadata.framesSha256 !== '') ? new Set(own.map(({ metadata }) => metadata.framesSha256)).size === 1 : null,
    };
  });
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return ((sorted[Math.ceil(middle) - 1] ?? 0) + (sorted[Math.floor(middle)] ?? 0)) / 2;
}
