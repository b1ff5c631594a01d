import { describe, expect, it } from 'vitest';
import { findFlatFault, findImageSizeFault, findRequestFault, findVocabularyFault } from '../../../contract/check-request.js';
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

  it.each<[GenerateRequest, string]>([
    [requestFor(''), 'empty'],
    [requestFor('  \n'), 'empty'],
    [requestFor('a'.repeat(10_000)), '10000 characters; the most is 500'],
    [requestFor('a cat', 0), 'Seconds is 0; the least is 0.5'],
    [requestFor('a cat', -1), 'Seconds is -1'],
    [requestFor('a cat', Number.NaN), 'NaN'],
    [requestFor('a cat', 10_000), 'Seconds is 10000; the most is 120'],
    [requestFor('a cat', 1, { seed: -1 }), 'Seed is -1'],
    [requestFor('a cat', 1, { seed: 2 ** 32 }), 'Seed is 4294967296'],
    [requestFor('a cat', 1, { seed: 1.5 }), 'Seed is 1.5'],
    [requestFor('a cat', 1, { steps: 0 }), 'Steps is 0'],
    [requestFor('a cat', 1, { motion: 0 }), 'motion is 0'],
    [requestFor('a cat', 1, { motion: 2.1 }), 'motion is 2.1'],
    [requestFor('a cat', 1, { motion: Number.NaN }), 'motion is NaN'],
    [requestFor('a cat', 1, { start: { kind: 'image', file: { ...file, background: 'sky' } } }), 'background is "sky"'],
    [requestFor('a cat', 1, { ending: { kind: 'image', file: { ...file, background: '#12' } } }), 'background is "#12"'],
    [requestFor([]), 'list of scenes is empty'],
  ])('is refused: %o', (request, message) => {
    const fault = findRequestFault(request);
    expect(fault?.code).toBe('bad-request');
    expect(fault?.message).toContain(message);
    expect(fault?.remedy).toMatch(/^[A-Z].*\.$/);
  });

  it.each<[Partial<FlatRequest>, string]>([
    [{ prompt: '' }, 'empty'],
    [{ seconds: 0 }, 'Seconds is 0; the least is 0.5'],
    [{ motion: 2.1 }, 'motion is 2.1'],
    [{ loop: true, endImage: new Blob() }, 'both loop and end'],
    [{ loop: 'yes' as unknown as boolean }, 'Loop is yes.'],
    [{ image: new Blob(), extend: new Blob() }, 'both a picture and a video'],
    [{ scenes: [] }, 'both a prompt and scenes'],
    [{ background: 'sky' }, 'background is "sky"'],
  ])('in the flat format is refused with %o', (change, message) => {
    expect(findFlatFault(good)).toBeNull();
    const fault = findFlatFault({ ...good, ...change });
    expect(fault?.code).toBe('bad-request');
    expect(fault?.message).toContain(message);
    expect(fault?.remedy).toMatch(/^[A-Z].*\.$/);
  });

  it('says which scene is at fault', () => {
    const scene = { prompt: 'a cat', seconds: 2 };
    const faultOf = (...scenes: unknown[]) => findRequestFault(requestFor(scenes as Scene[]))?.message;
    expect(faultOf(scene, { ...scene, prompt: ' ' })).toBe('Scene 2: The prompt is empty.');
    expect(faultOf(scene, scene, { ...scene, seconds: 0 })).toContain('Scene 3: Seconds is 0');
    expect(faultOf({ ...scene, start: 'fade' })).toContain('Scene 1: Its start is "fade"');
    expect(faultOf(null)).toContain('Scene 1');
    expect(faultOf(...Array.from({ length: 500 }, () => scene))).toContain('500 scenes; the most is 50');
  });

  it('is refused when its scenes are too long together', () => {
    const scene = { prompt: 'a cat', seconds: 70 };
    expect(findRequestFault(requestFor([scene, scene]))?.message).toContain('140 seconds');
  });
});

it('refuses pictures by size', () => {
  expect(findImageSizeFault(1, 1)?.message).toContain('1x1');
  expect(findImageSizeFault(30_000, 10_000)?.message).toContain('30000x10000 pixels (300 megapixels)');
  expect(findImageSizeFault(30_000, 10_000, 'video')?.remedy).toBe('Scale the video down.');
  expect(findImageSizeFault(16, 60_000)).toBeNull();
});

it('refuses a prompt of which no word is known, and offers one that is', () => {
  expect(findVocabularyFault({ knownCount: 1, unknown: [{ word: 'x', near: [], isRead: false }] })).toBeNull();
  const fault = findVocabularyFault({ knownCount: 0, unknown: [{ word: 'wizard', near: ['robot'], isRead: false }] });
  expect(fault?.message).toContain('"wizard"');
  expect(fault?.remedy).toContain('"robot"');
});

it('fault 1: refuses a prompt without a word, and one of many words, in one sentence each', () => {
  expect(findVocabularyFault({ knownCount: 0, unknown: [] })).toMatchObject({ message: 'The prompt names nothing that could be drawn.' });
  const unknown = Array.from({ length: 60 }, (_, i) => ({ word: `wort${i}`, near: [], isRead: false }));
  const fault = findVocabularyFault({ knownCount: 0, unknown });
  expect(fault?.message).toBe(
    'The model knows none of the words of the prompt ("wort0", "wort1", "wort2", "wort3", "wort4", "wort5", "wort6", "wort7", 52 more).',
  );
  expect(fault?.remedy).toBe('Use English words from the list of what it can draw.');
});
