import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { readSettings } from '../../../contract/request/read-clip-settings.js';
import { LAYERS_PACK, generate, lastJson, type CommandResult } from './generate-command.js';
import { expectSound, readClip } from '../read-clip.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'kinora-layers-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const layered = (...flags: string[]): Promise<CommandResult> => generate(folder, '--pack', LAYERS_PACK, '--backend', 'wasm', ...flags);
const framesOf = ({ stderr }: CommandResult): string => /frames ([0-9a-f]{64})/.exec(stderr)?.[1] ?? 'none told';

it('two layers and a title make a film of the asked size and rate, which comes back from its file', async () => {
  const flags = ['--prompt', 'on a green background', '--hide-subject', '--layer', 'a red apple bouncing at 0.3,0.6 size 0.7', '--layer', 'a red apple bouncing at 0.7,0.6 size 0.5 turn 20 from 0.2', '--title', 'Hello at 0.5,0.2 size 0.2 motion pop'];
  const made = await layered(...flags, '--size', '16:9', '--fps', '24', '--seconds', '1', '--seed', '7', '--out', 'film.mp4', '--json');
  expect(made, made.stderr).toMatchObject({ code: 0 });
  expect(lastJson(made)).toMatchObject({ width: 1024, height: 576, fps: 24, frames: 24, seconds: 1 });
  const bytes = await readFile(path.join(folder, 'film.mp4'));
  const clip = await readClip(bytes);
  expectSound(clip, { seconds: 1, fps: 24 });
  expect(clip).toMatchObject({ width: 1024, height: 576 });
  expect(await readSettings(new Blob([bytes]))).toMatchObject({ hideSubject: true, size: { width: 1024, height: 576 }, fps: 24, layers: [{ x: 0.3 }, { turn: 20, start: 0.2 }, { text: 'Hello', titleMotion: 'pop' }] });
  const again = await layered('--from', 'film.mp4', '--out', 'again.mp4');
  expect(framesOf(again), again.stderr).toBe(framesOf(made));
});

it('a transparent film of layers alone becomes a sticker, from a record in a scenes file', async () => {
  const layers = [{ prompt: 'a red apple bouncing', x: 0.5, y: 0.5, size: 0.8 }, { text: 'Hi', x: 0.5, y: 0.9, size: 0.15, titleMotion: 'wave' }];
  await writeFile(path.join(folder, 'film.json'), JSON.stringify({ scenes: [{ prompt: '', seconds: 1 }], transparent: true, hideSubject: true, size: { width: 256, height: 256 }, layers }));
  const made = await layered('--scenes', 'film.json', '--seed', '7', '--format', 'telegram-sticker', '--out', 'sticker.webm', '--json');
  expect(made, made.stderr).toMatchObject({ code: 0 });
  expect(lastJson(made)).toMatchObject({ format: 'telegram-sticker', frames: 12, width: 256, height: 256 });
});

it('a title alone is drawn, and takes no prompt', async () => {
  const titled = (text: string) => layered('--transparent', '--hide-subject', '--title', text, '--size', '128x128', '--seconds', '0.5', '--seed', '7', '--out', 'title.mp4');
  const [hi, ho] = [await titled('Hi at 0.5,0.5 size 0.5'), await titled('Ho at 0.5,0.5 size 0.5')];
  expect(hi, hi.stderr).toMatchObject({ code: 0 });
  expect(framesOf(ho), ho.stderr).toMatch(/^[0-9a-f]{64}$/);
  // Nothing else is in these films.
  expect(framesOf(ho)).not.toBe(framesOf(hi));
});
