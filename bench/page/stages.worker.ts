/** Fetches a pack to this device, then loads the graphs of its stages and runs each of them once, through the parts of the generator. */
import type { BackendName } from '../../contract/names.js';
import type { PackManifest, TensorBinding } from '../../contract/pack/manifest.js';
import type { MemoryStage } from '../../contract/pack/memory-stages.js';
import { graphsByStage } from '../../contract/pack/pack-parts.js';
import { browserPlatform } from '../../workers/generator/browser-platform.js';
import { bytesWith } from '../../workers/model-store/offers/plan-memory.js';
import { convertTensor } from '../../workers/generator/pipelines/tensors/run-graph.js';
import type { HostTensor } from '../../workers/generator/pipelines/tensors/tensor.js';
import type { GraphFiles } from '../../workers/generator/platform.js';
import { ResourceLedger } from '../../workers/lib/resource-ledger.js';
import { Failure } from '../../contract/errors/failure.js';
import { chooseVariants, filesOf, filesOfVariant, widensItself } from '../../workers/model-store/choose-variants.js';

export interface StageOrder {
  readonly packUrl: string;
  readonly backend: BackendName;
  /** One after the other, each freed before the next; none: the files are fetched. */
  readonly stages: readonly MemoryStage[];
  /** How often each graph is run; 0: it is only loaded. */
  readonly runs: number;
}

export interface GraphReport {
  readonly graph: string;
  readonly loadSeconds: number;
  /** Of the last run: the first one also finds out how memory is to be laid out. */
  readonly runSeconds: number | null;
  /** Whether all results are numbers. */
  readonly finite: boolean | null;
}

export interface StageReport {
  readonly bytes: number;
  readonly fetchSeconds: number;
  readonly threads: number;
  readonly stages: readonly { readonly stage: MemoryStage; readonly fileBytes: number; readonly plannedBytes: number; readonly graphs: readonly GraphReport[] }[];
}

export type WorkerMessage = { readonly doing: string } | { readonly report: StageReport } | { readonly error: string };

async function work({ packUrl, backend, stages, runs }: StageOrder): Promise<StageReport> {
  const parts = browserPlatform();
  const never = new AbortController().signal;
  const capabilities = await parts.probe();
  const pack = await parts.openPack(packUrl, { signal: never, keep: true, consent: 'licence' });
  const { manifest } = pack;
  const { webgpu } = capabilities;
  const limits = webgpu && { maxBufferSize: webgpu.maxBufferBytes, maxStorageBufferBindingSize: webgpu.maxStorageBufferBytes };
  const chosen = chooseVariants(manifest, backend, { features: webgpu?.features ?? [], ...(limits && { limits }) });
  const files = filesOf(manifest, chosen);
  const began = performance.now();
  await tell('fetch');
  await pack.fetchAll(files, never, () => undefined);
  const fetchSeconds = seconds(began);
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  if (stages.length === 0) return { bytes, fetchSeconds, threads: 0, stages: [] };

  const runtime = await parts.startRuntime(backend, capabilities, new ResourceLedger());
  const reports: StageReport['stages'][number][] = [];
  for (const stage of stages) {
    const graphs = graphsByStage(manifest)[stage];
    const done: GraphReport[] = [];
    await tell(`${stage}: load`);
    for (const graph of graphs) {
      const loadBegan = performance.now();
      await runtime.load(graph, await open(graph));
      done.push({ graph, loadSeconds: seconds(loadBegan), runSeconds: null, finite: null });
    }
    for (let run = 0; run < runs; run++) {
      await tell(run === 0 ? `${stage}: run` : `${stage}: run again`);
      for (const [i, report] of done.entries()) {
        const runBegan = performance.now();
        const results = await runtime.run(report.graph, inputsOf(manifest, report.graph));
        done[i] = { ...report, runSeconds: seconds(runBegan), finite: Object.values(results).every(isFinite) };
      }
    }
    for (const graph of graphs) await runtime.unload(graph);
    const variants = graphs.flatMap((graph) => chosen.get(graph) ?? []);
    const fileBytes = variants.flatMap(filesOfVariant).reduce((sum, file) => sum + file.bytes, 0);
    reports.push({ stage, fileBytes, plannedBytes: bytesWith([stage], manifest, chosen, backend), graphs: done });
  }
  await runtime.release();
  return { bytes, fetchSeconds, threads: runtime.threads, stages: reports };

  async function open(graph: string): Promise<GraphFiles> {
    const variant = chosen.get(graph);
    if (!variant) throw new Error(`The pack has no graph ${graph}.`);
    const data = [];
    for (const file of variant.data) data.push({ path: file.path, blob: await pack.open(file, never) });
    return { model: await pack.open(variant, never), data, freeDimensions: manifest.graphs[graph]?.freeDimensions ?? {}, widensItself: widensItself(variant) };
  }
}

/** Whoever measures is waited for, so that what comes next counts as this. */
function tell(doing: string): Promise<void> {
  postMessage({ doing } satisfies WorkerMessage);
  return new Promise((resolve) => addEventListener('message', () => resolve(), { once: true }));
}

const seconds = (began: number): number => (performance.now() - began) / 1000;

/** Of the shapes that the manifest says: masks 1, tokens and timesteps whole numbers, all else noise. */
function inputsOf({ graphs, imageToVideo }: PackManifest, name: string): Record<string, HostTensor> {
  const graph = graphs[name];
  const decoder = imageToVideo?.decoder;
  const states = decoder?.graph === name && decoder.mode === 'perLatent' ? decoder.states.map(({ input, type, shape }) => ({ name: input, role: 'state', type, shape })) : [];
  return Object.fromEntries(
    [...(graph?.inputs ?? []), ...states].map((binding) => {
      const shape = binding.shape.map((length) => (typeof length === 'number' ? length : (graph?.freeDimensions[length] ?? 1)));
      const data = Float32Array.from({ length: shape.reduce((product, length) => product * length, 1) }, numbersFor(binding.role));
      return [binding.name, convertTensor({ dtype: 'float32', shape, data }, binding.type)];
    }),
  );
}

function numbersFor(role: TensorBinding['role']): () => number {
  if (/mask/i.test(role)) return () => 1;
  if (role === 'state') return () => 0;
  if (role === 'tokens') return () => Math.floor(Math.random() * 500);
  if (role === 'timestep') return () => 500;
  return () => Math.random() * 2 - 1;
}

/** Half floats are here as their bits: whose exponent is all ones is infinite or no number. */
const HALF_EXPONENT = 0x7c00;

/** Where the numbers are: a copy of them would be in what is measured. */
function isFinite(tensor: HostTensor): boolean {
  if (tensor.dtype === 'float16') return tensor.data.every((bits) => (bits & HALF_EXPONENT) !== HALF_EXPONENT);
  return tensor.dtype !== 'float32' || tensor.data.every(Number.isFinite);
}

addEventListener(
  'message',
  ({ data }: MessageEvent<StageOrder>) => {
    work(data).then(
      (report) => postMessage({ report } satisfies WorkerMessage),
      (error: unknown) => postMessage({ error: error instanceof Failure ? JSON.stringify(error.error) : String(error) } satisfies WorkerMessage),
    );
  },
  { once: true },
);
