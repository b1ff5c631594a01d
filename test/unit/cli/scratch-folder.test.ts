import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const MODULE = JSON.stringify(path.resolve('cli/scratch-folder.mjs'));

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'kinora-scratch-'));
});

afterEach(() => rmSync(folder, { recursive: true }));

const program = (code: string): string[] => ['--input-type=module', '-e', `import { makeScratchFolder } from ${MODULE}; ${code}`];

/** Runs `code` in a program of its own whose temporary files go to `place`. */
function run(place: string, code: string): string {
  const { stdout, stderr } = spawnSync(process.execPath, program(code), { env: { ...process.env, TMPDIR: place }, encoding: 'utf8' });
  return stdout.trim() + stderr;
}

describe.skipIf(process.platform === 'win32')('the folder for what is not the result', () => {
  it('fault 18: is gone when the program ends, in whatever way', () => {
    for (const end of ['', 'process.exit(3);', 'throw new Error();', 'process.on("SIGINT", () => process.exit(1)); process.kill(process.pid, "SIGINT"); setInterval(() => undefined, 9);']) {
      run(folder, `makeScratchFolder(); ${end}`);
      expect(readdirSync(folder)).toEqual([]);
    }
    expect(run(folder, 'const { folder, remove } = makeScratchFolder(); remove(); console.log(process.env.TMPDIR);')).toBe(folder);
  });

  it('fault 18: of a killed program is removed by the next one, that of a running one is not', async () => {
    run(folder, 'makeScratchFolder(); process.kill(process.pid, "SIGKILL");');
    const [left = ''] = readdirSync(folder);
    expect(left).toMatch(/^kinora-work-/);
    writeFileSync(path.join(folder, left, 'profile'), '');

    const running = spawn(process.execPath, program('console.log(makeScratchFolder().folder); setInterval(() => undefined, 1000);'), { env: { ...process.env, TMPDIR: folder } });
    const itsFolder = await new Promise<string>((resolve) => running.stdout.once('data', (piece: Buffer) => resolve(piece.toString().trim())));
    expect(readdirSync(folder)).toEqual([path.basename(itsFolder)]);
    run(folder, 'makeScratchFolder();');
    expect(readdirSync(folder)).toEqual([path.basename(itsFolder)]);
    running.kill('SIGKILL');
    await new Promise((resolve) => running.once('exit', resolve));
    run(folder, 'makeScratchFolder();');
    expect(readdirSync(folder)).toEqual([]);
  });

  it('fault 18: of another machine or container is left alone for a day', () => {
    const strange = path.join(folder, 'kinora-work-strange');
    mkdirSync(strange);
    writeFileSync(path.join(strange, 'owner.json'), JSON.stringify({ pid: 999_999, started: '1', machine: 'elsewhere' }));
    run(folder, 'makeScratchFolder();');
    expect(existsSync(strange)).toBe(true);
    const twoDaysAgo = Date.now() / 1000 - 2 * 24 * 3600;
    utimesSync(strange, twoDaysAgo, twoDaysAgo);
    run(folder, 'makeScratchFolder();');
    expect(existsSync(strange)).toBe(false);
  });

  it('fault 18: knows a process number that is used again', () => {
    const old = path.join(folder, 'kinora-work-old');
    const owner = run(folder, `import { readFileSync } from 'node:fs'; console.log(readFileSync(makeScratchFolder().folder + '/owner.json', 'utf8'));`);
    mkdirSync(old);
    writeFileSync(path.join(old, 'owner.json'), JSON.stringify({ ...(JSON.parse(owner) as object), pid: process.pid, started: '1' }));
    run(folder, 'makeScratchFolder();');
    expect(existsSync(old)).toBe(process.platform !== 'linux');
  });

  it('fault 13: is elsewhere when TMPDIR is missing, is a file, or is too long for a socket below it', () => {
    writeFileSync(path.join(folder, 'file'), '');
    const long = path.join(folder, 'l'.repeat(100));
    mkdirSync(long);
    for (const place of ['/nowhere', path.join(folder, 'file'), ...(process.platform === 'linux' ? [long] : [])]) {
      expect(run(place, 'console.log(makeScratchFolder().folder);')).toMatch(/^\/(var\/)?tmp\/kinora-work-\w{6}$/);
    }
    expect(readFileSync(path.join(folder, 'file'), 'utf8')).toBe('');
  });
});
