import { describe, expect, it } from 'vitest';
import { BROWSER_FEATURES } from '../../../../contract/capabilities.js';
import { kinoraError, type KinoraError } from '../../../../contract/errors.js';
import { categoryOf } from '../../../../contract/errors/categories.js';
import { describeError, describeWarning, tellError, type Sentences } from '../../../../contract/errors/describe.js';
import { ENGLISH } from '../../../../contract/errors/english/english.js';
import { FILE_FORMATS as ENGLISH_FORMATS } from '../../../../contract/errors/english/file-formats.js';
import { FILE_FORMATS as GERMAN_FORMATS } from '../../../../contract/errors/german/file-formats.js';
import { GERMAN } from '../../../../contract/errors/german/german.js';
import type { FilmWarning } from '../../../../contract/errors/warnings.js';
import { SAMPLE_ERRORS, WARNING_SAMPLES } from './sample-errors.js';

const LANGUAGES: readonly (readonly [string, Sentences])[] = [
  ['English', ENGLISH],
  ['German', GERMAN],
];
const WARNINGS = Object.entries(WARNING_SAMPLES).flatMap(([code, samples]) => samples.map((params) => ({ code, params }) as FilmWarning));
const DEFECT = /undefined|\bnull\b|\[object|\$\{| {2}/;
/** Words of English sentences that no German one holds. */
const ENGLISH_WORDS = /\b(?:the|is|are|were|not|cannot|of|this|that|there|has|have|by|with|and|your|its|it|choose|use|try|again|than|more|to)\b/i;
/** What is quoted in a sentence, such as a prompt, may be in any language. */
const withoutQuotations = (text: string): string => text.replace(/„[^“]*“|"[^"]*"/g, '„“');

describe.each(LANGUAGES)('in %s', (language, sentences) => {
  it.each(SAMPLE_ERRORS.map((error) => [error.code, error] as const))('%s is told whole, with a remedy', (_, error) => {
    const { message, remedy } = describeError(error, sentences);
    // Names, numbers and addresses are written as they are.
    expect(message).toMatch(/^(?:[A-ZÄÖÜ0-9„"]|https:|pack\.json).*\.$/);
    expect(remedy).toMatch(/^[A-ZÄÖÜ].*\.$/);
    const text = `${message} ${remedy}`;
    expect(text).not.toMatch(DEFECT);
    if (language === 'German') expect(withoutQuotations(text)).not.toMatch(ENGLISH_WORDS);
  });

  it.each(WARNINGS.map((warning) => [warning.code, warning] as const))('the warning %s is told whole', (_, warning) => {
    const text = describeWarning(warning, sentences);
    expect(text).toMatch(/^[A-ZÄÖÜ].*\.$/);
    expect(text).not.toMatch(DEFECT);
    if (language === 'German') expect(withoutQuotations(text)).not.toMatch(ENGLISH_WORDS);
  });

  it('each feature that a browser lacks is told for each engine', () => {
    for (const feature of BROWSER_FEATURES) {
      for (const engine of ['chromium', 'firefox', 'webkit', 'other'] as const) {
        for (const text of sentences.missing[feature](engine)) expect(text, feature).toMatch(/^[A-ZÄÖÜ].*\.$/);
      }
    }
  });

  it('no two errors read the same', () => {
    const texts = SAMPLE_ERRORS.map((error) => JSON.stringify(describeError(error, sentences)));
    expect(texts.filter((text, index) => texts.indexOf(text) !== index)).toEqual([]);
  });
});

describe('a sentence', () => {
  it.each<[KinoraError, message: string, remedy: string]>([
    [kinoraError('seconds-above-limit', { seconds: 10_000, max: 120 }), 'Seconds is 10000; the most is 120.', 'Ask for 120 seconds or fewer.'],
    [kinoraError('scenes-too-long', { seconds: 140.126, max: 120 }), 'The scenes are 140.13 seconds long together; the most is 120.', 'Shorten or remove scenes.'],
    [
      kinoraError('input-too-large', { what: 'picture', width: 30_000, height: 10_000, max: 1e8 }),
      'The picture is 30000x10000 pixels (300 megapixels); the most is 100 megapixels.',
      'Scale the picture down.',
    ],
    [
      kinoraError('video-damaged', { format: 'mp4' }),
      'This is an MP4 video, which this browser cannot read. It is damaged or cut short.',
      'Use an MP4 or WebM video with H.264, VP8, VP9 or AV1 pictures.',
    ],
    [
      kinoraError('no-room-for-pack', { neededBytes: 12_340_000, freeBytes: null }),
      'The model needs 12.3 MB more on this device, and the browser has less than that left for this site.',
      'Free some disk space, delete another model or some films, or use the model without keeping it.',
    ],
    [
      kinoraError('pack-hash-mismatch', { file: 'a.onnx', found: 'a'.repeat(64), expected: 'b'.repeat(64) }),
      '"a.onnx" is not the file that the manifest means: its SHA-256 is aaaaaaaaaaaa..., not bbbbbbbbbbbb....',
      'Fetch the pack again; if that does not help, the pack was published wrong.',
    ],
    [
      kinoraError('worker-stopped', { worker: 'generator' }),
      'The generator stopped because of an error.',
      'Generate again: it restarts by itself. If it happens again, ask for fewer seconds or close other tabs.',
    ],
    [
      kinoraError('worker-stopped', { worker: 'model-store' }),
      'The store of models stopped because of an error.',
      'Try again: it restarts by itself, and a download continues where it stopped.',
    ],
    [kinoraError('worker-stopped', { worker: 'converter' }), 'The conversion stopped unexpectedly.', 'Try again; if it stops again, close other tabs to free memory.'],
    [
      kinoraError('film-begun-with-other-pack', { begun: { id: 'toy', version: '1.0.0' }, now: { id: 'toy', version: '2.0.0' } }),
      'This film was begun with the pack "toy" 1.0.0; now there is "toy" 2.0.0.',
      'Discard it and generate it anew.',
    ],
    [kinoraError('seconds-mistyped', { text: '1.500', scene: 2, fault: 'unclear', min: 0.5, max: 120 }), 'The length of scene 2 is "1.500", which can be read as thousands or as decimals.', 'Ask for 0.5 to 120 seconds, in digits, such as 4.5.'],
  ])('is English as it always was: %o', (error, message, remedy) => {
    expect(describeError(error, ENGLISH)).toEqual({ message, remedy });
  });

  it('is German throughout, with German numbers', () => {
    expect(describeError(kinoraError('seconds-below-limit', { seconds: 0.25, min: 0.5 }), GERMAN)).toEqual({
      message: '0,25 Sekunden sind zu kurz.',
      remedy: 'Gib mindestens 0,5 Sekunden an.',
    });
    expect(describeError(kinoraError('not-a-picture', { format: 'wav' }), GERMAN)).toEqual({
      message: 'Das ist eine WAV-Aufnahme, kein Bild.',
      remedy: 'Nimm ein Bild in PNG, JPEG oder WebP.',
    });
    expect(describeError(kinoraError('pack-needs-memory', { title: 'Heavy', neededBytes: 2.34e9, availableBytes: 1.61e9 }), GERMAN).message).toBe(
      'Das Modell „Heavy“ braucht etwa 2,3 GB Arbeitsspeicher; eine Seite auf diesem Gerät kann etwa 1,6 GB haben.',
    );
    expect(describeWarning({ code: 'other-adapter', params: { begunOn: 'CPU, 2 threads', now: 'CPU, 1 thread', isolationLost: false } }, GERMAN)).toContain(
      'auf „CPU, 2 Threads“ begonnen und geht auf „CPU, 1 Thread“ weiter',
    );
  });

  it('names the scene or the file that it is about', () => {
    const empty = kinoraError('prompt-empty', {});
    expect(describeError({ ...empty, place: { scene: 2 } }, ENGLISH).message).toBe('Scene 2: The prompt is empty.');
    expect(describeError({ ...empty, place: { scene: 2 } }, GERMAN).message).toBe('Szene 2: Die Beschreibung ist leer.');
    expect(describeError({ ...kinoraError('archive-locked', {}), place: { file: 'a.zip' } }, ENGLISH).message).toBe('a.zip: This zip file is protected by a password.');
  });

  it('is made for host pages and the command line with category, code and detail', () => {
    expect(tellError(kinoraError('film-not-decodable', {}, new TypeError('no track')), ENGLISH)).toEqual({
      code: 'bad-request',
      reason: 'film-not-decodable',
      message: 'The film cannot be read.',
      remedy: 'Download the MP4 as it was made, or make the film again.',
      cause: 'TypeError: no track',
    });
  });
});

it('each format of files has a name in both languages', () => {
  expect(Object.keys(GERMAN_FORMATS)).toEqual(Object.keys(ENGLISH_FORMATS));
  for (const name of Object.values(ENGLISH_FORMATS)) expect(name).toMatch(/^an? \w/);
  for (const name of Object.values(GERMAN_FORMATS)) expect(name).toMatch(/^(?:eine?|das) \S/);
});

it('each error has a category', () => {
  for (const error of SAMPLE_ERRORS) expect(categoryOf(error)).toMatch(/^[a-z-]+$/);
});
