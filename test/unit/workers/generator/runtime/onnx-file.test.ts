import * as ort from 'onnxruntime-web';
import { expect, test } from 'vitest';
import { joinBytes } from '../../../../../workers/lib/join-bytes.js';
import { withoutWeights } from '../../../../../workers/generator/runtime/onnx-file.js';

/** Protobuf, as far as a graph needs it: numbers, texts, bytes, and messages of these. */
type Value = number | string | Uint8Array | Message;
interface Message {
  readonly fields: readonly (readonly [number, Value])[];
}

const message = (...fields: (readonly [number, Value])[]): Message => ({ fields });

function varint(value: number): Uint8Array {
  const bytes: number[] = [];
  let rest = value;
  for (; rest >= 0x80; rest = Math.floor(rest / 0x80)) bytes.push((rest % 0x80) | 0x80);
  return Uint8Array.from([...bytes, rest]);
}

function encode({ fields }: Message): Uint8Array<ArrayBuffer> {
  return joinBytes(
    fields.flatMap(([number, value]) => {
      if (typeof value === 'number') return [varint(number * 8), varint(value)];
      const content = typeof value === 'string' ? new TextEncoder().encode(value) : value instanceof Uint8Array ? value : encode(value);
      return [varint(number * 8 + 2), varint(content.length), content];
    }),
  );
}

const FLOAT = 1;
const shaped = (name: string, ...lengths: number[]): Message =>
  message([1, name], [2, message([1, message([1, FLOAT], [2, message(...lengths.map((length) => [1, message([1, length])] as const))])])]);

const ROWS = 128;
const COLUMNS = 256;
const WEIGHTS = Float32Array.from({ length: ROWS * COLUMNS }, (_, i) => ((i * 7919) % 1000) / 1000 - 0.5);
const BIAS = Float32Array.from({ length: COLUMNS }, (_, i) => i / COLUMNS);
const bytesOf = (numbers: Float32Array): Uint8Array => new Uint8Array(numbers.buffer);
const tensor = (name: string, numbers: Float32Array, ...lengths: number[]): Message =>
  message(...lengths.map((length) => [1, length] as const), [2, FLOAT], [8, name], [9, bytesOf(numbers)]);
const node = (kind: string, inputs: readonly string[], output: string): Message =>
  message(...inputs.map((input) => [1, input] as const), [2, output], [4, kind]);

/** y = x * w + b, where w has 128 kB. */
const MODEL = encode(
  message(
    [1, 8],
    [2, 'test'],
    [
      7,
      message(
        [1, node('MatMul', ['x', 'w'], 'product')],
        [1, node('Add', ['product', 'b'], 'y')],
        [2, 'graph'],
        [5, tensor('w', WEIGHTS, ROWS, COLUMNS)],
        [5, tensor('b', BIAS, COLUMNS)],
        [11, shaped('x', 1, ROWS)],
        [12, shaped('y', 1, COLUMNS)],
      ),
    ],
    [8, message([1, ''], [2, 17])],
  ),
);

async function run(model: Blob, externalData: readonly { readonly path: string; readonly data: Blob }[] = []): Promise<unknown> {
  const session = await ort.InferenceSession.create(new Uint8Array(await model.arrayBuffer()), { externalData });
  const { y } = await session.run({ x: new ort.Tensor('float32', Float32Array.from({ length: ROWS }, (_, i) => i / 10), [1, ROWS]) });
  await session.release();
  return y?.data;
}

test('a graph whose weights were taken out of its file computes the same', async () => {
  ort.env.wasm.numThreads = 1;
  const model = new Blob([MODEL]);
  const light = await withoutWeights(model, 'own', 0);
  expect(light.size).toBeLessThan(model.size - bytesOf(WEIGHTS).length + 100);
  expect(await run(light, [{ path: 'own', data: model }])).toEqual(await run(model));
});

test('small files and small weights stay as they are', async () => {
  const model = new Blob([MODEL]);
  expect(await withoutWeights(model, 'own')).toBe(model);
  const light = await withoutWeights(new Blob([MODEL]), 'own', 0);
  expect(new TextDecoder('latin1').decode(await light.arrayBuffer())).toContain(new TextDecoder('latin1').decode(bytesOf(BIAS)));
});

test.each([
  ['cut short', MODEL.slice(0, 1000)],
  ['no protobuf', new TextEncoder().encode('<!doctype html>'.repeat(100))],
  ['empty', new Uint8Array(0)],
])('a file that is %s is left to ONNX Runtime', async (_, bytes) => {
  const model = new Blob([bytes]);
  expect(await withoutWeights(model, 'own', 0)).toBe(model);
});
