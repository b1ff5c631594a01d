import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, linkSync, lstatSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { homedir, tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { BadInputError, FailedError } from '../../../../cli/generate/failures.mjs';
import { checkOutput } from '../../../../cli/generate/output.mjs';
import { writeFilm } from '../../../../cli/generate/write-film.mjs';
import { resolveTyped } from '../../../../cli/typed-path.mjs';

const FILM = new TextEncoder().encode('a film');
const SEED = 7;

let cwd: string;
let elsewhere: string;

beforeEach(() => {
  cwd = mkdtempSync(path.join(tmpdir(), 'kinora-output-'));
  elsewhere = path.join(cwd, 'elsewhere');
  mkdirSync(elsewhere);
  // A film that cannot be written is kept in one of these.
  vi.stubEnv('TMPDIR', elsewhere);
});

afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(cwd, { recursive: true });
});

const at = (name: string) => path.join(cwd, name);
const text = (name: string) => readFileSync(at(name), 'utf8');

async function write(out: string, { meanwhile = () => undefined, signal = new AbortController().signal }: { meanwhile?: () => unknown; signal?: AbortSignal } = {}) {
  const { output } = await checkOutput(out, cwd, 1);
  meanwhile();
  await writeFilm(output, FILM, { cwd: elsewhere, seed: SEED, signal, note: () => undefined });
}

async function failure(work: Promise<unknown>): Promise<string> {
  const error: unknown = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(FailedError);
  return (error as FailedError).message;
}

async function refusal(out: string, seconds = 1): Promise<string> {
  const error: unknown = await checkOutput(out, cwd, seconds).then(
    () => null,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(BadInputError);
  expect((error as BadInputError).message).toMatch(/^[^\n]+[.:] [^\n]+$/);
  return (error as BadInputError).message;
}

// Links, pipes and modes of other systems are others.
describe.skipIf(process.platform === 'win32')('the output', () => {
  it('fault 13: is written under a name as long as names can be, beside which a longer one does not fit', async () => {
    const longest = `${'n'.repeat(251)}.mp4`;
    await write(longest);
    expect(text(longest)).toBe('a film');
    expect(readdirSync(cwd).sort()).toEqual(['elsewhere', longest].sort());
  });

  it('fault 13: is refused before the work where it cannot be written', async () => {
    writeFileSync(at('file'), '');
    symlinkSync('circle.mp4', at('circle.mp4'));
    symlinkSync('nowhere/clip.mp4', at('dangling.mp4'));
    expect(await refusal(`${'n'.repeat(252)}.mp4`)).toContain('its name of 256 bytes is too long');
    expect(await refusal(`${'ö'.repeat(126)}.mp4`)).toContain('its name of 256 bytes is too long');
    expect(await refusal('file/clip.mp4')).toContain('a part of its path is a file');
    expect(await refusal('circle.mp4')).toContain('lead in a circle');
    expect(await refusal('dangling.mp4')).toContain(`${at('nowhere')} does not exist`);
    expect(await refusal('elsewhere/')).toContain('is a folder');
    expect(readdirSync(cwd).sort()).toEqual(['circle.mp4', 'dangling.mp4', 'elsewhere', 'file']);
  });

  it('fault 13: is kept, and the message says where, when its folder is gone meanwhile', async () => {
    mkdirSync(at('folder'));
    const message = await failure(write('folder/clip.mp4', { meanwhile: () => rmSync(at('folder'), { recursive: true }) }));
    const kept = path.join(elsewhere, 'kinora-7.mp4');
    expect(message).toBe(`The film could not be written to ${at('folder/clip.mp4')}: it does not exist. It is kept as ${kept}.`);
    expect(readFileSync(kept, 'utf8')).toBe('a film');
  });

  it('fault 13: is kept beside its name when that has become a folder, and nothing that is there is overwritten', async () => {
    writeFileSync(at('kinora-7.mp4'), 'another film');
    const message = await failure(write('clip.mp4', { meanwhile: () => mkdirSync(at('clip.mp4')) }));
    const kept = `kinora-7-${process.pid}.mp4`;
    expect(message).toContain(`it is a folder. It is kept as ${at(kept)}.`);
    expect(text(kept)).toBe('a film');
    expect(text('kinora-7.mp4')).toBe('another film');
    expect(readdirSync(cwd).filter((name) => name.startsWith('.'))).toEqual([]);
  });

  it.runIf(process.platform === 'linux')('fault 13: is kept when its disk is full', async () => {
    symlinkSync('/dev/full', at('clip.mp4'));
    expect(await failure(write('clip.mp4'))).toContain(`no space is left on its disk. It is kept as ${path.join(elsewhere, 'kinora-7.mp4')}.`);
    expect(readFileSync(path.join(elsewhere, 'kinora-7.mp4'), 'utf8')).toBe('a film');
  });

  it('fault 13: says how to make the film again when it can be kept nowhere', async () => {
    const { output } = await checkOutput('clip.mp4', cwd, 1);
    rmSync(cwd, { recursive: true });
    // No folder for temporary files, no home: nothing below a path that is a file.
    const lost = spawnSync(
      process.execPath,
      [
        '--input-type=module',
        '-e',
        `process.chdir('/');
         const { writeFilm } = await import(${JSON.stringify(path.resolve('cli/generate/write-film.mjs'))});
         const fs = (await import('node:fs/promises')).default;
         const { syncBuiltinESMExports } = await import('node:module');
         fs.writeFile = () => Promise.reject(Object.assign(new Error(), { code: 'EDQUOT' }));
         syncBuiltinESMExports();
         await writeFilm(${JSON.stringify(output)}, new Uint8Array(9), { cwd: '/', seed: 7, signal: new AbortController().signal, note() {} }).catch((error) => console.log(error.message));`,
      ],
      { encoding: 'utf8' },
    );
    mkdirSync(cwd);
    expect(lost.stdout.trim(), lost.stderr).toBe(
      `The film could not be written to ${at('clip.mp4')}: the disk quota is used up. It could not be kept anywhere else; free some space and make it again with --seed 7.`,
    );
  });

  it('fault 15: through a symbolic link the target gets the film, and the link stays', async () => {
    writeFileSync(at('elsewhere/target.mp4'), 'old');
    symlinkSync('elsewhere/target.mp4', at('link.mp4'));
    symlinkSync('elsewhere/new.mp4', at('to-nothing-yet.mp4'));
    await write('link.mp4');
    await write('to-nothing-yet.mp4');
    for (const link of ['link.mp4', 'to-nothing-yet.mp4']) {
      expect(lstatSync(at(link)).isSymbolicLink()).toBe(true);
      expect(text(link)).toBe('a film');
    }
    expect(text('elsewhere/target.mp4')).toBe('a film');
    expect(readdirSync(cwd).sort()).toEqual(['elsewhere', 'link.mp4', 'to-nothing-yet.mp4']);
  });

  it('fault 15: a file keeps its mode and its other names', async () => {
    writeFileSync(at('clip.mp4'), 'old', { mode: 0o600 });
    await write('clip.mp4');
    expect(statSync(at('clip.mp4')).mode & 0o777).toBe(0o600);
    linkSync(at('clip.mp4'), at('same.mp4'));
    writeFileSync(at('clip.mp4'), 'old');
    await write('clip.mp4');
    expect(text('same.mp4')).toBe('a film');
  });

  it('fault 15: a read-only file, a socket and a disk are refused', async () => {
    writeFileSync(at('clip.mp4'), 'dear to me');
    chmodSync(at('clip.mp4'), 0o444);
    symlinkSync('clip.mp4', at('link.mp4'));
    expect(await refusal('clip.mp4')).toContain('is write-protected. Make it writable');
    expect(await refusal('link.mp4')).toContain('is write-protected');
    expect(text('clip.mp4')).toBe('dear to me');
    const server = createServer().listen(at('socket.mp4'));
    await new Promise((resolve) => server.once('listening', resolve));
    expect(await refusal('socket.mp4')).toContain('is a socket. Name a file or a pipe.');
    await new Promise((resolve) => server.close(resolve));
  });

  it('fault 15: a named pipe is written into, also when its reader comes late', async () => {
    spawnSync('mkfifo', [at('pipe')]);
    const film = write('pipe');
    await new Promise((resolve) => setTimeout(resolve, 100));
    const reader = spawn('cat', [at('pipe')]);
    let heard = '';
    reader.stdout.on('data', (piece: Buffer) => (heard += piece.toString()));
    const closed = new Promise((resolve) => reader.once('close', resolve));
    await film;
    await closed;
    expect(heard).toBe('a film');
    expect(lstatSync(at('pipe')).isFIFO()).toBe(true);
  });

  it('fault 15: waiting for a reader ends with a signal, and the film is kept', async () => {
    spawnSync('mkfifo', [at('pipe')]);
    const stop = new AbortController();
    setTimeout(() => stop.abort(), 50);
    expect(await failure(write('pipe', { signal: stop.signal }))).toContain(`It is kept as ${path.join(elsewhere, 'kinora-7.mp4')}.`);
  });

  it('fault 15: a device takes the film and stays', async () => {
    await write('/dev/null');
    expect(statSync('/dev/null').isCharacterDevice()).toBe(true);
  });

  it('fault 15: standard output takes a film only where nothing else comes before it', async () => {
    vi.stubEnv('npm_lifecycle_event', 'generate');
    vi.stubEnv('npm_config_user_agent', 'npm/11.0.0');
    expect(await refusal('-')).toContain('Silence it: npm run --silent generate -- --out -');
    vi.stubEnv('npm_config_loglevel', 'silent');
    expect((await checkOutput('-', cwd, 1)).output).toEqual({ kind: 'stream', target: 1, shown: '-' });
  });

  it('takes a ~ that the shell has left for the home folder', () => {
    expect(resolveTyped(cwd, '~/clip.mp4')).toBe(path.join(homedir(), 'clip.mp4'));
    expect(resolveTyped(cwd, 'a~/größe 1.mp4')).toBe(at('a~/größe 1.mp4'));
    mkdirSync(at('~'));
    expect(resolveTyped(cwd, '~/clip.mp4')).toBe(at('~/clip.mp4'));
  });
});

// Only root may mount.
describe.runIf(process.platform === 'linux' && process.getuid?.() === 0)('a disk of its own', () => {
  let disk: string;
  let mounted: boolean;

  beforeEach(() => {
    disk = at('disk');
    mkdirSync(disk);
    mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'kinora-test', disk]).status === 0;
  });

  afterEach(() => {
    if (mounted) spawnSync('umount', [disk]);
  });

  it('fault 13: that is full is refused, one that is nearly full is warned of, and the film that does not fit is kept elsewhere', async ({ skip }) => {
    skip(!mounted, 'mounting is not allowed here');
    const { output, note } = await checkOutput('disk/clip.mp4', cwd, 4);
    expect(note).toContain(`are left on the disk of ${disk}. A film that does not fit is kept elsewhere.`);
    const large = new Uint8Array(200_000);
    const message = await failure(writeFilm(output, large, { cwd, seed: SEED, signal: new AbortController().signal, note: () => undefined }));
    expect(message).toContain(`no space is left on its disk. It is kept as ${at('kinora-7.mp4')}.`);
    expect(statSync(at('kinora-7.mp4')).size).toBe(large.length);
    expect(readdirSync(disk)).toEqual([]);
    writeFileSync(path.join(disk, 'filler'), new Uint8Array(61_440));
    expect(await refusal('disk/clip.mp4', 60)).toContain('too little for 60 seconds. Free some space');
  });

  it('fault 13: that is read-only is refused', async ({ skip }) => {
    skip(!mounted, 'mounting is not allowed here');
    writeFileSync(path.join(disk, 'old.mp4'), '');
    spawnSync('mount', ['-o', 'remount,ro', disk]);
    expect(await refusal('disk/clip.mp4')).toContain('its file system is read-only. Choose another with --out.');
    expect(await refusal('disk/old.mp4')).toContain('its file system is read-only');
  });
});
