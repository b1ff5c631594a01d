import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { settingsOf, type ClipSettings } from '../../../../contract/request/clip-settings.js';
import { parseClipSettings, readSettings } from '../../../../contract/request/read-clip-settings.js';
import { settingsBox } from '../../../../contract/request/settings-box.js';
import { requestFor } from '../../../fixtures/request-for.js';

const PACK = { id: 'starter', version: '1.0.0' };
const REQUEST = requestFor('a "red" äpple 🍎', 4, { steps: 6, motion: 1.5, ending: { kind: 'loop' }, format: 'vp9' });
const FILM = await readFile(new URL('../../../fixtures/fake-film.mp4', import.meta.url));

const filmWith = (...boxes: Uint8Array<ArrayBuffer>[]): Blob => new Blob([FILM, ...boxes]);
const box = (type: string, size: number): Uint8Array<ArrayBuffer> => {
  const bytes = new Uint8Array(size);
  new DataView(bytes.buffer).setUint32(0, size);
  bytes.set(new TextEncoder().encode(type), 4);
  return bytes;
};

describe('settings inside an MP4', () => {
  it('come back as they were written, whatever the prompt is', async () => {
    const settings = settingsOf(REQUEST, PACK);
    const read = await readSettings(filmWith(settingsBox(settings)));
    expect(read).toEqual(settings);
    expect(read).toEqual({ kinora: 1, prompt: 'a "red" äpple 🍎', seconds: 4, seed: 7, steps: 6, motion: 1.5, loop: true, format: 'vp9', needs: [], pack: PACK });
  });

  it('come back with scenes, and say which pictures are needed again', async () => {
    const scenes = [{ prompt: 'a cat', seconds: 2 }, { prompt: 'a cat spins', seconds: 3, start: 'continue' as const }];
    const file = { blob: new Blob(), background: 'white' };
    const request = requestFor(scenes, 99, { start: { kind: 'image', file }, ending: { kind: 'image', file: { ...file, background: 'black' } } });
    const read = await readSettings(filmWith(settingsBox(settingsOf(request, PACK))));
    expect(read).toEqual({ kinora: 1, scenes, seconds: 5, seed: 7, background: 'white', endBackground: 'black', needs: ['image', 'endImage'], pack: PACK });
  });

  it('come back with the models of the film', async () => {
    const models = { draw: { id: 'painter', version: '2', title: 'Painter ö', address: 'https://models.example/painter/' }, move: { id: 'starter', version: '1.0.0', title: 'Starter' } };
    const settings = settingsOf(REQUEST, { id: 'painter+starter', version: '2+1.0.0' }, models);
    expect((await readSettings(filmWith(settingsBox(settings))))?.models).toEqual(models);
    const tampered = { ...settings, models: { ...models, draw: { ...models.draw, address: 'javascript:alert(1)' } } };
    expect(parseClipSettings(JSON.stringify(tampered))).toBeNull();
  });

  it('are found between other boxes, also behind one of 64-bit size', async () => {
    const wide = box('free', 40);
    new DataView(wide.buffer).setUint32(0, 1);
    new DataView(wide.buffer).setBigUint64(8, 40n);
    const read = await readSettings(filmWith(wide, settingsBox(settingsOf(REQUEST, PACK)), box('free', 20)));
    expect(read?.seed).toBe(7);
  });

  it.each<[string, Blob]>([
    ['an empty file', new Blob()],
    ['text', new Blob(['just some text that is longer than a header of a box'])],
    ['an MP4 of somebody else', filmWith()],
    ["somebody else's uuid box", filmWith(box('uuid', 60))],
    ['a box of a size that cannot be', new Blob([box('ftyp', 16).fill(0, 0, 4).fill(3, 3, 4)])],
    ['a box that ends too early', new Blob([FILM, settingsBox(settingsOf(REQUEST, PACK)).slice(0, 100)])],
    ['zeros', new Blob([new Uint8Array(4096)])],
  ])('are not found in %s', async (_, file) => {
    expect(await readSettings(file)).toBeNull();
  });

  it.each<[string, unknown]>([
    ['no JSON', undefined],
    ['a list', []],
    ['another version', { ...settingsOf(REQUEST, PACK), kinora: 2 }],
    ['no pack', { ...settingsOf(REQUEST, PACK), pack: null }],
    ['seconds that are text', { ...settingsOf(REQUEST, PACK), seconds: '4' }],
    ['a seed that cannot be', { ...settingsOf(REQUEST, PACK), seed: -1 }],
    ['a format that cannot be', { ...settingsOf(REQUEST, PACK), format: 'gif' }],
    ['scenes that are no records', { ...settingsOf(REQUEST, PACK), prompt: undefined, scenes: [null] }],
    ['too many seconds', { ...settingsOf(REQUEST, PACK), seconds: 1e9 }],
  ])('are not believed with %s', (_, settings) => {
    expect(parseClipSettings(settings === undefined ? '{' : JSON.stringify(settings))).toBeNull();
  });

  it('keep nothing that is not asked for, and touch no prototype', () => {
    const hostile = `{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},${JSON.stringify(settingsOf(REQUEST, PACK)).slice(1, -1)},"extra":"x","needs":["image","__proto__"]}`;
    const read = parseClipSettings(hostile) as ClipSettings;
    expect(Object.keys(read).sort()).toEqual(['format', 'kinora', 'loop', 'motion', 'needs', 'pack', 'prompt', 'seconds', 'seed', 'steps']);
    expect(read.needs).toEqual(['image']);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });
});
