import type { BackendName } from '../../../contract/names.js';
import type { PackManifest } from '../../../contract/pack/manifest.js';
import { repeatedGraphs } from '../../../workers/generator/model/repeated-graphs.js';
import { browserPlatform } from '../../../workers/generator/browser-platform.js';
import type { Platform } from '../../../workers/generator/platform.js';
import { chooseVariants, isTrusted } from '../../../workers/model-store/choose-variants.js';
import { ResourceLedger } from '../../../workers/lib/resource-ledger.js';

export const never = new AbortController().signal;

/** A pack through the same parts as the generator. */
export interface OpenPack {
  readonly parts: Platform;
  readonly ledger: ResourceLedger;
  readonly pack: Awaited<ReturnType<Platform['openPack']>>;
  readonly manifest: PackManifest;
  /** Starts ONNX Runtime with the trusted variants of these graphs. @throws Error of a graph that the pack has not */
  start(backend: BackendName, graphs: readonly string[]): ReturnType<Platform['startRuntime']>;
}

export async function openPack(packUrl: string): Promise<OpenPack> {
  const parts = browserPlatform();
  const ledger = new ResourceLedger();
  const capabilities = await parts.probe();
  const pack = await parts.openPack(packUrl, { signal: never });
  const { manifest } = pack;
  const start: OpenPack['start'] = async (backend, graphs) => {
    const runtime = await parts.startRuntime(backend, capabilities, ledger);
    const chosen = chooseVariants(manifest, backend, { features: capabilities.webgpu?.features ?? [] }, isTrusted);
    const repeated = repeatedGraphs(manifest, chosen);
    for (const graph of graphs) {
      const variant = chosen.get(graph);
      if (!variant) throw new Error(`The pack has no graph ${graph}.`);
      await runtime.load(graph, { model: await pack.open(variant, never), data: [], freeDimensions: manifest.graphs[graph]?.freeDimensions ?? {}, isRepeated: repeated.has(graph) });
    }
    return runtime;
  };
  return { parts, ledger, pack, manifest, start };
}
