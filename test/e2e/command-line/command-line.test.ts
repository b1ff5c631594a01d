import { cp, mkdtemp, readFile, readdir, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PackManifest1 } from '../../../contract/pack/manifest-1.js';
import { TINY_PACK, generate, lastJson, type CommandResult } from './generate-command.js';
import { grayPng } from '../studio/gray-png.js';
import { expectSound, ffprobe, readClip } from '../read-clip.js';

const PROMPT = 'a red apple bouncing on a green background';
const FPS = 12;

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'kinora-cli-'));
});

afterEach(() => rm(folder, { recursive: true, force: true }));

const tiny = (...flags: string[]) => generate(folder, '--pack', TINY_PACK, '--backend', 'wasm', '--out', 'clip.mp4', ...flags);

/** The fingerprint of the frames, which the command tells on standard error. */
const framesOf = ({ stderr }: CommandResult): string => /frames ([0-9a-f]{64})/.exec(stderr)?.[1] ?? 'none told';

describe('npm run generate', () => {
  it('writes a clip and says in one line of JSON what it is', async () => {
    const result = await tiny('--prompt', PROMPT, '--seconds', '2', '--seed', '7', '--json');
    expect(result, result.stderr).toMatchObject({ code: 0 });
    const report = lastJson(result);
    const file = path.join(folder, 'clip.mp4');
    expect(Object.keys(report)).toEqual(['file', 'seconds', 'frames', 'width', 'height', 'fps', 'codec', 'backend', 'adapter', 'timings', 'peakMemoryMB']);
    expect(Object.keys(report.timings)).toEqual(['load', 'text', 'image', 'video', 'decode', 'encode', 'total']);
    expect(report).toMatchObject({ file, fps: FPS, backend: 'wasm' });
    expect(report.timings.total).toBeGreaterThan(report.timings.load);
    expect(report.timings.load).toBeGreaterThan(0);
    if (process.platform !== 'win32') expect(report.peakMemoryMB).toBeGreaterThan(50);

    const clip = await readClip(await readFile(file));
    expectSound(clip, { seconds: 2, fps: FPS });
    expect(clip.timestamps).toHaveLength(report.frames);
    expect(clip).toMatchObject({ width: report.width, height: report.height });
    expect(report.codec).toBe({ avc: 'h264', vp9: 'vp9', av1: 'av1' }[clip.codec]);
    expect(await readdir(folder)).toEqual(['clip.mp4']);

    const probed = ffprobe(file);
    if (probed === null) {
      console.warn('SKIPPED: the second opinion of ffprobe, which is not installed.');
    } else {
      const { codec, width, height, frames } = report;
      expect(probed).toMatchObject({ codec, width, height, frames, rate: `${FPS}/1`, averageRate: `${FPS}/1` });
      expect(Math.abs(probed.duration - 2)).toBeLessThanOrEqual(1 / FPS + 0.001);
    }
  });

  it('gives the same frames for the same seed and others for another', async () => {
    const clip = (seed: string) => tiny('--prompt', PROMPT, '--seconds', '0.5', '--seed', seed);
    const [first, again, other] = [await clip('7'), await clip('7'), await clip('8')];
    expect(framesOf(first), first.stderr).toMatch(/^[0-9a-f]{64}$/);
    expect(framesOf(again)).toBe(framesOf(first));
    expect(framesOf(other)).not.toBe(framesOf(first));
  });

  it('writes a sticker in the place of the clip, and says what it is', async () => {
    const result = await generate(folder, '--pack', TINY_PACK, '--backend', 'wasm', '--prompt', PROMPT, '--seconds', '1', '--seed', '7', '--json', '--format', 'whatsapp-sticker', '--out', 'sticker.webp');
    expect(result, result.stderr).toMatchObject({ code: 0 });
    const bytes = await readFile(path.join(folder, 'sticker.webp'));
    expect(bytes.subarray(8, 16).toString()).toBe('WEBPVP8X');
    expect(lastJson(result)).toMatchObject({ format: 'whatsapp-sticker', bytes: bytes.length, sticker: { frames: FPS, width: 512, height: 512 } });
    const refused = await generate(folder, '--pack', TINY_PACK, '--backend', 'wasm', '--prompt', PROMPT, '--seconds', '1', '--seed', '7', '--format', 'line-sticker', '--out', 'sticker.png');
    expect(refused).toMatchObject({ code: 2, stderr: expect.stringContaining('LINE takes transparent stickers only') as string });
    const unknown = await generate(folder, '--prompt', PROMPT, '--format', 'sticker', '--out', 'sticker.png');
    expect(unknown).toMatchObject({ code: 2, stderr: expect.stringContaining('Use one of mp4, webm-alpha, apng, webp, gif, telegram-sticker') as string });
  });

  it('starts from a picture', async () => {
    await writeFile(path.join(folder, 'in.png'), grayPng(200, 100));
    const result = await tiny('--prompt', PROMPT, '--seconds', '1', '--seed', '7', '--image', 'in.png');
    expect(result, result.stderr).toMatchObject({ code: 0 });
    expectSound(await readClip(await readFile(path.join(folder, 'clip.mp4'))), { seconds: 1, fps: FPS });
  });

  it('loops, makes the same clip again from the settings inside it, and goes on from it', async () => {
    const loop = await tiny('--prompt', PROMPT, '--seconds', '1', '--seed', '7', '--loop', '--motion', '1.5');
    expect(loop, loop.stderr).toMatchObject({ code: 0 });
    const again = await generate(folder, '--pack', TINY_PACK, '--backend', 'wasm', '--from', 'clip.mp4', '--out', 'again.mp4');
    expect(framesOf(again), again.stderr).toBe(framesOf(loop));
    const longer = await tiny('--prompt', PROMPT, '--seconds', '0.5', '--seed', '8', '--extend', 'again.mp4');
    expect(longer, longer.stderr).toMatchObject({ code: 0 });
    expectSound(await readClip(await readFile(path.join(folder, 'clip.mp4'))), { seconds: 1.5, fps: FPS });
  });

  it('films scene after scene', async () => {
    await writeFile(
      path.join(folder, 'scenes.json'),
      JSON.stringify([
        { prompt: PROMPT, seconds: 1 },
        { prompt: PROMPT, seconds: 1.5, start: 'continue' },
      ]),
    );
    const result = await generate(folder, '--pack', TINY_PACK, '--backend', 'wasm', '--scenes', 'scenes.json', '--seed', '7', '--out', 'clip.mp4');
    expect(result, result.stderr).toMatchObject({ code: 0 });
    expectSound(await readClip(await readFile(path.join(folder, 'clip.mp4'))), { seconds: 2.5, fps: FPS });
  });
});

/** Exit code 2, a last line that says how to mend it, and no file. */
async function expectRefusal(result: CommandResult, message: RegExp): Promise<void> {
  expect(result.code, result.stderr).toBe(2);
  expect(result.stdout).toBe('');
  const lines = result.stderr.trimEnd().split('\n');
  expect(lines.at(-1)).toMatch(message);
  expect(lines.at(-1)).toMatch(/\. .+\.$/);
  expect((await readdir(folder)).filter((name) => /\.(mp4|part)$/.test(name))).toEqual([]);
}

describe('npm run generate refuses', () => {
  it.each([
    ['an empty prompt', ['--prompt', ''], /empty/],
    ['a prompt of 10,000 characters', ['--prompt', 'apple '.repeat(1700)], /characters; the most is 500/],
    ['a prompt without a known word', ['--prompt', 'xyzzy plugh frobnicate'], /know/i],
    ['no seconds', ['--prompt', PROMPT, '--seconds', '0'], /Seconds is 0/],
    ['negative seconds', ['--prompt', PROMPT, '--seconds', '-1'], /Seconds is -1/],
    ['seconds that are no number', ['--prompt', PROMPT, '--seconds', 'NaN'], /not a number/],
    ['10,000 seconds', ['--prompt', PROMPT, '--seconds', '10000'], /the most is 120/],
    ['a seed out of range', ['--prompt', PROMPT, '--seed', '4294967296'], /4294967295/],
    ['motion out of range', ['--prompt', PROMPT, '--motion', '3'], /motion is 3/],
  ])('%s', async (_, flags, message) => {
    await expectRefusal(await tiny(...flags), message);
  });

  it('an output folder that does not exist', async () => {
    const result = await generate(folder, '--prompt', PROMPT, '--out', 'nowhere/clip.mp4');
    await expectRefusal(result, /nowhere does not exist/);
  });

  it('fault 5: a background that is no colour', async () => {
    await writeFile(path.join(folder, 'in.png'), grayPng(64, 64));
    await expectRefusal(await tiny('--prompt', PROMPT, '--image', 'in.png', '--background', 'transparent'), /"transparent".*#1a2b3c/);
  });

  it('a video that is none', async () => {
    await writeFile(path.join(folder, 'in.webm'), 'this is text');
    await expectRefusal(await tiny('--prompt', PROMPT, '--extend', 'in.webm'), /not a video that this browser can read/);
  });

  it.each([
    ['that is no image', Buffer.from('this is text'), /not a picture/],
    ['of one pixel', grayPng(1, 1), /1x1 .*16/],
    ['of 20,000 pixels a side', grayPng(20_000, 20_000), /20000x20000 .*256 megapixels/],
  ])('a picture %s', async (_, bytes, message) => {
    await writeFile(path.join(folder, 'in.png'), bytes);
    await expectRefusal(await tiny('--prompt', PROMPT, '--image', 'in.png'), message);
  });
});

describe('npm run generate refuses a pack', () => {
  let pack: string;
  let manifest: PackManifest1;

  beforeEach(async () => {
    pack = path.join(folder, 'pack');
    await cp(TINY_PACK, pack, { recursive: true });
    manifest = JSON.parse(await readFile(path.join(pack, 'pack.json'), 'utf8')) as PackManifest1;
  });

  const graphFile = () => path.join(pack, manifest.graphs.imageToVideo.variants[0]!.file);
  const withPack = () => generate(folder, '--pack', pack, '--backend', 'wasm', '--prompt', PROMPT, '--out', 'clip.mp4');

  it('with a wrong hash', async () => {
    const bytes = await readFile(graphFile());
    const middle = bytes.length >> 1;
    bytes[middle] = bytes[middle]! ^ 1;
    await writeFile(graphFile(), bytes);
    await expectRefusal(await withPack(), new RegExp(path.basename(graphFile())));
  });

  it('with a truncated graph', async () => {
    await truncate(graphFile(), 1000);
    await expectRefusal(await withPack(), new RegExp(path.basename(graphFile())));
  });

  it('with a missing file', async () => {
    await rm(graphFile());
    await expectRefusal(await withPack(), new RegExp(path.basename(graphFile())));
  });

  it('of an unknown format version', async () => {
    await writeFile(path.join(pack, 'pack.json'), JSON.stringify({ ...manifest, format: 'kinora-pack/99' }));
    await expectRefusal(await withPack(), /kinora-pack\/99/);
  });

  it('whose manifest is not JSON', async () => {
    await writeFile(path.join(pack, 'pack.json'), '{ "format": ');
    await expectRefusal(await withPack(), /pack\.json/);
  });

  it('that is not there', async () => {
    await rm(path.join(pack, 'pack.json'));
    await expectRefusal(await withPack(), /no pack\.json/);
  });
});
