import { type MeasuredPack, usualBackend } from '../../../contract/backends/measured-backends.js';
import type { Capabilities } from '../../../contract/capabilities.js';
import type { FilmModel, FilmModels } from '../../../contract/film-models.js';
import type { LoadOptions } from '../../../contract/generator.js';
import type { BackendName } from '../../../contract/names.js';
import { packDevice } from '../../../contract/pack-device.js';
import type { PackSummary } from '../../../contract/pack-summary.js';
import type { GraphVariant, PackManifest } from '../../../contract/pack/manifest.js';
import { graphsByStage, textEncodersOf } from '../../../contract/pack/pack-parts.js';
import type { GraphFiles, PackFiles, Platform, Runtime, Tokenizer } from '../platform.js';
import { chooseVariants, chosenFiles, filesOf, filesOfVariant, filesToStart, fittingVariants, isTrusted, otherFilesOf, summarise, widensItself, type ChosenVariants } from '../../model-store/choose-variants.js';
import type { TokenizerFiles } from '../tokenizer/tokenizer-files.js';
import type { FileEntry } from '../../model-store/verify-file.js';
import { planMemory, sessionsOf, STAGE_GROUPS } from '../../model-store/offers/plan-memory.js';
import { cancelled } from '../../lib/to-kinora-error.js';
import type { ResourceLedger } from '../../lib/resource-ledger.js';
import { loadVariant } from './load-variant.js';
import { captureRepeated, repeatedGraphs } from './repeated-graphs.js';
import { SequentialOffload } from './sequential-offload.js';

/** A pack that was read about: its manifest is valid and each graph has a variant for this device. */
export interface ResolvedPack {
  readonly options: LoadOptions;
  readonly files: PackFiles;
  readonly backend: BackendName;
  /** The variants that are loaded; one of them that gives wrong results is replaced by the next one of `variantsOf`. */
  readonly chosen: ChosenVariants;
  /** Those of a graph that can be run here, in order of preference. */
  readonly variantsOf: (graph: string) => readonly GraphVariant[];
  readonly summary: PackSummary;
  readonly models: FilmModels;
  /** What it runs on where nobody chose, by what was measured. */
  readonly usual: (options: Pick<LoadOptions, 'measured'>) => BackendName;
}

/** A pack that is ready to generate. */
export interface LoadedModel extends ResolvedPack {
  readonly runtime: Runtime;
}

type OnBytes = (doneBytes: number, totalBytes: number) => void;

/** Holds at most one loaded model. Its callers see to it that `load` and `release` never overlap. */
export class ModelLoader {
  readonly #platform: Platform;
  readonly #ledger: ResourceLedger;
  readonly #capabilities: () => Promise<Capabilities>;
  readonly #tokenizers = new WeakMap<PackFiles, Tokenizer>();
  /** Hashes of variants that gave wrong results here. */
  readonly #wrong = new Set<string>();
  #loaded: LoadedModel | null = null;

  constructor(platform: Platform, ledger: ResourceLedger, capabilities: () => Promise<Capabilities>) {
    this.#platform = platform;
    this.#ledger = ledger;
    this.#capabilities = capabilities;
  }

  /** The loaded model, if these options would load the same; the number of threads is the worker's. */
  find(options: LoadOptions): LoadedModel | null {
    const loaded = this.#loaded;
    if (!loaded || !sameModel(loaded.options, options)) return null;
    const wanted = options.backend ?? loaded.usual(options);
    if (loaded.runtime.backend === wanted) return loaded;
    // It may have had to run on another one than these options ask for.
    const isFallback = loaded.options.backend === undefined && options.backend === undefined && loaded.usual(loaded.options) === wanted;
    return isFallback ? loaded : null;
  }

  async resolve(options: LoadOptions, signal: AbortSignal): Promise<ResolvedPack> {
    const capabilities = await this.#capabilities();
    const { packUrl, drawPackUrl, keep, consent } = options;
    const open = (url: string): Promise<PackFiles> => this.#platform.openPack(url, { signal, keep, consent });
    const files = await open(packUrl);
    const move = modelOf(files.manifest, packUrl);
    if (drawPackUrl === undefined) return describeFor(options.backend, options, files, { move }, capabilities, this.#isWanted);
    const { pairPacks } = await import('./pair-packs.js');
    const drawing = await open(drawPackUrl);
    return describeFor(options.backend, options, pairPacks(drawing, files), { draw: modelOf(drawing.manifest, drawPackUrl), move }, capabilities, this.#isWanted);
  }

  /** Whether all of a pack is on this device, its tables too; apart from variants that others can stand in for. */
  async isKept(pack: ResolvedPack): Promise<boolean> {
    return (await pack.files.missingBytes(filesOf(pack.files.manifest, trustedOf(pack)))) === 0;
  }

  /** Whether loading this pack would fetch none of its files. A film may still ask for rows of tables. */
  async isDownloaded({ options, files, chosen }: ResolvedPack): Promise<boolean> {
    return this.find(options) !== null || this.#isHere({ files, chosen });
  }

  async #isHere({ files, chosen }: Pick<ResolvedPack, 'files' | 'chosen'>): Promise<boolean> {
    return (await files.missingBytes(filesToStart(files.manifest, chosen))) === 0;
  }

  async tokenizerOf(pack: ResolvedPack, signal: AbortSignal): Promise<Tokenizer> {
    const known = this.#tokenizers.get(pack.files);
    if (known) return known;
    const { manifest } = pack.files;
    const read = async (entry: FileEntry): Promise<string> => new TextDecoder().decode(await pack.files.read(entry, signal));
    const tokenizers: Record<string, string> = {};
    for (const { tokenizer } of textEncodersOf(manifest.textToImage, manifest.imageToVideo)) tokenizers[tokenizer.sha256] = await read(tokenizer);
    const texts: TokenizerFiles = {
      tokenizers,
      ...(manifest.nearWords && { nearWords: await read(manifest.nearWords) }),
      ...(manifest.words && { words: await read(manifest.words) }),
    };
    const reader = await this.#platform.loadTokenizer(texts, manifest);
    this.#tokenizers.set(pack.files, reader);
    return reader;
  }

  /** Loads `options`, in place of another model if there is one. Nothing stays half loaded. */
  async load(options: LoadOptions, signal: AbortSignal, onBytes: OnBytes): Promise<LoadedModel> {
    const ready = this.find(options);
    if (ready) return ready;
    await this.release();
    // Files are fetched, then read again from where they are kept: what was counted once is not counted down.
    let most = 0;
    const tell: OnBytes = (doneBytes, totalBytes) => {
      most = Math.max(most, doneBytes);
      onBytes(most, totalBytes);
    };
    let described = await this.resolve(options, signal);
    // A GPU is asked for when all files are here, which may take long; WebAssembly gets ready meanwhile.
    const starting = described.backend === 'wasm' ? this.#startRuntime(described) : null;
    // Its failure is told when it is needed.
    starting?.catch(() => undefined);
    try {
      described = await this.#fetchOrDo(described, signal, tell);
      await this.tokenizerOf(described, signal);
    } catch (error) {
      starting?.then((runtime) => runtime.release()).catch(() => undefined);
      throw error;
    }
    try {
      return await this.#start(described, starting ?? this.#startRuntime(described), signal, tell);
    } catch (error) {
      // Nobody asked for WebGPU, and an adapter may promise what its driver cannot do.
      const mayFallBack = described.backend === 'webgpu' && options.backend === undefined && !signal.aborted;
      if (!mayFallBack) throw error;
      const capabilities = await this.#capabilities();
      const slower = describeFor('wasm', options, described.files, described.models, capabilities, this.#isWanted);
      await this.#fetch(slower, signal, tell);
      return await this.#start(slower, this.#startRuntime(slower), signal, tell);
    }
  }

  /** Of the loaded model, once a film was made. @throws Failure `device-lost` */
  async captureRuns(isCancelled: () => boolean): Promise<void> {
    if (this.#loaded) await captureRepeated(this.#loaded.runtime, isCancelled);
  }

  /** Frees sessions and device. Calling it again does nothing. */
  async release(): Promise<void> {
    const loaded = this.#loaded;
    this.#loaded = null;
    await loaded?.runtime.release();
  }

  async #startRuntime({ backend, options }: ResolvedPack): Promise<Runtime> {
    return this.#platform.startRuntime(backend, await this.#capabilities(), this.#ledger, options.threads);
  }

  /** All files before the first session, so that no weights are in memory while a slow line is waited for. */
  async #fetch({ files, chosen, summary }: ResolvedPack, signal: AbortSignal, onBytes: OnBytes): Promise<void> {
    const entries = filesToStart(files.manifest, chosen);
    await files.fetchAll(entries, signal, (received) => onBytes(received, summary.startBytes));
  }

  /** As `#fetch`. What cannot be fetched is done without where variants that are trusted are here already. */
  async #fetchOrDo(described: ResolvedPack, signal: AbortSignal, onBytes: OnBytes): Promise<ResolvedPack> {
    try {
      await this.#fetch(described, signal, onBytes);
      return described;
    } catch (error) {
      const trusted = { ...described, chosen: trustedOf(described) };
      const isOther = [...described.chosen.values()].some((variant) => !isTrusted(variant));
      if (signal.aborted || !isOther || !(await this.#isHere(trusted))) throw error;
      return trusted;
    }
  }

  async #start(described: ResolvedPack, starting: Promise<Runtime>, signal: AbortSignal, onBytes: OnBytes): Promise<LoadedModel> {
    const total = described.summary.startBytes;
    let done = otherFilesOf(described.files.manifest).reduce((sum, { bytes }) => sum + bytes, 0);
    onBytes(done, total);
    const runtime = offloaded(await starting, described);
    const chosen = new Map(described.chosen);
    try {
      const atStart = graphsAtStart(described);
      // One after the other, so that only one graph's bytes are in memory besides the sessions.
      for (const [graph, variant] of described.chosen) {
        const open = async (each: GraphVariant): Promise<GraphFiles> => {
          const files = await openVariant(described, graph, each, signal, (received) => onBytes(done + received, total));
          await this.#platform.yieldToMessages();
          if (signal.aborted) throw cancelled();
          return files;
        };
        if (atStart.has(graph)) {
          const variants = described.variantsOf(graph);
          const loaded = await loadVariant(runtime, graph, variants.slice(variants.indexOf(variant)), open, (entry) => described.files.read(entry, signal));
          for (const wrong of variants.slice(variants.indexOf(variant), variants.indexOf(loaded))) this.#wrong.add(wrong.sha256);
          chosen.set(graph, loaded);
        }
        done += filesOfVariant(variant).reduce((sum, { bytes }) => sum + bytes, 0);
        onBytes(done, total);
      }
    } catch (error) {
      await runtime.release();
      throw error;
    }
    this.#loaded = { ...described, runtime, chosen, summary: { ...described.summary, chosen: chosenFiles(chosen) } };
    return this.#loaded;
  }

  readonly #isWanted = ({ sha256 }: GraphVariant): boolean => !this.#wrong.has(sha256);
}

/** Of each graph the variant that is used, or the one that can stand in for it. */
function trustedOf({ chosen, variantsOf }: ResolvedPack): ChosenVariants {
  return new Map([...chosen].map(([graph, variant]) => [graph, variantsOf(graph).find(isTrusted) ?? variant]));
}

/** Whether both are about the same packs. */
export function sameModel(one: LoadOptions, other: LoadOptions): boolean {
  return one.packUrl === other.packUrl && one.drawPackUrl === other.drawPackUrl;
}

/** What is loaded before a film: all graphs, or as many as may be loaded together; the others would push them out again. */
function graphsAtStart(pack: ResolvedPack): ReadonlySet<string> {
  return new Set(groupsOf(pack)[0]);
}

/** Graphs that may be loaded at the same time, in the order of a film. */
function groupsOf({ summary, files }: ResolvedPack): readonly (readonly string[])[] {
  const stages = graphsByStage(files.manifest);
  return STAGE_GROUPS[sessionsOf(summary)].map((group) => group.flatMap((stage) => stages[stage])).filter((group) => group.length > 0);
}

/** The runtime, or one that holds as many graphs at a time as memory allows. */
function offloaded(runtime: Runtime, pack: ResolvedPack): Runtime {
  if (sessionsOf(pack.summary) === 'together') return runtime;
  return new SequentialOffload(runtime, groupsOf(pack), (graph) => {
    const variant = pack.chosen.get(graph);
    if (!variant) throw new Error(`There is no graph ${graph}.`);
    return openVariant(pack, graph, variant, new AbortController().signal);
  });
}

async function openVariant({ files, chosen, summary }: ResolvedPack, graph: string, variant: GraphVariant, signal: AbortSignal, onBytes: (received: number) => void = () => undefined): Promise<GraphFiles> {
  let before = 0;
  const blobs: Blob[] = [];
  for (const entry of [variant, ...variant.data]) {
    const start = before;
    blobs.push(await files.open(entry, signal, (received) => onBytes(start + received)));
    before += entry.bytes;
  }
  const [model = new Blob(), ...data] = blobs;
  return {
    model,
    data: data.map((blob, i) => ({ path: variant.data[i]?.path ?? '', blob })),
    freeDimensions: files.manifest.graphs[graph]?.freeDimensions ?? {},
    widensItself: widensItself(variant),
    // Graphs that take turns in memory have no time to be compared.
    isRepeated: sessionsOf(summary) === 'together' && repeatedGraphs(files.manifest, chosen).has(graph),
  };
}

/** As a film remembers it: by its address only where that is at another site, which the film's next page can ask as well. */
function modelOf({ id, version, title }: PackManifest, packUrl: string): FilmModel {
  const own = (globalThis as { readonly location?: { readonly origin: string } }).location?.origin;
  const isElsewhere = own !== undefined && /^https?:/.test(packUrl) && !packUrl.startsWith(`${own}/`);
  return { id, version, title, ...(isElsewhere && { address: packUrl }) };
}

/** @param forced absent: what is usual */
function describeFor(
  forced: BackendName | undefined,
  options: LoadOptions,
  files: PackFiles,
  models: FilmModels,
  capabilities: Capabilities,
  isWanted: (variant: GraphVariant) => boolean,
): ResolvedPack {
  const { id, version } = models.move;
  const mover = models.draw && { id, version };
  const named: MeasuredPack = { id: files.manifest.id, version: files.manifest.version, ...(mover && { mover }) };
  const usual: ResolvedPack['usual'] = ({ measured }) => usualBackend(capabilities, named, measured);
  const backend = forced ?? usual(options);
  const device = packDevice(backend, capabilities);
  const wanted = chooseVariants(files.manifest, backend, device, isWanted);
  const memory = planMemory(files.manifest, wanted, backend, device);
  // What is loaded again and again would be compared each time.
  const chosen = memory.sessions === 'together' ? wanted : chooseVariants(files.manifest, backend, device, isTrusted);
  const variantsOf: ResolvedPack['variantsOf'] = (graph) => fittingVariants(files.manifest, graph, backend, device);
  const summary = summarise(files.manifest, chosen, memory);
  return { options, files, backend, chosen, variantsOf, models, usual, summary: { ...summary, ...(mover && { mover }) } };
}
