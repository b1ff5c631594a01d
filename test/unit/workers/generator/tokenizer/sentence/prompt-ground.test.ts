import { describe, expect, test } from 'vitest';
import type { PromptGround } from '../../../../../../contract/generator.js';
import { PackTokenizer } from '../../../../../../workers/generator/tokenizer/pack-tokenizer.js';
import { manifest, settings, texts as words } from '../../../../../fixtures/starter-words.js';

const texts = { ...words, tokenizers: { [settings.sha256]: words.tokenizer } };
const tokenizer = new PackTokenizer(texts, manifest);
const groundOf = (prompt: string): PromptGround | undefined => tokenizer.check(prompt).ground;

describe('a place', () => {
  test.each(['a dog on the beach', 'a car on a street', 'a cat in my kitchen', 'a dog along the sandy beach', 'a dog on a red background', 'a robot in the city at night', 'a puppy at the beach, the camera zooms in'])(
    'of %j has ground',
    (prompt) => {
      expect(groundOf(prompt)?.horizon).toBeGreaterThan(0.4);
      expect(groundOf(prompt)?.horizon).toBeLessThan(1);
    },
  );

  test.each(['a dog in space', 'a dog in the sky', 'a cat under water', 'a cat in the ocean', 'a dog at night', 'a dog at sunset', 'a dog'])('of %j has none', (prompt) => {
    expect(groundOf(prompt)?.horizon).toBeNull();
  });

  test('is the longest that is said', () => {
    expect(groundOf('a dog on the beach at sunset')?.horizon).toBe(groundOf('a dog on a sunset beach')?.horizon);
  });
});

test.each([
  ['a dog running on the beach', 'rests'],
  ['a tree on a hill', 'rests'],
  ['a red ball bouncing in the park', 'lands'],
  ['an apple falls on the street', 'lands'],
  ['a bird in the garden', null],
  ['a dragon flying in the mountains', null],
  ['an astronaut floating in a room', null],
  ['a car circling on the moon', null],
  ['a UFO on the beach', null],
  ['a kitten on the moon', 'rests'],
] as const)('%j: what it shows %s', (prompt, stands) => {
  expect(groundOf(prompt)?.stands).toBe(stands);
});

describe('a sentence of several things', () => {
  test('says how near each stands where its place has ground', () => {
    const { feet, layers } = tokenizer.check('a dog and a bird on the beach').things!;
    const near = new Map(layers.map(({ content }, i) => [content.kind === 'prompt' ? content.prompt : '', feet?.[i]]));
    expect(near.get('a dog')).toBeGreaterThan(0);
    expect(near.get('a bird')).toBeNull();
  });

  test('says nothing of it elsewhere', () => {
    expect(tokenizer.check('a dog and a cat in space').things?.feet).toBeUndefined();
  });

  test('without a place stands in front of a plain one', () => {
    expect(tokenizer.check('a dog and a cat').things?.feet).toEqual([expect.any(Number), expect.any(Number)]);
  });
});

test('a pack that says nothing of ground leaves it unknown', () => {
  const { ground: _, ...vocabulary } = manifest.vocabulary!;
  const check = new PackTokenizer(texts, { ...manifest, vocabulary }).check('a dog and a cat on the beach');
  expect(check.ground).toBeUndefined();
  expect(check.things?.feet).toBeUndefined();
});

describe('the camera follows', () => {
  test.each(['a dog running on the beach', 'a horse galloping in the mountains', 'a runner running in a park', 'an elephant walking in the jungle'])('%j', (prompt) => {
    expect(groundOf(prompt)?.passes).toBeGreaterThan(0);
  });

  test('what runs faster than what walks', () => {
    expect(groundOf('a dog running on the beach')?.passes).toBeGreaterThan(groundOf('a dog walking on the beach')?.passes ?? Infinity);
  });

  test.each(['a dog on the beach', 'a dog runs to the left on the beach', 'a dog running on the beach, the camera zooms in', 'a dog running in the kitchen', 'a dog running down the street', 'a man running', 'an apple running on the beach', 'a dog running'])(
    'nothing of %j',
    (prompt) => {
      expect(groundOf(prompt)).not.toHaveProperty('passes');
    },
  );
});
