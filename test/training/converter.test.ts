import { describe, expect, it } from 'vitest';
import { findPython } from '../check-python.mjs';
import { runPytest } from './run-pytest.js';

/** Set where the packages of `converter/requirements-dev.txt` are promised to be installed. */
const MUST_RUN = process.env['KINORA_REQUIRE_CONVERTER'] === '1';

const python = findPython(['diffusers', 'transformers', 'safetensors', 'onnxscript', 'pytest']);
const NO_PYTHON = 'no Python has diffusers, transformers and pytest (see converter/README.md)';
if (python === undefined) console.warn(`SKIPPED: the tests of converter/, because ${NO_PYTHON}.`);

const cases = python === undefined ? [] : await runPytest(python, 'converter', 'tests');

describe.skipIf(python === undefined && !MUST_RUN)('converter/', () => {
  it('has tests that ran', () => {
    expect(python, NO_PYTHON).toBeDefined();
    expect(cases.length).toBeGreaterThan(0);
  });

  for (const { name, failure, isSkipped } of cases) {
    it.skipIf(isSkipped)(name, () => expect(failure).toBeUndefined());
  }
});
