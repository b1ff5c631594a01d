import { describe, expect, it } from 'vitest';
import type { PackVocabulary } from '../../../contract/generator.js';
import { findPart, putPart, removePart, replaceWord } from '../../../src/state/prompt-parts.js';

const vocabulary: PackVocabulary = {
  objects: ['apple', 'green apple', 'panda', 'police car', 'owl', 'sun'],
  motions: ['bounces', 'spins', 'slides to the left', 'flies across'],
  backgrounds: ['red', 'green', 'night sky', 'ocean', 'sunset'],
  cameras: ['zooms in', 'zooms out'],
  examples: [],
};
const full = 'a red apple bouncing on a green background, the camera zooms in';

describe('finding parts', () => {
  it.each([
    ['objects', 'apple', 'apple'],
    ['motions', 'bounces', 'bouncing'],
    ['backgrounds', 'green', 'on a green background'],
    ['cameras', 'zooms in', 'the camera zooms in'],
  ] as const)('finds %s, with its small words', (kind, term, text) => {
    const found = findPart(full, kind, vocabulary);
    expect(found?.term).toBe(term);
    expect(full.slice(found?.start, found?.end)).toBe(text);
  });

  it('does not take the colour of a thing for a background', () => {
    expect(findPart('a red apple', 'backgrounds', vocabulary)).toBeNull();
  });

  it('prefers the longest term', () => {
    expect(findPart('a green apple spinning', 'objects', vocabulary)?.term).toBe('green apple');
  });

  it('finds inflected motions', () => {
    expect(findPart('an owl flying across', 'motions', vocabulary)?.term).toBe('flies across');
    expect(findPart('an owl spinning', 'motions', vocabulary)?.term).toBe('spins');
  });
});

describe('putting parts', () => {
  it('replaces each part and leaves the rest', () => {
    expect(putPart(full, 'objects', 'panda', vocabulary)).toBe('a red panda bouncing on a green background, the camera zooms in');
    expect(putPart(full, 'motions', 'spins', vocabulary)).toBe('a red apple spins on a green background, the camera zooms in');
    expect(putPart(full, 'backgrounds', 'ocean', vocabulary)).toBe('a red apple bouncing on an ocean background, the camera zooms in');
    expect(putPart(full, 'cameras', 'zooms out', vocabulary)).toBe('a red apple bouncing on a green background, the camera zooms out');
  });

  it('fits the article to the noun', () => {
    expect(putPart('a panda spinning', 'objects', 'owl', vocabulary)).toBe('an owl spinning');
    expect(putPart('an owl spinning', 'objects', 'police car', vocabulary)).toBe('a police car spinning');
  });

  it('builds a sentence in order from nothing, in any order of clicks', () => {
    const clicks = [['cameras', 'zooms in'], ['backgrounds', 'night sky'], ['objects', 'owl'], ['motions', 'spins']] as const;
    const sentence = clicks.reduce((prompt, [kind, term]) => putPart(prompt, kind, term, vocabulary), '');
    expect(sentence).toBe('an owl spins on a night sky background, the camera zooms in');
  });

  it('keeps words of a person that are in no list', () => {
    expect(putPart('my very own thing', 'backgrounds', 'red', vocabulary)).toBe('my very own thing on a red background');
  });
});

describe('removing and replacing', () => {
  it('removes a part without leaving its commas behind', () => {
    expect(removePart(full, 'cameras', vocabulary)).toBe('a red apple bouncing on a green background');
    expect(removePart(full, 'backgrounds', vocabulary)).toBe('a red apple bouncing, the camera zooms in');
  });

  it('replaces whole words only, with the right article', () => {
    expect(replaceWord('A wizard and wizards', 'wizard', 'owl')).toBe('An owl and wizards');
    expect(replaceWord('a c++ apple', 'c++', 'panda')).toBe('a panda apple');
  });
});
