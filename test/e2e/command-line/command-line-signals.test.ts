import { spawn, type ChildProcess } from 'node:child_process';
import { mkdir, mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { constants, tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PROJECT } from '../../../cli/prepare.mjs';
import { TINY_PACK, shellEnvironment, startGenerate, type CommandResult } from './generate-command.js';

const FLAGS = ['--pack', TINY_PACK, '--backend', 'wasm', '--prompt', 'a red apple', '--seed', '7', '--out', 'clip.mp4'];
const LONG = ['--seconds', '120'];

let folder: string;
/** Where the command and its browser put their temporary files. */
let scratch: string;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'kinora-sig-'));
  scratch = path.join(folder, 'tmp');
  await mkdir(scratch);
});

afterEach(() => rm(folder, { recursive: true, force: true }));

/** Settles once the film is being made. */
async function underWay(child: ChildProcess): Promise<void> {
  await new Promise<void>((resolve) => {
    let said = '';
    child.stderr?.on('data', (text: Buffer | string) => {
      said += text.toString();
      if (/animating|decoding|encoding/.test(said)) resolve();
    });
    child.once('exit', () => resolve());
  });
  expect(child.exitCode).toBeNull();
}

async function startLong(): Promise<{ child: ChildProcess; finished: Promise<CommandResult> }> {
  const { process: child, finished } = startGenerate(folder, [...FLAGS, ...LONG], { TMPDIR: scratch });
  await underWay(child);
  return { child, finished };
}

/** Processes whose command line names the scratch folder, which is that of the browser's profile; none but on Linux. */
async function browsers(): Promise<number[]> {
  if (process.platform !== 'linux') return [];
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number);
  const lines = await Promise.all(pids.map((pid) => readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')));
  return pids.filter((_, index) => lines[index]?.includes(scratch) ?? false);
}

async function expectNothingLeft(): Promise<void> {
  expect(await browsers()).toEqual([]);
  expect(await readdir(scratch)).toEqual([]);
  expect(await readdir(folder)).toEqual(['tmp']);
}

describe.skipIf(process.platform === 'win32')('npm run generate when it is stopped', () => {
  it.each(['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT'] as const)('fault 18: %s leaves nothing', async (signal) => {
    const { child, finished } = await startLong();
    if (process.platform === 'linux') expect(await browsers()).not.toEqual([]);
    child.kill(signal);
    const { code, stderr } = await finished;
    expect(code).toBe(128 + constants.signals[signal]);
    expect(stderr).toContain('Stopped; nothing was written.');
    await expectNothingLeft();
  });

  it('fault 18: a second Ctrl+C ends it at once and leaves nothing', async () => {
    const { child, finished } = await startLong();
    // A browser that hangs would hold up the orderly end.
    for (const pid of await browsers()) process.kill(pid, 'SIGSTOP');
    child.kill('SIGINT');
    await new Promise((resolve) => setTimeout(resolve, 400));
    const pressedAt = performance.now();
    child.kill('SIGINT');
    expect((await finished).code).toBe(130);
    expect(performance.now() - pressedAt).toBeLessThan(1500);
    await expect.poll(browsers).toEqual([]);
    await expectNothingLeft();
  });

  it('fault 18: what a killed one leaves is removed by the next', async () => {
    const { child, finished } = await startLong();
    child.kill('SIGKILL');
    expect((await finished).code).toBeNull();
    // The browser goes by itself once nobody holds its pipe.
    await expect.poll(browsers).toEqual([]);
    expect((await readdir(scratch)).length).toBeGreaterThan(0);
    expect(await startGenerate(folder, [...FLAGS, '--seconds', '0.5'], { TMPDIR: scratch }).finished).toMatchObject({ code: 0 });
    expect(await readdir(scratch)).toEqual([]);
  });

  it('fault 18: it ends when the npm that started it is killed', async () => {
    const npm = spawn('npm', ['--prefix', PROJECT, 'run', 'generate', '--', ...FLAGS, ...LONG], { cwd: folder, env: { ...shellEnvironment(), TMPDIR: scratch } });
    await underWay(npm);
    npm.kill('SIGKILL');
    await expect.poll(() => readdir(scratch)).toEqual([]);
    await expect.poll(browsers).toEqual([]);
    await expectNothingLeft();
  });
});
