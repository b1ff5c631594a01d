import { describe, expect, it } from 'vitest';
import { findImageSizeFault, findRequestFault, findVocabularyFault } from '../../../contract/check-request.js';
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

  it.each<[Partial<GenerateRequest>, string]>([
    [{ prompt: '' }, 'empty'],
    [{ prompt: '  \n' }, 'empty'],
    [{ prompt: 'a'.repeat(10_000) }, '10000 characters; the most is 500'],
    [{ seconds: 0 }, 'Seconds is 0; the least is 0.5'],
    [{ seconds: -1 }, 'Seconds is -1'],
    [{ seconds: Number.NaN }, 'NaN'],
    [{ seconds: 10_000 }, 'Seconds is 10000; the most is 120'],
    [{ seed: -1 }, 'Seed is -1'],
    [{ seed: 2 ** 32 }, 'Seed is 4294967296'],
    [{ seed: 1.5 }, 'Seed is 1.5'],
    [{ steps: 0 }, 'Steps is 0'],
    [{ motion: 0 }, 'motion is 0'],
    [{ motion: 2.1 }, 'motion is 2.1'],
    [{ motion: Number.NaN }, 'motion is NaN'],
    [{ loop: true, endImage: new Blob() }, 'both loop and end'],
    [{ image: new Blob(), extend: new Blob() }, 'both a picture and a video'],
    [{ scenes: [] }, 'both'],
  ])('is refused with %o', (change, message) => {
    const fault = findRequestFault({ ...good, ...change });
    expect(fault?.code).toBe('bad-request');
    expect(fault?.message).toContain(message);
    expect(fault?.remedy).toMatch(/^[A-Z].*\.$/);
  });

  it('says which scene is at fault', () => {
    const scene = { prompt: 'a cat', seconds: 2 };
    const faultOf = (...scenes: unknown[]) => findRequestFault({ scenes, seconds: 0, seed: 1 } as unknown as GenerateRequest)?.message;
    expect(faultOf(scene, { ...scene, prompt: ' ' })).toBe('Scene 2: The prompt is empty.');
    expect(faultOf(scene, scene, { ...scene, seconds: 0 })).toContain('Scene 3: Seconds is 0');
    expect(faultOf({ ...scene, start: 'fade' })).toContain('Scene 1: Its start is "fade"');
    expect(faultOf(null)).toContain('Scene 1');
    expect(faultOf(...Array.from({ length: 500 }, () => scene))).toContain('500 scenes; the most is 50');
  });

  it('is refused when its scenes are too long together', () => {
    const scene = { prompt: 'a cat', seconds: 70 };
    expect(findRequestFault({ scenes: [scene, scene], seconds: 0, seed: 1 })?.message).toContain('140 seconds');
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
