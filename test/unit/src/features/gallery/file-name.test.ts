import { describe, expect, it } from 'vitest';
import { fileNameOf } from '../../../../../src/features/gallery/file-name.js';
import { Exporter, type ExportFormat } from '../../../../../src/features/gallery/export/exporter.js';
import { filmOf } from '../../../../../src/features/gallery/film-store/film.js';
import { saveArchive } from '../../../../../src/features/gallery/archive/save-archive.js';
import { readZip } from '../../../../../src/features/gallery/archive/zip/zip-reader.js';
import { toyClip } from '../../../../fixtures/page/toy-film.js';

const nameFor = (title: string): string => fileNameOf({ title, seed: 7, ending: 'mp4' });

const bytesOf = (text: string): number => new TextEncoder().encode(text).length;

const graphemesOf = (text: string): string[] => Array.from(new Intl.Segmenter('und').segment(text), ({ segment }) => segment);

/** What a file system, a zip program or a reader of the name would stumble over. */
const UNSAFE = /[\u0000-\u001f\u007f-\u009f<>:"/\\|?*\s\u061c\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufffd]|^[.\s-]|[.\s]$|\p{Cs}/u;

const FAMILY = '👨‍👩‍👧‍👦';
const ENGLAND = '\u{1f3f4}\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}';

describe('file names', () => {
  it.each([
    ['夕焼け', '夕焼け-7.mp4'],
    ['Закат', 'Закат-7.mp4'],
    ['Größe', 'Größe-7.mp4'],
    ['Gro\u0308ße', 'Größe-7.mp4'],
    ['한국어', '한국어-7.mp4'],
    ['한국어'.normalize('NFD'), '한국어-7.mp4'],
    ['हिन्दी में फिल्म', 'हिन्दी-में-फिल्म-7.mp4'],
    ['ภาษาไทย', 'ภาษาไทย-7.mp4'],
    ['می\u200cخواهم', 'می\u200cخواهم-7.mp4'],
    ['שלום עולם', 'שלום-עולם-7.mp4'],
    ['🌅', '🌅-7.mp4'],
    [`${FAMILY} ${ENGLAND} 👍🏽 🇩🇪 ❤️ 1️⃣`, `${FAMILY}-${ENGLAND}-👍🏽-🇩🇪-❤️-1️⃣-7.mp4`],
    ['ｒｅｄ：apple', 'ｒｅｄ-apple-7.mp4'],
    ['A red apple, bouncing!', 'A-red-apple-bouncing-7.mp4'],
    ['♪ 100 € ½', '♪-100-€-½-7.mp4'],
  ])('fault 10: of %s keep letters, marks, digits and emoji', (title, name) => {
    expect(nameFor(title)).toBe(name);
  });

  it.each([
    '../../etc/passwd', 'a/b\\c:d*e?f"g<h>i|j', '...hidden', 'trailing. . ', '-rf', 'CON', 'con.txt', 'NUL', 'COM1', 'LPT¹', 'AUX.', '~$a',
    'tab\tline\nnull\u0000bell\u0007\u0085', 'gpj\u202eexe.4pm', '\u2066isolated\u2069', '\u200fright\u200e', '\ufeffbom', '\ud83cbroken\udf05', '\u0301mark',
    'a\u200d', '\u200dabc\u200d \u200c', '*️⃣ #️⃣ 🌅\u202e', '\u3164\u2800', '???', '', '\u{e0041}\u{e0042}', '🌅\u{e0041}\u{e0042}', `z${'\u0301'.repeat(500)}`,
  ])('fault 10: of %j is safe everywhere', (title) => {
    const name = nameFor(title);
    expect(name).not.toMatch(UNSAFE);
    expect(name.slice(0, -'.mp4'.length)).not.toMatch(/^(?:con|prn|aux|nul|com[\d¹²³]|lpt[\d¹²³])$|[.]/i);
    expect(name).not.toMatch(/[\u200c\u200d](?![\p{L}\p{M}\p{Extended_Pictographic}])|[\u{e0000}-\u{e0fff}]/u);
    expect(name).toBe(name.normalize('NFC'));
    expect(name).toMatch(/^(?:kinora|.*[\p{L}\p{N}\p{So}].*)-7\.mp4$/u);
  });

  it('fault 10: of nothing that can be written is the name of the program', () => {
    for (const title of ['', '???', '\u3164\u2800', '\u202e\u0000']) expect(nameFor(title)).toBe('kinora-7.mp4');
  });

  it.each(['x', 'é', '夕', '🌅', FAMILY, ENGLAND, 'हि', '👍🏽'])('fault 10: of many %s is short in bytes and cuts none of them', (one) => {
    const name = fileNameOf({ title: one.repeat(400), seed: 4_294_967_295, variant: 'frames', ending: 'zip' });
    expect(bytesOf(name)).toBeLessThanOrEqual(200);
    expect(bytesOf(name)).toBeGreaterThan(100);
    const words = name.slice(0, name.indexOf('-4294967295'));
    expect(new Set(graphemesOf(words))).toEqual(new Set([one]));
  });

  it('fault 10: tell the formats of a film apart', async () => {
    const film = { ...filmOf(toyClip('one'), 5), title: '夕焼け' };
    const exporter = new Exporter({ convert: async () => ({ ok: true, value: new Blob(['made']) }), makeSticker: () => Promise.reject(new Error('Nobody asks.')), describe: () => Promise.reject(new Error('Nobody asks.')) });
    const formats: ExportFormat[] = [
      { kind: 'as-made' }, { kind: 'mp4', codec: 'h264' }, { kind: 'mp4', codec: 'vp9' }, { kind: 'mp4', codec: 'av1' }, { kind: 'gif' }, { kind: 'frames' }, { kind: 'poster' },
    ];
    const names = await Promise.all(formats.map(async (format) => {
      const made = await exporter.make(film, new Blob(['film']), format);
      return made.ok ? made.value.name : made.error.code;
    }));
    const { seed } = film.settings;
    expect(names).toEqual([`夕焼け-${seed}.mp4`, `夕焼け-${seed}-h264.mp4`, `夕焼け-${seed}-vp9.mp4`, `夕焼け-${seed}-av1.mp4`, `夕焼け-${seed}.gif`, `夕焼け-${seed}-frames.zip`, `夕焼け-${seed}-poster.png`]);
  });

  it('fault 10: in one archive are distinct, on disks that ignore case too', async () => {
    const film = filmOf(toyClip('one'), 5);
    const films = ['Größe', 'GRÖSSE', 'größe', '夕焼け'].map((title, index) => ({ ...film, title, id: `same-beginning-${index}` }));
    const archive = await saveArchive(films, { file: async () => new Blob(['film']), poster: async () => null }, new Date(0), () => undefined);
    const { entries } = await readZip(archive);
    const names = entries.map(({ name }) => name).filter((name) => name.endsWith('.mp4'));
    expect(names.map((name) => name.replace(/^films\//, '').replace(/-.*/, ''))).toEqual(['Größe', 'GRÖSSE', 'größe', '夕焼け']);
    expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(4);
    expect(names.join()).toBe(names.join().normalize('NFC'));
  });
});
