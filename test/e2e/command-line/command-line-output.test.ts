import { spawn } from 'node:child_process';
import { lstat, mkdir, mkdtemp, readFile, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PROJECT } from '../../../cli/prepare.mjs';
import { TINY_PACK, generate, shellEnvironment, startGenerate } from './generate-command.js';
import { expectSound, readClip } from '../read-clip.js';

const FPS = 12;
const FLAGS = ['--pack', TINY_PACK, '--backend', 'wasm', '--prompt', 'a red apple', '--seconds', '0.5', '--seed', '7'];

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'kinora-cli-'));
});

afterEach(() => rm(folder, { recursive: true, force: true }));

async function expectFilm(file: string): Promise<void> {
  expectSound(await readClip(await readFile(path.join(folder, file))), { seconds: 0.5, fps: FPS });
}

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a line of a shell in which $GENERATE is the command with flags for a short film, its output still missing. */
function shell(line: string, command: readonly string[] = [process.execPath, path.join(PROJECT, 'cli/generate.mjs')]): Promise<Ended> {
  const words = [...command, ...FLAGS].map((word) => `'${word}'`).join(' ');
  const child = spawn('bash', ['-o', 'pipefail', '-c', line.replace('$GENERATE', words)], { cwd: folder, env: shellEnvironment() });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, stdout, stderr }));
  });
}

// The lines are those of a Unix shell.
describe.skipIf(process.platform === 'win32')('npm run generate in a shell', () => {
  it.each([
    ['2>&1 | head -1', '$GENERATE --out clip.mp4 --json 2>&1 | head -1'],
    ['2>&1 | true', '$GENERATE --out clip.mp4 2>&1 | true'],
    ['>&- 2>&-', '$GENERATE --out clip.mp4 >&- 2>&-'],
  ])('fault 14: makes its film quietly before %s', async (_, line) => {
    const { code, stdout, stderr } = await shell(line);
    expect(code).toBe(0);
    expect(stdout + stderr).not.toMatch(/EPIPE|Error|Something is wrong/);
    await expectFilm('clip.mp4');
    expect(await readdir(folder)).toEqual(['clip.mp4']);
  });

  it.runIf(process.platform === 'linux')('fault 14: says so when standard output is a full disk; the film is there', async () => {
    const { code, stderr } = await shell('$GENERATE --out clip.mp4 --json > /dev/full');
    expect(code).toBe(1);
    expect(stderr.trimEnd().split('\n').at(-1)).toContain('clip.mp4, but standard output failed: no space is left on its disk.');
    await expectFilm('clip.mp4');
  });

  it('fault 15: writes through a symbolic link, and into standard output, where the report makes way', async () => {
    await mkdir(path.join(folder, 'real'));
    await symlink('real/target.mp4', path.join(folder, 'clip.mp4'));
    expect(await shell('$GENERATE --out clip.mp4')).toMatchObject({ code: 0 });
    expect((await lstat(path.join(folder, 'clip.mp4'))).isSymbolicLink()).toBe(true);
    await expectFilm('real/target.mp4');

    const { code, stderr } = await shell('$GENERATE --out - --json | cat > piped.mp4');
    expect(code).toBe(0);
    expect(JSON.parse(stderr.trimEnd().split('\n').at(-1) ?? '')).toMatchObject({ file: '-', frames: 6 });
    await expectFilm('piped.mp4');
  });

  it.runIf(process.platform === 'linux')('fault 15: streams into a process substitution, with npm in between too', async () => {
    const npm = ['npm', '--prefix', PROJECT, 'run', '--silent', 'generate', '--'];
    expect(await shell('$GENERATE --out >(cat > clip.mp4; touch done); while [ ! -e done ]; do sleep 0.1; done', npm)).toMatchObject({ code: 0 });
    await expectFilm('clip.mp4');
  });

  it('fault 13: makes its film without the folder for temporary files that TMPDIR names', async () => {
    const { finished } = startGenerate(folder, [...FLAGS, '--out', 'clip.mp4'], { TMPDIR: path.join(folder, 'nowhere') });
    expect(await finished).toMatchObject({ code: 0 });
    await expectFilm('clip.mp4');
  });

  it.runIf(process.platform === 'linux')('fault 13: keeps a film whose last step fails, and says where', async () => {
    const result = await generate(folder, ...FLAGS, '--out', '/dev/full', '--json');
    expect(result).toMatchObject({ code: 1, stdout: '' });
    expect(result.stderr.trimEnd().split('\n').at(-1)).toBe(
      `The film could not be written to /dev/full: no space is left on its disk. It is kept as ${path.join(folder, 'kinora-7.mp4')}.`,
    );
    await expectFilm('kinora-7.mp4');
  });

  it('fault 15: refuses a read-only file before the work', async () => {
    await writeFile(path.join(folder, 'clip.mp4'), 'dear to me', { mode: 0o444 });
    const result = await generate(folder, ...FLAGS, '--out', 'clip.mp4');
    expect(result).toMatchObject({ code: 2, stdout: '' });
    expect(result.stderr).toMatch(/^The output .+ is write-protected\. Make it writable, or choose another with --out\.\n$/);
    expect(await readFile(path.join(folder, 'clip.mp4'), 'utf8')).toBe('dear to me');
  });

  it('fault 17: films scenes that PowerShell wrote', async () => {
    await writeFile(path.join(folder, 'scenes.json'), Buffer.from('\ufeff[{ "prompt": "a red apple", "seconds": 0.5 }]\r\n', 'utf16le'));
    const result = await generate(folder, '--pack', TINY_PACK, '--backend', 'wasm', '--scenes', 'scenes.json', '--seed', '7', '--out', 'clip.mp4');
    expect(result, result.stderr).toMatchObject({ code: 0 });
    await expectFilm('clip.mp4');
  });
});

describe.skipIf(process.platform === 'win32')('npm start in a shell', () => {
  it('fault 14: goes on serving when nobody reads what it says', async () => {
    const child = spawn('bash', ['-c', `'${process.execPath}' '${path.join(PROJECT, 'cli/start.mjs')}' --port 4470 2>&1 | true`], { detached: true });
    try {
      await expect.poll(() => fetch('http://127.0.0.1:4470/').then(({ status }) => status, () => 0)).toBe(200);
    } finally {
      process.kill(-(child.pid ?? 0), 'SIGTERM');
    }
  });
});
