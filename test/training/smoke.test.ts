import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const PROJECT = fileURLToPath(new URL('../..', import.meta.url));
const PYTHON = process.env['KINORA_PYTHON'] ?? 'python3';

const hasTorch = spawnSync(PYTHON, ['-c', 'import torch'], { stdio: 'ignore' }).status === 0;
const mustRun = process.env['KINORA_REQUIRE_TORCH'] === '1';

if (!hasTorch && !mustRun) {
  console.warn(`SKIPPED: the training smoke test, because ${PYTHON} cannot import torch (see training/README.md).`);
}

describe('training', () => {
  it.skipIf(!hasTorch && !mustRun)('goes from data to an exported pack on toy sizes', () => {
    expect(hasTorch, `${PYTHON} cannot import torch`).toBe(true);
    expect(existsSync(`${PROJECT}/training/smoke.py`), 'training/smoke.py is missing').toBe(true);
    // Throws, with what it printed, on any exit code but 0.
    execFileSync(PYTHON, ['-m', 'training.smoke'], { cwd: PROJECT, stdio: ['ignore', 'inherit', 'inherit'] });
  });
});
