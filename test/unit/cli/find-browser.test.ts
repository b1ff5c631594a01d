import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { NoBrowserError, findBrowser, launchFlags } from '../../../cli/find-browser.mjs';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'kinora-browser-'));
  for (const name of ['KINORA_CHROMIUM', 'CHROME_PATH']) vi.stubEnv(name, '');
});

afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

function program(name: string, exitCode: number): string {
  const file = path.join(folder, name);
  writeFileSync(file, `#!/bin/sh\nexit ${exitCode}\n`);
  chmodSync(file, 0o755);
  return file;
}

// The stand-ins are shell scripts.
describe.skipIf(process.platform === 'win32')('findBrowser', () => {
  it.each(['KINORA_CHROMIUM', 'CHROME_PATH'])('obeys %s', (variable) => {
    const file = program('my-browser', 0);
    vi.stubEnv(variable, file);
    expect(findBrowser({ install: false })).toBe(file);
  });

  it.each(['KINORA_CHROMIUM', 'CHROME_PATH'])('complains about a wrong %s in one line', (variable) => {
    vi.stubEnv(variable, path.join(folder, 'nothing'));
    expect(() => findBrowser({ install: false })).toThrow(NoBrowserError);
    expect(() => findBrowser({ install: false })).toThrow(/^.*which does not start; point it at a Chromium or Chrome, or unset it\.$/);
  });

  it('takes the first on the PATH that starts', () => {
    program('chromium', 1);
    const good = program('google-chrome', 0);
    vi.stubEnv('PATH', folder);
    expect(findBrowser({ install: false })).toBe(good);
  });
});

describe('launchFlags', () => {
  it('uses the software adapter only when asked', () => {
    const software = (flags: string[]) => flags.some((flag) => flag.includes('swiftshader'));
    expect(software(launchFlags('webgpu-software', 'linux'))).toBe(true);
    for (const platform of ['linux', 'darwin', 'win32'] as const) {
      expect(software(launchFlags('webgpu', platform))).toBe(false);
      expect(software(launchFlags('wasm', platform))).toBe(false);
    }
  });

  it('asks for Vulkan on Linux alone', () => {
    const vulkan = (flags: string[]) => flags.some((flag) => flag.includes('Vulkan'));
    expect(vulkan(launchFlags('webgpu', 'linux'))).toBe(true);
    expect(vulkan(launchFlags('webgpu', 'darwin'))).toBe(false);
  });
});
