import { describe, expect, it } from 'vitest';
import { findFlatFault, findImageSizeFault, findRequestFault, findVocabularyFault } from '../../../contract/check-request.js';
import { kinoraError, type KinoraError } from '../../../contract/errors.js';
import { categoryOf } from '../../../contract/errors/categories.js';
import { describeError } from '../../../contract/errors/describe.js';
import { ENGLISH } from '../../../contract/errors/english/english.js';
import type { FlatRequest } from '../../../contract/request/flat-request.js';
import type { GenerateRequest, Scene } from '../../../contract/request/request.js';
import { requestFor } from '../../fixtures/request-for.js';

const good: FlatRequest = { prompt: 'a cat', seconds: 4, seed: 7 };
const file = { blob: new Blob() };

describe('a request', () => {
  it.each<[string, GenerateRequest]>([
    ['the least', requestFor('a', 0.5, { seed: 0, steps: 1 })],
    ['the most', requestFor('a'.repeat(500), 120, { seed: 0xffff_ffff, steps: 50 })],
    ['a loop with lively motion', requestFor('a cat', 4, { ending: { kind: 'loop' }, motion: 2 })],
    ['a video at the start and a picture at the end', requestFor('a cat', 4, { start: { kind: 'video', file }, ending: { kind: 'image', file: { ...file, background: '#A0b1c2' } } })],
    ['a scene that goes on', requestFor([{ prompt: 'a cat', seconds: 2 }, { prompt: 'a cat spins', seconds: 2, start: 'continue' }])],
    ['scenes', requestFor([{ prompt: 'a cat', seconds: 60 }, { prompt: 'a dog', seconds: 60 }])],
  ])('passes at %s', (_, request) => {
    expect(findRequestFault(request)).toBeNull();
  });

  it.each<[GenerateRequest, KinoraError]>([
    [requestFor(''), kinoraError('prompt-empty', {})],
    [requestFor('  \n'), kinoraError('prompt-empty', {})],
    [requestFor('a'.repeat(10_000)), kinoraError('prompt-too-long', { characters: 10_000, max: 500 })],
    [requestFor('a cat', 0), kinoraError('seconds-below-limit', { seconds: 0, min: 0.5 })],
    [requestFor('a cat', -1), kinoraError('seconds-below-limit', { seconds: -1, min: 0.5 })],
    [requestFor('a cat', Number.NaN), kinoraError('seconds-not-a-number', { given: 'NaN', min: 0.5, max: 120 })],
    [requestFor('a cat', 10_000), kinoraError('seconds-above-limit', { seconds: 10_000, max: 120 })],
    [requestFor('a cat', 1, { seed: -1 }), kinoraError('seed-out-of-range', { given: '-1', min: 0, max: 4294967295 })],
    [requestFor('a cat', 1, { seed: 2 ** 32 }), kinoraError('seed-out-of-range', { given: '4294967296', min: 0, max: 4294967295 })],
    [requestFor('a cat', 1, { seed: 1.5 }), kinoraError('seed-out-of-range', { given: '1.5', min: 0, max: 4294967295 })],
    [requestFor('a cat', 1, { steps: 0 }), kinoraError('steps-out-of-range', { given: '0', min: 1, max: 50 })],
    [requestFor('a cat', 1, { motion: 0 }), kinoraError('motion-out-of-range', { given: '0', min: 0.25, max: 2 })],
    [requestFor('a cat', 1, { motion: 2.1 }), kinoraError('motion-out-of-range', { given: '2.1', min: 0.25, max: 2 })],
    [requestFor('a cat', 1, { motion: Number.NaN }), kinoraError('motion-out-of-range', { given: 'NaN', min: 0.25, max: 2 })],
    [requestFor([]), kinoraError('scenes-empty', {})],
  ])('is refused: %o', (request, fault) => {
    expect(findRequestFault(request)).toEqual(fault);
    expect(categoryOf(fault)).toBe('bad-request');
  });

  it.each<[GenerateRequest]>([
    [requestFor('a cat', 1, { start: { kind: 'image', file: { ...file, background: 'sky' } } })],
    [requestFor('a cat', 1, { ending: { kind: 'image', file: { ...file, background: '#12' } } })],
  ])('is refused with a background that is no colour: %o', (request) => {
    expect(findRequestFault(request)?.code).toMatch(/background/);
  });

  it.each<[Partial<FlatRequest>, KinoraError]>([
    [{ prompt: '' }, kinoraError('prompt-empty', {})],
    [{ seconds: 0 }, kinoraError('seconds-below-limit', { seconds: 0, min: 0.5 })],
    [{ motion: 2.1 }, kinoraError('motion-out-of-range', { given: '2.1', min: 0.25, max: 2 })],
    [{ loop: true, endImage: new Blob() }, kinoraError('loop-with-end-picture', {})],
    [{ loop: 'yes' as unknown as boolean }, kinoraError('loop-malformed', { given: 'yes' })],
    [{ image: new Blob(), extend: new Blob() }, kinoraError('picture-and-video', {})],
    [{ scenes: [] }, kinoraError('prompt-and-scenes', {})],
  ])('in the flat format is refused with %o', (change, fault) => {
    expect(findFlatFault(good)).toBeNull();
    expect(findFlatFault({ ...good, ...change })).toEqual(fault);
    expect(categoryOf(fault)).toBe('bad-request');
  });

  it('says which scene is at fault', () => {
    const scene = { prompt: 'a cat', seconds: 2 };
    const faultOf = (...scenes: unknown[]) => findRequestFault(requestFor(scenes as Scene[]));
    expect(faultOf(scene, { ...scene, prompt: ' ' })).toEqual({ ...kinoraError('prompt-empty', {}), place: { scene: 2 } });
    expect(faultOf(scene, scene, { ...scene, seconds: 0 })).toMatchObject({ code: 'seconds-below-limit', place: { scene: 3 } });
    expect(faultOf({ ...scene, start: 'fade' })).toEqual({ ...kinoraError('scene-start-unknown', { given: '"fade"' }), place: { scene: 1 } });
    expect(faultOf(null)).toMatchObject({ code: 'scene-malformed', place: { scene: 1 } });
    expect(faultOf(...Array.from({ length: 500 }, () => scene))).toEqual(kinoraError('too-many-scenes', { count: 500, max: 50 }));
  });

  it('is refused when its scenes are too long together', () => {
    const scene = { prompt: 'a cat', seconds: 70 };
    expect(findRequestFault(requestFor([scene, scene]))).toEqual(kinoraError('scenes-too-long', { seconds: 140, max: 120 }));
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
