import { expect, test } from 'vitest';
import type { ChosenFile, PackSummary } from '../../../../../contract/pack-summary.js';
import { computesInHalf } from '../../../../../src/features/models/model-slice.js';

const chosen = (halfFloats: boolean): ChosenFile => ({ graph: 'imageDecoder', file: 'decoder.onnx', bytes: 1, dtype: 'q8', halfFloats });
const pack = (...files: readonly ChosenFile[]): PackSummary => ({ chosen: files }) as unknown as PackSummary;

test('16-bit numbers are told of once the model is loaded, because it turns out then whether they are right', () => {
  expect(computesInHalf({ ready: true, pack: pack(chosen(false), chosen(true)) })).toBe(true);
  expect(computesInHalf({ ready: false, pack: pack(chosen(true)) })).toBe(false);
  expect(computesInHalf({ ready: true, pack: pack(chosen(false)) })).toBe(false);
  expect(computesInHalf({ ready: false, pack: null })).toBe(false);
});
