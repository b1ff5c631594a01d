import type { OrtModule } from './ort-build.js';

/**
 * An ONNX file: `product = numbers * Cast(one, float32)`, where `one` is a constant int8, and `whole = Cast(product, int64)`; one number each.
 * The first Cast is folded when the file is loaded, the second one is run.
 */
const CASTS =
  'CAo6cwoXCgF3EgF2IgRDYXN0KgkKAnRvGAGgAQIKDgoBeAoBdhIBcCIDTXVsChcKAXASAXkiBENhc3QqCQoCdG8YB6ABAhIBZyoKCAEQA0IBd0oBAVoPCgF4EgoKCAgBEgQKAggBYg8KAXkSCgoICAcSBAoCCAFCBAoAEBQ=';
const [INPUT, OUTPUT] = ['x', 'y'];
/** After so many calls V8 optimises a function of that size. */
const RUNS = 6;

/**
 * Has the browser optimise Cast of ONNX Runtime's CPU backend before weights are in memory, and once.
 *
 * Cast is a single function of half a megabyte, which V8 takes 106 MB and more than a second to optimise, on another thread. Constants are
 * folded while graphs are loaded: optimised for that alone, the function does not fit when a film runs it, and all is done again while the
 * film is made. V8 optimises for both where it has seen both.
 *
 * @returns the number that was cast, 1
 */
export async function primeCast({ InferenceSession, Tensor }: Pick<OrtModule, 'InferenceSession' | 'Tensor'>): Promise<bigint> {
  const bytes = Uint8Array.from(atob(CASTS), (letter) => letter.charCodeAt(0));
  const session = await InferenceSession.create(bytes, { executionProviders: ['wasm'], logSeverityLevel: 3 });
  const input = new Tensor('float32', Float32Array.of(1), [1]);
  let last = 0n;
  try {
    for (let run = 0; run < RUNS; run++) {
      const output = (await session.run({ [INPUT]: input }))[OUTPUT];
      [last = 0n] = (output?.data ?? []) as unknown as readonly bigint[];
      output?.dispose();
    }
  } finally {
    input.dispose();
    await session.release();
  }
  return last;
}
