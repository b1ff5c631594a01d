import { describe, expect, it } from 'vitest';
import type { PackVocabulary } from '../../../../../../contract/pack-summary.js';
import { chipLabel, findPart, putPart, removePart, replaceWord } from '../../../../../../src/features/composer/prompt/prompt-parts.js';

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

  it('does not take a thing for a motion', () => {
    const waves = { ...vocabulary, motions: ['waving'] };
    for (const noun of ['a cat surfing a big wave', 'the wave']) expect(findPart(noun, 'motions', waves)).toBeNull();
    for (const verb of ['a quokka waves', 'a panda waving', 'pandas wave']) expect(findPart(verb, 'motions', waves)?.term).toBe('waving');
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

describe('a vocabulary of whole phrases', () => {
  const phrases: PackVocabulary = {
    objects: ['apple', 'pizza'],
    motions: ['bouncing'],
    backgrounds: ['on a green background', 'on a blue background', 'at sunset', 'in front of a meadow'],
    cameras: ['the camera zooms in', 'the camera zooms out'],
    examples: [],
  };

  it('is found and replaced as it stands', () => {
    expect(putPart(full, 'backgrounds', 'at sunset', phrases)).toBe('a red apple bouncing at sunset, the camera zooms in');
    expect(putPart('an apple at sunset', 'backgrounds', 'on a blue background', phrases)).toBe('an apple on a blue background');
    expect(putPart('an apple in front of a meadow', 'backgrounds', 'at sunset', phrases)).toBe('an apple at sunset');
    expect(putPart(full, 'cameras', 'the camera zooms out', phrases)).toBe('a red apple bouncing on a green background, the camera zooms out');
  });

  it('makes short chips', () => {
    expect(chipLabel('backgrounds', 'on a green background')).toBe('green');
    expect(chipLabel('backgrounds', 'at sunset')).toBe('at sunset');
    expect(chipLabel('cameras', 'the camera zooms in')).toBe('zooms in');
    expect(chipLabel('objects', 'apple')).toBe('apple');
  });

  it('does not take "of" for a place', () => {
    expect(findPart('a slice of pizza', 'objects', phrases)?.term).toBe('pizza');
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
