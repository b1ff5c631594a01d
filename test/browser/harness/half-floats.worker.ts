import type { BackendName } from '../../../contract/names.js';
import type { GraphVariant } from '../../../contract/pack/manifest.js';
import { loadVariant } from '../../../workers/generator/model/load-variant.js';
import { never, openPack } from './open-pack.js';

export interface HalfFloatsOrder {
  readonly packUrl: string;
  readonly backend: BackendName;
}

export interface HalfFloatsReport {
  /** Of each graph that has a variant with half floats: that one's file, and the file that was loaded. */
  readonly loaded: Readonly<Record<string, { readonly half: string; readonly used: string }>>;
  readonly live: { readonly tensors: number; readonly sessions: number };
}

/** Loads the variants that have goldens as the generator does, with their weights out of the files of the others. */
async function runHalfFloats({ packUrl, backend }: HalfFloatsOrder): Promise<HalfFloatsReport> {
  const { ledger, pack, manifest, start } = await openPack(packUrl);
  const runtime = await start(backend, []);
  const loaded: Record<string, { readonly half: string; readonly used: string }> = {};
  for (const [graph, { variants, freeDimensions }] of Object.entries(manifest.graphs)) {
    const half = variants.find(({ golden }) => golden !== undefined);
    if (!half) continue;
    const open = async ({ data, ...model }: GraphVariant) => {
      const blobs = [];
      for (const entry of data) blobs.push({ path: entry.path, blob: await pack.open(entry, never) });
      return { model: await pack.open(model, never), data: blobs, freeDimensions };
    };
    const { file } = await loadVariant(runtime, graph, variants.slice(variants.indexOf(half)), open, (entry) => pack.read(entry, never));
    loaded[graph] = { half: half.file, used: file };
  }
  await runtime.release();
  const { tensors, sessions } = ledger.counts();
  return { loaded, live: { tensors, sessions } };
}

addEventListener('message', (event: MessageEvent<HalfFloatsOrder>) => {
  runHalfFloats(event.data).then(
    (report) => postMessage({ report }),
    (error: unknown) => postMessage({ error: String(error) }),
  );
});
