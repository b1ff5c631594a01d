import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { settingsOf } from '../../../../../../contract/request/clip-settings.js';
import type { Layer } from '../../../../../../contract/request/layers/layer.js';
import { requestOf, type Picture } from '../../../../../../src/features/composer/settings/generation-settings.js';
import { loadArchive } from '../../../../../../src/features/gallery/archive/load-archive.js';
import { parseManifest } from '../../../../../../src/features/gallery/archive/parse-manifest.js';
import { filmOf } from '../../../../../../src/features/gallery/film-store/film.js';
import { archiveParts, saveArchive } from '../../../../../../src/features/gallery/archive/save-archive.js';
import { settingsInLink, settingsLink } from '../../../../../../src/features/composer/settings/settings-link.js';
import { readZip, readZipEntry } from '../../../../../../src/features/gallery/archive/zip/zip-reader.js';
import { ZipWriter } from '../../../../../../src/features/gallery/archive/zip/zip-writer.js';
import { toyClip } from '../../../../../fixtures/page/toy-film.js';

const film = filmOf(toyClip('one'), 5);

describe('zip archives', () => {
  it('hold what was put in, and other programs read them', async () => {
    const zip = new ZipWriter();
    // Longer than a chunk, and like a header inside.
    const large = new Blob([new Uint8Array(300_000).fill(7), 'PK\u0007\u0008 PK\u0001\u0002']);
    await zip.add('a/large.bin', large);
    await zip.add('empty', new Blob([]));
    await zip.add('ü.txt', new Blob(['text']));
    const archive = zip.finish();
    const { entries } = await readZip(archive);
    expect(entries.map(({ name, bytes }) => [name, bytes])).toEqual([['a/large.bin', large.size], ['empty', 0], ['ü.txt', 4]]);
    expect(new Uint8Array(await (await readZipEntry(archive, entries[0]!, '')).arrayBuffer())).toEqual(new Uint8Array(await large.arrayBuffer()));
    expect(await (await readZipEntry(archive, entries[2]!, 'text/plain')).text()).toBe('text');

    const folder = mkdtempSync(path.join(tmpdir(), 'kinora-zip-'));
    try {
      writeFileSync(path.join(folder, 'a.zip'), Buffer.from(await archive.arrayBuffer()));
      const { error, status, stdout } = spawnSync('python3', ['-c', 'import sys,zipfile; print(zipfile.ZipFile(sys.argv[1]).testzip())', path.join(folder, 'a.zip')], { encoding: 'utf8' });
      if (error === undefined) expect([status, stdout.trim()]).toEqual([0, 'None']);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('are read when another program packed them tighter, and refused when they lie about sizes', async () => {
    const packed = zipSync({ 'a.txt': [strToU8('again '.repeat(500)), { level: 9 }] });
    const [entry] = (await readZip(new Blob([packed]))).entries;
    expect(entry!.packedBytes).toBeLessThan(entry!.bytes);
    expect(await (await readZipEntry(new Blob([packed]), entry!, '')).text()).toBe('again '.repeat(500));
    await expect(readZipEntry(new Blob([packed]), { ...entry!, bytes: 10 }, '')).rejects.toThrow('larger than');
    await expect(readZipEntry(new Blob([packed]), { ...entry!, crc32: 1 }, '')).rejects.toThrow('damaged');
    await expect(readZipEntry(new Blob([packed]), { ...entry!, offset: 9 }, '')).rejects.toThrow('missing');
  });
});

describe('archives of films', () => {
  it('are split where one would be too large', () => {
    const films = [3, 3, 9, 1].map((bytes, index) => ({ ...film, id: String(index), bytes }));
    expect(archiveParts(films, 7).map((part) => part.map(({ id }) => id))).toEqual([['0', '1'], ['2'], ['3']]);
    expect(archiveParts([], 7)).toEqual([]);
  });

  it('leave out films whose video is gone', async () => {
    const archive = await saveArchive([film], { file: async () => null, poster: async () => null }, new Date(0), () => undefined);
    expect((await readZip(archive)).entries.map(({ name }) => name)).toEqual(['kinora-gallery.json']);
  });

  it('hold the pictures of layers, so that a film of layers can be made again elsewhere', async () => {
    const picture = (name: string): Picture => ({ blob: new Blob([name], { type: 'image/png' }), name: `${name}.png`, width: 4, height: 3 });
    const place = { x: 0.5, y: 0.6, size: 0.7 };
    const layers: Layer<Picture>[] = [
      { content: { kind: 'image', file: picture('vase'), prompt: 'a vase' }, place },
      { content: { kind: 'title', text: 'Hello' }, place },
      { content: { kind: 'image', file: picture('tulip'), prompt: 'a tulip spins', seed: 4 }, place, start: 1 },
    ];
    const { settings, metadata, ...rest } = film;
    const made = { ...settings, layers };
    const layered = { ...rest, settings: made, metadata: { ...metadata, settings: settingsOf(requestOf(made), metadata.pack) } };
    expect(layered.metadata.settings).toMatchObject({ needs: ['layerImages'], layers: [{ image: true }, { text: 'Hello' }, { image: true }] });

    const video = new Blob(['a film'], { type: 'video/mp4' });
    const archive = await saveArchive([layered], { file: async () => video, poster: async () => null }, new Date(0), () => undefined);
    const reading = await loadArchive(archive, () => Promise.resolve(null), 0);
    if (!reading.ok) throw new Error(reading.error.code);
    const { value: loaded } = await reading.value.films().next();
    if (typeof loaded !== 'object') throw new Error('There is no film.');
    expect(loaded.film.settings).toEqual(made);
    const texts = (loaded.film.settings.layers ?? []).map(({ content }) => (content.kind === 'image' ? content.file.blob.text() : Promise.resolve(null)));
    expect(await Promise.all(texts)).toEqual(['vase', null, 'tulip']);
  });

  it('are judged field by field', () => {
    const { settings: _, deletedAt: __, ...archived } = film;
    const good = { film: archived, file: 'films/a.mp4', poster: null, inputs: {} };
    const parse = (films: unknown[]) => parseManifest(JSON.stringify({ format: 'kinora-gallery/1', savedAt: '', films }));
    expect(parse([good])).toEqual({ films: [good], refused: 0 });
    const { metadata } = archived;
    for (const bad of [
      null,
      { ...good, file: 7 },
      { ...good, film: { ...archived, id: '../x' } },
      { ...good, film: { ...archived, title: 'x'.repeat(121) } },
      { ...good, film: { ...archived, took: 'long' } },
      { ...good, film: { ...archived, metadata: { ...metadata, codec: 'theora' } } },
      { ...good, film: { ...archived, metadata: { ...metadata, frames: -1 } } },
      { ...good, film: { ...archived, metadata: { ...metadata, settings: { ...metadata.settings, seed: -1 } } } },
    ]) {
      expect(parse([bad, good])).toEqual({ films: [good], refused: 1 });
    }
    expect(parseManifest('{"format":"kinora-gallery/2","films":[]}')).toBeNull();
    expect(parseManifest('nothing')).toBeNull();
  });
});

describe('links', () => {
  const { settings } = film.metadata;

  it('carry settings in the fragment alone', () => {
    const link = settingsLink({ ...settings, prompt: 'ein Füchslein springt' }, 'https://example.org/studio/?backend=wasm#film=old');
    expect(link).toMatch(/^https:\/\/example\.org\/studio\/\?backend=wasm#film=[\w-]+$/);
    expect(settingsInLink(new URL(link).hash)).toEqual({ ...settings, prompt: 'ein Füchslein springt' });
  });

  it('carry fifty scenes of the longest prompts', () => {
    const { prompt: _, ...rest } = settings;
    // Random letters, because they pack worst.
    const scenes = Array.from({ length: 50 }, () => ({
      prompt: Array.from({ length: 500 }, () => String.fromCharCode(97 + Math.floor(Math.random() * 26))).join(''),
      seconds: 2,
    }));
    const many = { ...rest, scenes, seconds: 100 };
    expect(settingsInLink(new URL(settingsLink(many, 'https://example.org/')).hash)).toEqual(many);
  });

  it.each(['', '#', '#film=', '#film=%%%', '#film=AAAA', '#other', `#film=${'A'.repeat(70_000)}`, settingsLink({ ...settings, seed: -1 }, 'https://e.org/').slice(14)])(
    'of another kind (%#) are passed by',
    (fragment) => expect(settingsInLink(fragment)).toBeNull(),
  );
});
