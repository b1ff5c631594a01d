import { graphNamesOf, textEncodersOf } from '../../../contract/pack/pack-parts.js';
import type { BackendName } from '../../../contract/names.js';
import { compareGolden, readGolden, type GoldenDifference, type GoldenFile } from './goldens.js';
import { never, openPack } from './open-pack.js';

export interface GoldenReport {
  readonly differences: readonly GoldenDifference[];
  /** Tokens of the prompts whose tokens are known: ours beside the expected. */
  readonly prompts: readonly { readonly text: string; readonly tokens: readonly number[]; readonly expected: readonly number[] }[];
  readonly live: { readonly tensors: number; readonly sessions: number };
}

export interface GoldenOrder {
  readonly packUrl: string;
  /** Folder of `goldens.json` and the files it names. */
  readonly goldensUrl: string;
  readonly backend: BackendName;
  /** Absent: all of them. */
  readonly graphs?: readonly string[];
}

/** Runs the golden cases of a pack on one backend, through the same parts as the generator. */
async function runGoldens({ packUrl, goldensUrl, backend, graphs: wanted }: GoldenOrder): Promise<GoldenReport> {
  const { parts, ledger, pack, manifest, start } = await openPack(packUrl);
  const graphs = wanted ?? graphNamesOf(manifest);
  const goldens = (await (await fetch(new URL('goldens.json', goldensUrl))).json()) as GoldenFile;
  const files = goldens.cases.flatMap(({ inputs, outputs }) => [...Object.values(inputs), ...Object.values(outputs)]);
  const blobs = new Map<string, ArrayBuffer>();
  for (const file of new Set(files.flatMap((tensor) => tensor.file ?? []))) {
    blobs.set(file, await (await fetch(new URL(file, goldensUrl))).arrayBuffer());
  }

  const [encoder] = textEncodersOf(manifest.textToImage, manifest.imageToVideo);
  if (!encoder) throw new Error('The pack has no text encoder.');
  const source = new TextDecoder().decode(await pack.read(encoder.tokenizer, never));
  const tokenizer = await parts.loadTokenizer({ tokenizers: { [encoder.tokenizer.sha256]: source } }, manifest);
  const runtime = await start(backend, graphs);
  const differences: GoldenDifference[] = [];
  for (const { graph, inputs, outputs, tolerance } of goldens.cases.filter((golden) => graphs.includes(golden.graph))) {
    const feeds = Object.fromEntries(Object.entries(inputs).map(([name, tensor]) => [name, readGolden(tensor, blobs)]));
    const results = await runtime.run(graph, feeds);
    for (const [name, tensor] of Object.entries(outputs)) {
      differences.push(compareGolden(graph, name, results[name], readGolden(tensor, blobs), tolerance[backend].maxAbs));
    }
  }
  await runtime.release();
  const { tensors, sessions } = ledger.counts();
  return {
    differences,
    prompts: goldens.prompts.map(({ text, tokens }) => ({ text, tokens: [...tokenizer.encode(text, encoder.tokenizer).ids], expected: tokens })),
    live: { tensors, sessions },
  };
}

addEventListener('message', (event: MessageEvent<GoldenOrder>) => {
  runGoldens(event.data).then(
    (report) => postMessage({ report }),
    (error: unknown) => postMessage({ error: String(error) }),
  );
});
