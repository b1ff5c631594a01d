import { readFile } from 'node:fs/promises';
import { unzipSync } from 'fflate';
import { beforeAll, describe, expect, it } from 'vitest';
import { kinoraError, type KinoraError } from '../../../../../../contract/errors.js';
import { settingsBox } from '../../../../../../contract/request/settings-box.js';
import { MANIFEST_NAME } from '../../../../../../src/features/gallery/archive/archive.js';
import { Gallery } from '../../../../../../src/features/gallery/gallery.js';
import { describeFilm } from '../../../../../../workers/converter/film/film-reader.js';
import { packZip, type PackedAs, type ZipAs } from './pack-zip.js';
import { toyClip } from '../../../../../fixtures/page/toy-film.js';

const FILM = await readFile(new URL('../../../../../fixtures/fake-film.mp4', import.meta.url));

/** A real MP4 with the settings of a film inside. */
const filmFile = (seed: number): Blob => new Blob([FILM, settingsBox(toyClip('x', { seed }).metadata.settings)], { type: 'video/mp4' });

const visit = (): Gallery =>
  new Gallery({
    openFilmStore: () => Promise.reject(new Error('Only memory here.')),
    makePoster: async () => null,
    describe: (video) => describeFilm(video).catch(() => null),
    estimate: async () => null,
    persist: async () => undefined,
    otherTabs: null,
  });

const files: Record<string, Uint8Array> = {};
const TITLES = ['Größe', '夕焼け', 'x'];

// What "Save all as one file" makes of three films, as files on a disk.
beforeAll(async () => {
  const gallery = visit();
  for (const [index, title] of TITLES.entries()) {
    const clip = { ...toyClip(`${index}1e44e23-film`, { seed: index }), file: filmFile(index) };
    await gallery.keep(clip);
    await gallery.rename(clip.id, title);
  }
  const [archive] = await gallery.saveAll();
  Object.assign(files, unzipSync(new Uint8Array(await archive!.arrayBuffer())));
  expect(Object.keys(files)).toHaveLength(4);
});

async function load(...archives: readonly (Uint8Array<ArrayBuffer> | Blob)[]) {
  const gallery = visit();
  await gallery.load(...archives.map((archive) => (archive instanceof Blob ? archive : new Blob([archive]))));
  const { films, outcome, error } = gallery.store.getState();
  const whole = await Promise.all(films.map(async (film) => (await gallery.file(film.id))?.size === film.bytes && film.bytes > FILM.length));
  return { titles: films.map(({ title }) => title).sort(), seeds: films.map(({ settings }) => settings.seed).sort(), whole: whole.every(Boolean), films, outcome, error, gallery };
}

const mapNames = (rename: (name: string) => string): Record<string, Uint8Array> => Object.fromEntries(Object.entries(files).map(([name, data]) => [rename(name), data]));

const without = (wanted: (name: string) => boolean): Record<string, Uint8Array> => Object.fromEntries(Object.entries(files).filter(([name]) => wanted(name)));

/** The newest comes first. */
const videoNames = (): string[] => Object.keys(files).filter((name) => name.endsWith('.mp4'));
const seedOf = (name: string): number => Number(/-(\d)-/.exec(name)?.[1]);

const inDir = (folder: string) => mapNames((name) => `${folder}/${name}`);

const text = (content: string): Uint8Array => new TextEncoder().encode(content);

/** What a German, a Japanese and an old American program make of the names. */
const CODE_PAGES: Record<string, (name: string) => Uint8Array> = {
  'code page 437': (name) => Uint8Array.from(Array.from(name).flatMap((letter) => ({ ö: [0x94], ß: [0xe1], 夕: [0x3f], 焼: [0x3f], け: [0x3f] })[letter] ?? [letter.charCodeAt(0)])),
  'code page 932': (name) => Uint8Array.from(Array.from(name).flatMap((letter) => ({ ö: [0x3f], ß: [0x3f], 夕: [0x97, 0x5b], 焼: [0x8f, 0xc4], け: [0x82, 0xaf] })[letter] ?? [letter.charCodeAt(0)])),
};

const packed = (contents: () => Record<string, Uint8Array>, as?: ZipAs) => () => packZip(contents(), as).bytes;
const asEach = (as: PackedAs): ZipAs => ({ entries: as });

describe('archives of films that were packed again', () => {
  it.each<[string, () => Uint8Array<ArrayBuffer>]>([
    ['in a folder, by macOS', packed(() => ({
      'kinora-films/': text(''), ...inDir('kinora-films'), 'kinora-films/.DS_Store': text('x'), '__MACOSX/kinora-films/._kinora-gallery.json': text('x'),
      [`__MACOSX/kinora-films/films/._x-2-21e44e23.mp4`]: text('Mac OS X'), 'kinora-films/films/._x-2-21e44e23.mp4': text('x'),
    }), asEach({ deflated: true, described: 'signed' }))],
    ['in folders of folders', packed(() => inDir('a/b/c'))],
    ['with "\\" between folders', packed(() => mapNames((name) => `kinora-films\\${name.replaceAll('/', '\\')}`), asEach({ deflated: true }))],
    ['with "./" before every name', packed(() => inDir('.'))],
    ['with letters taken apart', packed(() => mapNames((name) => name.normalize('NFD')))],
    ['without folders', packed(() => mapNames((name) => name.slice(name.lastIndexOf('/') + 1)))],
    ['deflated', packed(() => files, asEach({ deflated: true }))],
    ['as a stream', packed(() => files, asEach({ described: 'signed' }))],
    ['as a stream of the older kind', packed(() => files, asEach({ described: 'bare', deflated: true }))],
    ['with 64-bit fields', packed(() => files, asEach({ zip64: true }))],
    ['with a comment at the end', packed(() => files, { comment: text('packed by PK\u0005\u0006 and others, in 2026') })],
    ['behind a program that unpacks it', packed(() => files, { before: text('MZ program') })],
    ['behind a program, with 64-bit fields', packed(() => files, { before: text('MZ program'), entries: { zip64: true } })],
    ...Object.entries(CODE_PAGES).map(([name, encode]): [string, () => Uint8Array<ArrayBuffer>] => [`with names in ${name}`, packed(() => files, { entries: (entry) => ({ nameBytes: encode(entry) }) })]),
    ['with new names of videos', () => {
      let count = 0;
      // Of sizes that tell them apart.
      return packZip(mapNames((name) => (name.endsWith('.mp4') ? `films/Video ${++count}.MP4` : name))).bytes;
    }],
    ['in an archive', packed(() => ({ 'backup/kinora-films.zip': packZip(files).bytes, 'notes.txt': text('x') }), asEach({ deflated: true }))],
    ['in two archives in an archive', packed(() => ({
      'one.zip': packZip(without((name) => !name.includes('x-2'))).bytes, 'two.zip': packZip(without((name) => name.includes('x-2') || !name.endsWith('.mp4'))).bytes,
    }))],
  ])('fault 11: %s are read', async (what, archive) => {
    const { titles, seeds, whole, error, outcome } = await load(archive());
    expect(error).toBeNull();
    if (!what.startsWith('in two') && !what.startsWith('with new')) expect(outcome).toBe('3 films were added.');
    expect(seeds).toEqual([0, 1, 2]);
    if (!what.startsWith('with new')) expect(titles).toEqual([...TITLES].sort());
    expect(whole).toBe(true);
  });

  it('fault 11: several files are added together, and what is in two of them once', async () => {
    const [one, all] = [packZip(without((name) => !/films\/(?:夕|x)/.test(name))).bytes, packZip(inDir('again')).bytes];
    const { titles, outcome, error } = await load(one, all);
    expect({ titles, outcome, error }).toEqual({ titles: [...TITLES].sort(), outcome: '3 films were added. 1 was here already. 2 are damaged and were left out.', error: null });
  });

  it('a video of the size of a missing one is not taken for it', async () => {
    const [first] = videoNames();
    const other = (seedOf(first!) + 5) % 10;
    const { titles, seeds } = await load(packZip({ ...without((name) => name === MANIFEST_NAME), 'films/new.mp4': new Uint8Array(await filmFile(other).arrayBuffer()) }).bytes);
    expect({ titles, seeds }).toEqual({ titles: [''], seeds: [other] });
  });

  it('fault 11: videos without a list are films by the settings inside them, and added once', async () => {
    const videos = { 'A/one.mp4': new Uint8Array(await filmFile(5).arrayBuffer()), 'two.MP4': new Uint8Array(await filmFile(6).arrayBuffer()), 'other.mp4': new Uint8Array(FILM), 'a.txt': text('x') };
    const { bytes } = packZip(videos, asEach({ deflated: true }));
    const { gallery, films, outcome, whole } = await load(bytes);
    expect(outcome).toBe('2 films were added. 1 video was not made by Kinora and was left out.');
    expect(whole).toBe(true);
    expect(films[0]).toMatchObject({ settings: { subject: { prompt: 'a fox x', seconds: 2 }, seed: 5 }, metadata: { width: 128, height: 128, fps: 12, codec: 'h264', pack: { id: 'toy' } } });
    expect(films[0]!.metadata.seconds).toBeCloseTo(films[0]!.metadata.frames / 12, 5);
    await gallery.load(new Blob([bytes]), filmFile(6));
    expect(gallery.store.getState().outcome).toContain('0 films were added. 3 were here already.');
  });

  it('fault 11: one video alone is a film, and is known when it was saved from here', async () => {
    const { films, outcome, gallery } = await load(filmFile(9));
    expect(outcome).toBe('1 film was added.');
    expect(films[0]!.settings).toMatchObject({ subject: { prompt: 'a fox x' }, seed: 9 });
    await gallery.keep({ ...toyClip('mine', { seed: 10 }), file: filmFile(10), metadata: toyClip('x', { seed: 10 }).metadata });
    await gallery.load(filmFile(10));
    expect(gallery.store.getState().outcome).toBe('0 films were added. 1 was here already.');
    const foreign = await load(new Blob([FILM]));
    expect(foreign.error).toMatchObject({ code: 'archive-of-others' });
  });

  it.each<[string, () => Uint8Array<ArrayBuffer>, KinoraError]>([
    ['a password', packed(() => files, asEach({ locked: true })), kinoraError('archive-locked', {})],
    ['a password of AES', packed(() => files, asEach({ locked: true, method: 99 })), kinoraError('archive-locked', {})],
    ['a password on videos alone', packed(() => files, { entries: (name) => ({ locked: name.endsWith('.mp4') }) }), kinoraError('archive-locked', {})],
    ['a password on an archive in an archive', packed(() => ({ 'films.zip': packZip(files).bytes }), asEach({ locked: true })), kinoraError('archive-locked', {})],
    ['7z', () => Uint8Array.from([0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c, 0, 4]), kinoraError('archive-format-unsupported', { format: '7z' })],
    ['RAR', () => Uint8Array.from([...text('Rar!'), 0x1a, 7, 1, 0]), kinoraError('archive-format-unsupported', { format: 'RAR' })],
    ['no films', packed(() => ({ 'a.txt': text('x') })), kinoraError('archive-without-films', {})],
    ['other videos', packed(() => ({ 'a.mp4': new Uint8Array(FILM) })), kinoraError('archive-of-others', {})],
  ])('fault 11: of %s are refused with a reason and a way', async (_, archive, refusal) => {
    const { error, films, outcome } = await load(archive());
    expect(error).toEqual(refusal);
    expect({ films, outcome }).toEqual({ films: [], outcome: '' });
  });

  it('fault 11: packed in part by another method, or behind a password, give the rest', async () => {
    const { seeds, outcome } = await load(packZip(files, { entries: (name) => (name.includes('x-2') ? { method: 9 } : name.includes('Gr') ? { locked: true } : {}) }).bytes);
    expect(seeds).toEqual([1]);
    expect(outcome).toBe(
      '1 film was added. 1 is protected by a password: unpack the file and add the videos. 1 is packed in a way that is not read here: unpack the file and add the videos.',
    );
  });
});

describe('archives that were cut short', () => {
  const kinds: [string, PackedAs][] = [['stored', {}], ['deflated', { deflated: true }], ['a stream', { described: 'signed' }], ['an old stream', { described: 'bare' }], ['a stream of 64 bits', { described: 'signed-64' }], ['64 bits', { zip64: true }]];

  it.each(kinds)('fault 11: of the kind "%s" give their whole films, and say how many are lost', async (_, as) => {
    const { bytes, ends } = packZip(files, asEach(as));
    const videos = videoNames();
    // In the middle of the second film, and of the third.
    for (const saved of [1, 2]) {
      const { start, end } = ends[videos[saved]!]!;
      const { seeds, whole, outcome, error } = await load(bytes.slice(0, Math.floor((start + end) / 2)));
      expect(error).toBeNull();
      expect(seeds).toEqual(videos.slice(0, saved).map(seedOf).sort());
      expect(whole).toBe(true);
      expect(outcome).toBe(saved === 1 ? 'The file was cut short. 1 film was added. 2 films were cut off and are lost.' : 'The file was cut short. 2 films were added. 1 film was cut off and is lost.');
    }
  });

  it.each(kinds)('fault 11: of the kind "%s" whose end alone is missing give all films', async (_, as) => {
    const { bytes, directory } = packZip(files, asEach(as));
    const { titles, outcome } = await load(bytes.slice(0, directory + 60));
    expect(titles).toEqual([...TITLES].sort());
    expect(outcome).toBe('The file was cut short. 3 films were added. None is missing.');
  });

  it('fault 11: with their list behind the films give films by their own settings, and say that more may be lost', async () => {
    const videos = without((name) => name.endsWith('.mp4'));
    const { bytes, ends } = packZip({ ...videos, [MANIFEST_NAME]: files[MANIFEST_NAME]! }, asEach({ described: 'signed' }));
    const [, second] = Object.values(ends);
    const { seeds, outcome } = await load(bytes.slice(0, second!.end - 5));
    expect(seeds).toEqual([seedOf(videoNames()[0]!)]);
    expect(outcome).toBe('The file was cut short. 1 film was added. At least 1 film was cut off and is lost.');
    const between = await load(bytes.slice(0, second!.end + 16));
    expect(between.outcome).toBe('The file was cut short. 2 films were added. Films that came after them are lost.');
  });

  it('fault 11: with no whole film are refused with a reason and a way', async () => {
    const { bytes, ends } = packZip(files);
    const first = ends[Object.keys(files).find((name) => name.endsWith('.mp4'))!]!;
    const { error } = await load(bytes.slice(0, first.end - 9));
    expect(error?.code).toBe('archive-cut-short');
  });

  it('fault 11: as the gallery itself saves them give their whole films', async () => {
    const gallery = visit();
    for (const seed of [0, 1, 2]) await gallery.keep({ ...toyClip(`film-${seed}`, { seed }), file: filmFile(seed) });
    const [archive] = await gallery.saveAll();
    const { seeds, outcome } = await load(archive!.slice(0, archive!.size - filmFile(0).size));
    expect(seeds).toHaveLength(2);
    expect(outcome).toBe('The file was cut short. 2 films were added. 1 film was cut off and is lost.');
  });

  it('is not fooled by lengths that claim too much, or by a video that holds signatures', async () => {
    const trap = new Blob([FILM, settingsBox(toyClip('PK\u0003\u0004 PK\u0007\u0008', { seed: 3 }).metadata.settings), packZip({ 'inner.mp4': new Uint8Array(await filmFile(4).arrayBuffer()) }).bytes]);
    const { bytes, directory } = packZip({ 'trap.mp4': new Uint8Array(await trap.arrayBuffer()), 'b.mp4': new Uint8Array(await filmFile(5).arrayBuffer()) }, asEach({ described: 'signed' }));
    expect((await load(bytes.slice(0, directory))).seeds).toEqual([3, 5]);
    const bomb = packZip({ 'a.mp4': new Uint8Array(11_000_000) }, asEach({ deflated: true })).bytes;
    expect((await load(bomb)).outcome).toBe('0 films were added. 1 is damaged and was left out.');
  });
});
