import { describe, expect, it } from 'vitest';
import { MUST_RUN, findPython } from '../check-python.mjs';
import { runPytest } from './run-pytest.js';

const python = findPython(['torch', 'pytest']);
const NO_PYTHON = 'no Python has torch and pytest (see training/README.md)';
if (python === undefined) console.warn(`SKIPPED: the tests of training/, because ${NO_PYTHON}.`);

const cases = python === undefined ? [] : await runPytest(python, '.', 'training/tests');

describe.skipIf(python === undefined && !MUST_RUN)('training/', () => {
  it('has tests that ran', () => {
    expect(python, NO_PYTHON).toBeDefined();
    expect(cases.length).toBeGreaterThan(0);
  });

  for (const { name, failure, isSkipped } of cases) {
    it.skipIf(isSkipped)(name, () => expect(failure).toBeUndefined());
  }
});
