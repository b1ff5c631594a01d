/**
 * Lint and types of `training/` and `converter/` with ruff and mypy: `node test/check-python.mjs`, part of `npm run check`.
 * Without them it prints one line and succeeds; KINORA_REQUIRE_TORCH=1 makes that a failure.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { PROJECT } from '../cli/prepare.mjs';

/** What mypy needs to see is installed along with the tools: training/requirements-dev.txt. */
const TOOLS = ['ruff', 'mypy', 'torch'];

/** Set where Python's packages are promised to be installed. */
export const MUST_RUN = process.env['KINORA_REQUIRE_TORCH'] === '1';

/** By name, what is run with `python -m`. */
export const CHECKS = {
  ruff: ['ruff', 'check', '--no-cache', 'training', 'converter'],
  'mypy of training/': ['mypy', '--config-file', 'training/pyproject.toml', '--cache-dir', 'node_modules/.cache/mypy'],
  // Needs nothing more: the libraries that only converter/ uses are read as untyped.
  'mypy of converter/': ['mypy', '--config-file', 'converter/pyproject.toml', '--cache-dir', 'node_modules/.cache/mypy-converter'],
};

/**
 * The first interpreter that can import all of these modules: KINORA_PYTHON, else that of `.ci/run`, else python3.
 *
 * @param {string[]} modules
 * @returns {string | undefined}
 */
export function findPython(modules) {
  const venv = path.join(PROJECT, 'node_modules/.cache/training-venv/bin/python');
  const named = process.env['KINORA_PYTHON'];
  const candidates = named === undefined ? [...(existsSync(venv) ? [venv] : []), 'python3'] : [named];
  const code = `import importlib.util, sys; sys.exit(any(importlib.util.find_spec(name) is None for name in ${JSON.stringify(modules)}))`;
  return candidates.find((python) => spawnSync(python, ['-c', code], { stdio: 'ignore' }).status === 0);
}

/** The interpreter that has the tools, if there is one. */
export const findCheckedPython = () => findPython(TOOLS);

/** The line that says why nothing is checked. */
export const SKIPPED = `SKIPPED: lint and types of training/ and converter/, because no Python has ${TOOLS.join(', ')} (see training/README.md).`;

/** @returns {number} exit code */
function main() {
  const python = findCheckedPython();
  if (python === undefined) {
    console.warn(SKIPPED);
    return MUST_RUN ? 1 : 0;
  }
  const failed = Object.entries(CHECKS).filter(([, args]) => spawnSync(python, ['-m', ...args], { cwd: PROJECT, stdio: 'inherit' }).status !== 0);
  return failed.length > 0 ? 1 : 0;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) process.exitCode = main();
