import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadRules } from '../../../../cli/contract.mjs';
import { planFrom } from '../../../../cli/generate/arguments.mjs';
import { BadInputError, ClipError } from '../../../../cli/generate/failures.mjs';
import { findFlatFault } from '../../../../contract/check-request.js';
import { settingsOf } from '../../../../contract/request/clip-settings.js';
import { readSettings } from '../../../../contract/request/read-clip-settings.js';
import { settingsBox } from '../../../../contract/request/settings-box.js';
import { jsonEncodingOf } from '../../../../contract/input/text-encoding.js';
import { readTypedNumber } from '../../../../contract/input/typed-number.js';
import { LIMITS, newFilmOptions } from '../../../../contract/request/request.js';
import { FILE_FORMAT_NAMES, fileFormatOf } from '../../../../contract/stickers/file-formats.js';
import { FILM_SIZES } from '../../../../contract/request/film-sizes.js';
import { usualPlaces, usualTitlePlace } from '../../../../contract/request/layers/usual-places.js';
import { BACKENDS } from '../../../../contract/names.js';
import { pickDefined } from '../../../../contract/lib/pick-defined.js';
import { requestFromFlat } from '../../../../contract/request/flat-request.js';

let cwd: string;

const PACK = { id: 'starter', version: '1.0.0' };
const SAVED = { prompt: 'a cat', seconds: 3, seed: 9, steps: 6, motion: 0.5, loop: true } as const;

beforeAll(async () => {
  cwd = await mkdtemp(path.join(tmpdir(), 'kinora-arguments-'));
  await writeFile(path.join(cwd, 'empty.png'), '');
  await writeFile(path.join(cwd, 'picture.png'), 'not looked into here');
  await writeFile(path.join(cwd, 'scenes.json'), '[{"prompt":"a red apple","seconds":2},{"prompt":"a dog","seconds":3}]');
  await writeFile(path.join(cwd, 'long.json'), '[{"prompt":"a","seconds":100},{"prompt":"b","seconds":100}]');
  await writeFile(path.join(cwd, 'go-on.json'), '[{"prompt":"a red apple","seconds":2},{"prompt":"a red apple rolling","seconds":3,"start":"continue"}]');
  await writeFile(path.join(cwd, 'fade.json'), '[{"prompt":"a red apple","seconds":2,"start":"fade"}]');
  await writeFile(path.join(cwd, 'saved.mp4'), settingsBox(settingsOf(requestFromFlat(SAVED), PACK)));
  const scenes = [{ prompt: 'a cat', seconds: 2 }, { prompt: 'a dog', seconds: 1 }];
  await writeFile(path.join(cwd, 'saved-scenes.mp4'), settingsBox(settingsOf(requestFromFlat({ scenes, seconds: 3, seed: 9 }), PACK)));
  await writeFile(path.join(cwd, 'saved-picture.mp4'), settingsBox(settingsOf(requestFromFlat({ ...SAVED, image: new Blob() }), PACK)));
  await writeFile(path.join(cwd, 'broken.json'), '[{"prompt":');
});

afterAll(() => rm(cwd, { recursive: true }));

const plan = (...flags: string[]) => planFrom(flags, cwd, { BACKENDS, FILE_FORMAT_NAMES, FILM_SIZES, usualPlaces, usualTitlePlace, fileFormatOf, findFlatFault, jsonEncodingOf, newFilmOptions, pickDefined, readSettings, readTypedNumber });
const planClip = (...flags: string[]) => plan('--prompt', 'a red apple', '--out', 'clip.mp4', ...flags);

const DRAW = 'https://example.org/draw/';
const MOVE = 'https://example.org/move/';

describe('the rules of a request', () => {
  it('are those of the contract', async () => {
    const rules = await loadRules();
    const find = rules.findFlatFault;
    expect(await rules.readSettings(new Blob([settingsBox(settingsOf(requestFromFlat(SAVED), PACK))]))).toEqual(settingsOf(requestFromFlat(SAVED), PACK));
    const request = { prompt: 'a red apple', seconds: LIMITS.seconds.max, seed: 1 };
    expect(find(request)).toBeNull();
    const tooLong = { ...request, seconds: LIMITS.seconds.max + 1 };
    expect(find(tooLong)).toEqual(findFlatFault(tooLong));
    expect(find(tooLong)).not.toBeNull();
  });
});

async function expectRefusal(refused: Promise<unknown>, message: string): Promise<void> {
  const error: unknown = await refused.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (error instanceof ClipError) expect(error.code).toBe('bad-request');
  else expect(error).toBeInstanceOf(BadInputError);
  expect(error).toHaveProperty('message', expect.stringContaining(message));
  // One line: what is wrong, then what to do.
  expect(error).toHaveProperty('message', expect.stringMatching(/^[^\n]+\. [^\n]+\.$/));
}

describe('the flags of generate', () => {
  it('become a request', async () => {
    expect(await planClip('--seconds', '5', '--seed=7', '--steps', '3', '--backend', 'wasm', '--image', 'picture.png', '--json')).toEqual({
      request: { prompt: 'a red apple', seconds: 5, seed: 7, steps: 3, shadows: true },
      files: { image: path.join(cwd, 'picture.png') },
      layerPictures: [],
      out: { kind: 'file', path: path.join(cwd, 'clip.mp4'), shown: path.join(cwd, 'clip.mp4'), mode: null, inPlace: false },
      format: null,
      ending: 'mp4',
      backend: 'wasm',
      pack: null,
      draw: null,
      acceptLicence: false,
      madeWith: null,
      json: true,
      notes: [],
    });
  });

  it('name another file than the MP4, with its own ending', async () => {
    const named = (format: string, out: string) => plan('--prompt', 'a red apple', '--out', out, '--format', format);
    expect(await named('telegram-sticker', 'a.webm')).toMatchObject({ format: 'telegram-sticker', ending: 'webm' });
    expect(await named('line-sticker', 'a.png')).toMatchObject({ format: 'line-sticker', ending: 'png' });
    expect(await named('mp4', 'a.mp4')).toMatchObject({ format: null, ending: 'mp4' });
    await expectRefusal(named('telegram', 'a.webm'), '--format is "telegram". Use one of mp4, webm-alpha, apng, webp, gif, telegram-sticker, telegram-emoji,');
    await expectRefusal(named('whatsapp-sticker', 'a.mp4'), 'does not end in .webp');
  });

  it('leave length and seed to a default', async () => {
    const { request } = await planClip();
    expect(request.seconds).toBe(4);
    expect(request.seed).toBeGreaterThanOrEqual(LIMITS.seed.min);
    expect(request.seed).toBeLessThanOrEqual(LIMITS.seed.max);
  });

  it('name a model that the app offers, and accept its licence', async () => {
    expect(await planClip('--draw', 'sd-turbo', '--accept-licence')).toMatchObject({ draw: { offered: 'sd-turbo' }, pack: null, acceptLicence: true });
    await expectRefusal(planClip('--draw', 'sd-turbe'), 'There is no pack.json in');
  });

  it('take scenes from a file', async () => {
    const { request } = await plan('--scenes', 'scenes.json', '--seed', '1', '--out', 'clip.mp4');
    expect(request).toEqual({
      scenes: [
        { prompt: 'a red apple', seconds: 2 },
        { prompt: 'a dog', seconds: 3 },
      ],
      seconds: 5,
      seed: 1,
      shadows: true,
    });
  });

  it('say how a film starts, moves and ends', async () => {
    const { request, files } = await planClip('--motion', '1.5', '--extend', 'picture.png', '--end-image', 'picture.png', '--seed', '1');
    expect(request).toEqual({ prompt: 'a red apple', seconds: 4, seed: 1, motion: 1.5, shadows: true });
    expect(files).toEqual({ extend: path.join(cwd, 'picture.png'), endImage: path.join(cwd, 'picture.png') });
    expect((await planClip('--loop')).request.loop).toBe(true);
    const { scenes } = (await plan('--scenes', 'go-on.json', '--out', 'clip.mp4')).request;
    expect(scenes?.map(({ start }) => start)).toEqual([undefined, 'continue']);
  });

  it('leave shadows out of a film, and a film without them as it was', async () => {
    expect((await planClip('--no-shadows')).request.shadows).toBe(false);
    const from = async (...flags: string[]) => (await plan('--from', 'saved.mp4', '--out', 'clip.mp4', ...flags)).request;
    expect(await from()).not.toHaveProperty('shadows');
    expect(await from('--no-shadows')).toMatchObject({ shadows: false });
  });

  it('take over the settings of a clip, and change them', async () => {
    const from = (...flags: string[]) => plan('--from', 'saved.mp4', '--out', 'clip.mp4', ...flags);
    expect(await from()).toMatchObject({ request: SAVED, files: {}, madeWith: { pack: PACK } });
    expect((await from('--seed', '2', '--seconds', '5', '--motion', '1')).request).toEqual({ ...SAVED, seed: 2, seconds: 5, motion: 1 });
    expect((await from('--prompt', 'a dog')).request).toEqual({ ...SAVED, prompt: 'a dog' });
    const { request } = await from('--scenes', 'scenes.json');
    expect(request).toMatchObject({ seconds: 5, seed: 9, loop: true });
    expect(request).not.toHaveProperty('prompt');
    expect((await plan('--from', 'saved-scenes.mp4', '--prompt', 'a dog', '--out', 'clip.mp4')).request).toEqual({ prompt: 'a dog', seconds: 3, seed: 9 });
    expect((await plan('--from', 'saved-picture.mp4', '--image', 'picture.png', '--out', 'clip.mp4')).files).toHaveProperty('image');
  });

  it.each([
    [['--seed', '1.000'], { seed: 1000 }],
    [['--seed', '４２'], { seed: 42 }],
    [['--seconds', '4,5', '--seed', '٧'], { seconds: 4.5, seed: 7 }],
    [['--motion', '0,5', '--steps', '１２'], { motion: 0.5, steps: 12 }],
  ])('fault 22: read %j as a person would', async (flags, expected) => {
    expect((await planClip(...flags)).request).toMatchObject(expected);
  });

  it.each([
    [['--seed', '1e3'], '--seed is "1e3", which is not a number.'],
    [['--seed', '0x10'], '--seed is "0x10", which is not a number.'],
    [['--seconds', '1.500'], '--seconds is "1.500", which can be read as thousands or as decimals.'],
    [['--steps', '4s'], '--steps is "4s", which is not a number.'],
  ])('fault 22: refuse %j with the reason', async (flags, message) => {
    await expectRefusal(planClip(...flags), message);
  });

  it.each([
    ['https://example.org/packs/big', 'https://example.org/packs/big/'],
    ['https://example.org/packs/big/', 'https://example.org/packs/big/'],
    ['https://example.org/packs/big/pack.json', 'https://example.org/packs/big/'],
  ])('take the pack %s', async (flag, url) => {
    expect((await planClip('--pack', flag)).pack).toEqual({ url });
  });

  it.each([
    [['--draw', DRAW], null, { url: DRAW }],
    [['--draw', DRAW, '--move', MOVE], { url: MOVE }, { url: DRAW }],
    [['--draw', DRAW, '--pack', MOVE], { url: MOVE }, { url: DRAW }],
    // What moves alone needs something that draws, but not where a picture is given.
    [['--move', MOVE], { url: MOVE }, 'own'],
    [['--move', MOVE, '--image', 'picture.png'], { url: MOVE }, null],
  ])('take the models %j', async (flags, pack, draw) => {
    expect(await planClip(...flags)).toMatchObject({ pack, draw });
  });

  it.each([
    [['--prompt', '', '--out', 'clip.mp4'], 'The prompt is empty'],
    [['--prompt', '   ', '--out', 'clip.mp4'], 'The prompt is empty'],
    [['--out', 'clip.mp4'], 'The prompt is empty'],
    [['--prompt', 'x'.repeat(10_000), '--out', 'clip.mp4'], '10000 characters; the most is 500'],
    [['--prompt', 'a', '--scenes', 'scenes.json', '--out', 'clip.mp4'], 'Give one of the two.'],
    [['--scenes', 'scenes.json', '--seconds', '2', '--out', 'clip.mp4'], '--seconds does not go with scenes'],
    [['--scenes', 'fade.json', '--out', 'clip.mp4'], 'Scene 1: Its start is "fade"'],
    [['--from', 'none.mp4', '--out', 'clip.mp4'], 'There is no clip at'],
    [['--from', 'picture.png', '--out', 'clip.mp4'], 'holds no settings of Kinora'],
    [['--from', 'saved-picture.mp4', '--out', 'clip.mp4'], 'Give that picture with --image.'],
    [['--from', 'saved-scenes.mp4', '--seconds', '2', '--out', 'clip.mp4'], '--seconds does not go with scenes'],
    [['--scenes', 'long.json', '--out', 'clip.mp4'], '200 seconds long together; the most is 120'],
    [['--scenes', 'broken.json', '--out', 'clip.mp4'], 'is not JSON'],
    [['--scenes', 'none.json', '--out', 'clip.mp4'], 'cannot be read'],
    [['--prompt', 'a'], 'Say where to write'],
    [['--prompt', 'a', '--out', 'nowhere/clip.mp4'], 'does not exist. Create it'],
    [['--prompt', 'a', '--out', 'clip.gif'], 'does not end in .mp4'],
    [['a red apple'], 'Put the prompt in quotes'],
  ])('refuse %j', async (flags, message) => {
    await expectRefusal(plan(...flags), message);
  });

  it.each([
    [['--seconds', '0'], 'Seconds is 0; the least is 0.5.'],
    [['--seconds', '-1'], 'Seconds is -1; the least is 0.5.'],
    [['--seconds', 'NaN'], '--seconds is "NaN", which is not a number.'],
    [['--seconds', ''], '--seconds is empty.'],
    [['--seconds', '10000'], 'Seconds is 10000; the most is 120.'],
    [['--seconds', 'Infinity'], '--seconds is "Infinity", which is not a number.'],
    [['--seed', '-1'], 'Seed is -1.'],
    [['--seed', '4294967296'], 'whole number from 0 to 4294967295'],
    [['--seed', '0.5'], '--seed is "0.5", which is not a whole number.'],
    [['--steps', '0'], 'whole number from 1 to 50'],
    [['--backend', 'cuda'], 'Use webgpu or wasm.'],
    [['--image', 'none.png'], 'There is no picture at'],
    [['--image', 'empty.png'], 'is empty'],
    [['--pack', '.'], 'There is no pack.json in'],
    [['--pack', 'https://'], 'is not a URL'],
    [['--draw', '.'], 'Give the folder that holds it with --draw.'],
    [['--move', 'https://'], 'Check the address given with --move.'],
    [['--pack', MOVE, '--move', MOVE], '--pack and --move are both given.'],
    [['--loop', '--end-image', 'picture.png'], 'cannot both loop and end with a picture'],
    [['--image', 'picture.png', '--extend', 'picture.png'], 'both a picture and a video'],
    [['--end-image', 'none.png'], 'Check the path given with --end-image.'],
    [['--extend', 'none.mp4'], 'There is no video at'],
    [['--extend', 'empty.png'], 'The video'],
    [['--motion', '3'], 'motion is 3'],
    [['--motion', 'much'], '--motion is "much", which is not a number.'],
    [['--colour', 'red'], 'There is no flag --colour.'],
    [['--steps'], 'not given as it should be'],
  ])('refuse %j beside a good prompt', async (flags, message) => {
    await expectRefusal(planClip(...flags), message);
  });
});
