import { describe, expect, it } from 'vitest';
import { findImageSizeFault, findRequestFault, findVocabularyFault } from '../../../contract/check-request.js';
import { kinoraError, type KinoraError } from '../../../contract/errors.js';
import { categoryOf } from '../../../contract/errors/categories.js';
import { describeError } from '../../../contract/errors/describe.js';
import { ENGLISH } from '../../../contract/errors/english/english.js';
import type { GenerateRequest } from '../../../contract/generator.js';

const good: GenerateRequest = { prompt: 'a cat', seconds: 4, seed: 7 };

describe('a request', () => {
  it.each<[string, GenerateRequest]>([
    ['the least', { ...good, prompt: 'a', seconds: 0.5, seed: 0, steps: 1 }],
    ['the most', { ...good, prompt: 'a'.repeat(500), seconds: 120, seed: 0xffff_ffff, steps: 50 }],
    ['a loop with lively motion', { ...good, loop: true, motion: 2 }],
    ['a scene that goes on', { scenes: [{ prompt: 'a cat', seconds: 2 }, { prompt: 'a cat spins', seconds: 2, start: 'continue' }], seconds: 0, seed: 1 }],
    ['scenes', { scenes: [{ prompt: 'a cat', seconds: 60 }, { prompt: 'a dog', seconds: 60 }], seconds: 0, seed: 1 }],
  ])('passes at %s', (_, request) => {
    expect(findRequestFault(request)).toBeNull();
  });

  it.each<[Partial<GenerateRequest>, KinoraError]>([
    [{ prompt: '' }, kinoraError('prompt-empty', {})],
    [{ prompt: '  \n' }, kinoraError('prompt-empty', {})],
    [{ prompt: 'a'.repeat(10_000) }, kinoraError('prompt-too-long', { characters: 10_000, max: 500 })],
    [{ seconds: 0 }, kinoraError('seconds-below-limit', { seconds: 0, min: 0.5 })],
    [{ seconds: -1 }, kinoraError('seconds-below-limit', { seconds: -1, min: 0.5 })],
    [{ seconds: Number.NaN }, kinoraError('seconds-not-a-number', { given: 'NaN', min: 0.5, max: 120 })],
    [{ seconds: 10_000 }, kinoraError('seconds-above-limit', { seconds: 10_000, max: 120 })],
    [{ seed: -1 }, kinoraError('seed-out-of-range', { given: '-1', min: 0, max: 4294967295 })],
    [{ seed: 2 ** 32 }, kinoraError('seed-out-of-range', { given: '4294967296', min: 0, max: 4294967295 })],
    [{ seed: 1.5 }, kinoraError('seed-out-of-range', { given: '1.5', min: 0, max: 4294967295 })],
    [{ steps: 0 }, kinoraError('steps-out-of-range', { given: '0', min: 1, max: 50 })],
    [{ motion: 0 }, kinoraError('motion-out-of-range', { given: '0', min: 0.25, max: 2 })],
    [{ motion: 2.1 }, kinoraError('motion-out-of-range', { given: '2.1', min: 0.25, max: 2 })],
    [{ motion: Number.NaN }, kinoraError('motion-out-of-range', { given: 'NaN', min: 0.25, max: 2 })],
    [{ loop: true, endImage: new Blob() }, kinoraError('loop-with-end-picture', {})],
    [{ image: new Blob(), extend: new Blob() }, kinoraError('picture-and-video', {})],
    [{ scenes: [] }, kinoraError('prompt-and-scenes', {})],
  ])('is refused with %o', (change, fault) => {
    expect(findRequestFault({ ...good, ...change })).toEqual(fault);
    expect(categoryOf(fault)).toBe('bad-request');
  });

  it('says which scene is at fault', () => {
    const scene = { prompt: 'a cat', seconds: 2 };
    const faultOf = (...scenes: unknown[]) => findRequestFault({ scenes, seconds: 0, seed: 1 } as unknown as GenerateRequest);
    expect(faultOf(scene, { ...scene, prompt: ' ' })).toEqual({ ...kinoraError('prompt-empty', {}), place: { scene: 2 } });
    expect(faultOf(scene, scene, { ...scene, seconds: 0 })).toMatchObject({ code: 'seconds-below-limit', place: { scene: 3 } });
    expect(faultOf({ ...scene, start: 'fade' })).toEqual({ ...kinoraError('scene-start-unknown', { given: '"fade"' }), place: { scene: 1 } });
    expect(faultOf(null)).toMatchObject({ code: 'scene-malformed', place: { scene: 1 } });
    expect(faultOf(...Array.from({ length: 500 }, () => scene))).toEqual(kinoraError('too-many-scenes', { count: 500, max: 50 }));
  });

  it('is refused when its scenes are too long together', () => {
    const scene = { prompt: 'a cat', seconds: 70 };
    expect(findRequestFault({ scenes: [scene, scene], seconds: 0, seed: 1 })).toEqual(kinoraError('scenes-too-long', { seconds: 140, max: 120 }));
  });
});

it('refuses pictures by size', () => {
  expect(findImageSizeFault(1, 1)).toMatchObject({ code: 'input-too-small', params: { what: 'picture', width: 1, height: 1 } });
  expect(findImageSizeFault(30_000, 10_000, 'video')).toMatchObject({ code: 'input-too-large', params: { what: 'video', width: 30_000, height: 10_000 } });
  expect(findImageSizeFault(16, 60_000)).toBeNull();
});

it('refuses a prompt of which no word is known, and offers one that is', () => {
  expect(findVocabularyFault({ knownCount: 1, unknown: [{ word: 'x', near: [], isRead: false }] })).toBeNull();
  const fault = findVocabularyFault({ knownCount: 0, unknown: [{ word: 'wizard', near: ['robot'], isRead: false }] });
  expect(fault).toEqual(kinoraError('prompt-words-unknown', { words: ['wizard'], more: 0, near: 'robot' }));
});

it('fault 1: refuses a prompt without a word, and one of many words, in one sentence each', () => {
  expect(findVocabularyFault({ knownCount: 0, unknown: [] })).toEqual(kinoraError('prompt-draws-nothing', {}));
  const unknown = Array.from({ length: 60 }, (_, i) => ({ word: `wort${i}`, near: [], isRead: false }));
  const fault = findVocabularyFault({ knownCount: 0, unknown });
  expect(fault && describeError(fault, ENGLISH)).toEqual({
    message: 'The model knows none of the words of the prompt ("wort0", "wort1", "wort2", "wort3", "wort4", "wort5", "wort6", "wort7", 52 more).',
    remedy: 'Use English words from the list of what it can draw.',
  });
});
