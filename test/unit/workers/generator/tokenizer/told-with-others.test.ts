import { describe, expect, test } from 'vitest';
import type { PromptThings } from '../../../../../contract/generator.js';
import { starterTokenizer } from '../../../../fixtures/starter-words.js';

const tokenizer = starterTokenizer(6);
const things = (prompt: string): PromptThings | null => tokenizer.check(prompt).things ?? null;
const layers = (prompt: string): readonly string[] => (things(prompt)?.layers ?? []).map(({ content }) => (content.kind === 'prompt' ? content.prompt : ''));
/** What one thing is drawn as. */
const alone = (prompt: string): string => {
  const { placed, things: split } = tokenizer.check(prompt);
  expect(split?.layers ?? [], prompt).toEqual([]);
  return tokenizer.textOf(placed ?? split?.background ?? prompt);
};
const missing = (prompt: string): readonly string[] => tokenizer.check(prompt).unknown.flatMap(({ word, isRead }) => (isRead ? [] : [word]));

describe('a word that is only in names of other things', () => {
  test.each([
    ['a happy dog jumping', 'happy', 'dog jumping'],
    ['sad robot', 'sad', 'robot'],
    ['a sick panda', 'sick', 'panda'],
    ['cool penguin', 'cool', 'penguin'],
    ['a laughing baby', 'laughing', 'baby'],
    ['elephant painting', 'painting', 'elephant'],
  ])('"%s" is drawn without "%s", and it is said', (prompt, word, drawn) => {
    expect(alone(prompt)).toContain(drawn);
    expect(alone(prompt)).not.toContain(word);
    expect(missing(prompt)).toEqual([word]);
  });

  test.each(['a golden bell', 'a red rose', 'an erupting volcano', 'a volcano erupting', 'a penguin waddling', 'a grinning cat', 'a white flag', 'happy'])('"%s" is drawn as it stands', (prompt) => {
    expect(alone(prompt)).toContain(prompt);
    expect(missing(prompt)).toEqual([]);
  });

  test('is told apart from one that the model does not know', () => {
    expect(tokenizer.check('a happy zorblax dog').unknown).toEqual([
      { word: 'happy', near: [], isRead: false, isKnown: true },
      { word: 'zorblax', near: [], isRead: false },
    ]);
  });

  test('names nothing where what it is said of is not known', () => {
    expect(things('a pirate walking on the beach')).toMatchObject({ place: 'on the beach', hideSubject: true, layers: [] });
    expect(missing('a pirate walking on the beach')).toEqual(['pirate']);
  });

  test('is read as a motion where it says what something does', () => {
    expect(alone('a dog skateboarding')).toContain('dog sliding to the right');
    expect(alone('a dog swimming in the sea')).toContain('dog floating');
    expect(alone('a shark swimming')).toContain('shark swimming');
  });
});

describe('what is told with a thing', () => {
  test.each([
    ['a woman dancing in a red dress', 'dancer dancing', ['dress']],
    ['a man wearing a hat', 'man', ['hat']],
    ['a dog with sunglasses', 'dog', ['sunglasses']],
    ['a cat in a space suit on the moon', 'cat on the moon', ['suit']],
    ['a woman with long blonde hair walking on the beach', 'female walker walking on the beach', ['long', 'hair']],
    ['a dragon with large wings', 'dragon', ['wings']],
    ['a rose with falling petals', 'a rose in a garden', []],
    ['a car with big wheels', 'car', []],
    ['a birthday cake with candles', 'birthday cake', []],
    ['a cup of coffee with steam', 'cup of coffee', ['steam']],
    ['steam rising from a cup of coffee', 'cup of coffee', ['steam']],
    ['the leaves of a tree', 'tree', []],
    ['panda doing yoga', 'panda', ['doing', 'yoga']],
    ['my dog wearing sunglasses on the beach 😎', 'dog on the beach', ['😎', 'sunglasses']],
  ])('in "%s" is no thing beside it', (prompt, drawn, left) => {
    expect(alone(prompt)).toContain(drawn);
    expect(missing(prompt)).toEqual(expect.arrayContaining(left));
    expect(missing(prompt).filter((word) => !left.includes(word) && word !== 'rising')).toEqual([]);
  });

  test.each([
    ['a girl with sunglasses', ['a girl', 'sunglasses']],
    ['a bear wearing a crown', ['a bear', 'a crown']],
    ['a red dress and a hat', ['a red dress', 'a hat']],
    ['hamster running in a wheel', ['a wheel', 'hamster running']],
    ['a candle and a cake', ['a candle', 'a cake']],
    ['🐶❤️🐱', ['dog face', 'heart', 'cat face']],
  ])('in "%s" is one beside it where it can be', (prompt, drawn) => {
    expect([...layers(prompt)].sort()).toEqual([...drawn].sort());
  });

  test('before another name says what kind that is, and is left out', () => {
    expect(alone('a monster truck on the road')).toBe('a truck on the road');
    expect(alone('cute anime girl with cat ears')).toContain('girl in a park');
    expect(missing('a robot dog walking')).toEqual(['robot']);
  });
});

describe('a kind of thing', () => {
  test.each([
    ['husky in the snow', 'dog in the snow'],
    ['a golden retriever puppy', 'a dog in a park'],
    ['two corgis running', ''],
    ['siamese cat sleeping', 'cat sleeping in a garden'],
    ['a red ferrari', 'a red car on the road'],
  ])('"%s" is the plain one', (prompt, drawn) => {
    if (drawn === '') expect(layers(prompt)).toEqual(['a dog running', 'a dog running']);
    else expect(alone(prompt)).toBe(drawn);
    expect(missing(prompt)).toEqual([]);
  });

  test.each(['a kitty', 'doggy', 'bunny', 'puppy'])('"%s" moves by itself, so the camera rests', (prompt) => {
    expect(alone(prompt)).not.toContain('camera');
  });
});

describe('what a vehicle does', () => {
  test.each([
    ['a sports car drifting at night in the rain', 'car driving quickly to the right in the rain'],
    ['a speeding car', 'car driving quickly to the right'],
    ['a bus racing to the left', 'bus driving quickly to the left'],
    ['a car parking', 'car standing still'],
    ['a sailboat sailing', 'sailboat sliding slowly to the right'],
    ['a plane taking off', 'departing plane sliding to the right'],
    ['a balloon drifting', 'balloon drifting'],
    ['a wave crashing', 'wave standing still on the open sea'],
  ])('"%s" is its own motion', (prompt, drawn) => {
    expect(alone(prompt)).toContain(drawn);
  });
});

describe('a couple', () => {
  test('that nothing is drawn of is said to be left out', () => {
    expect(missing('a couple in paris')).toEqual(['couple']);
    expect(missing('a couple of cats in paris')).toEqual([]);
  });
});

describe('a dragon', () => {
  test('breathes fire, or is named after it', () => {
    expect(layers('a dragon breathing fire')).toEqual([expect.stringContaining('dragon'), expect.stringContaining('fire')]);
    expect(missing('a fire breathing dragon')).toEqual(['fire', 'breathing']);
  });
});

describe('a place', () => {
  test('that names a time which is not drawn says so', () => {
    expect(missing('ufo over a farm at night')).toEqual(['night']);
    expect(missing('a dog on a street at night')).toEqual([]);
  });

  test('has its waves as things', () => {
    expect(layers('waves crashing on a beach at sunset')).toEqual(Array<string>(3).fill('a wave standing still'));
    expect(things('waves crashing on a beach at sunset')?.background).toContain('on a beach at sunset');
  });

  test.each([['the ocean', 'on the ocean'], ['stormy sea', 'on a stormy sea'], ['a beautiful sunset', 'at sunset'], ['river flowing through mountains', 'in the mountains']])('"%s" alone is shown %s', (prompt, place) => {
    expect(things(prompt)).toMatchObject({ place, hideSubject: true, layers: [] });
  });

  test('is not the moon that something is done at, or in front of', () => {
    expect(layers('wolf howling at the moon')).toContain('a moon');
    expect(layers('a witch flying on her broom in front of the moon')).toContain('a moon');
    expect(things('a cat on the moon')).toBeNull();
  });
});

test('who rides is smaller than what is ridden, and above it', () => {
  const split = things('a bear riding a bicycle');
  const [mount, rider] = split?.layers ?? [];
  expect(layers('a bear riding a bicycle')).toEqual(['a bicycle', 'a bear']);
  expect(rider!.place.size).toBeLessThan(0.7 * mount!.place.size);
  expect(rider!.place.y).toBeLessThan(mount!.place.y);
  // Who is in a car looks out behind it.
  expect(layers('a cat in a car')).toEqual(['a cat', 'a car']);
});
