import { expect, test } from 'vitest';
import { starterTokenizer, vocabulary } from '../../../../../fixtures/starter-words.js';

const tokenizer = starterTokenizer(6);

test.each([
  ['a dog running', 'a dog running in a park'],
  ['a shark', 'a shark under water'],
  ['a kitty running', 'a kitty running in a garden'],
  ['a rocket, the camera zooms in', 'a rocket in space, the camera zooms in'],
  ['a man running', 'a runner running in a park'],
  ['a guitar swinging', 'a guitar swinging on a stage'],
  ['🦈', '🦈 under water'],
])('a prompt without a place gets one that suits its thing: %s', (prompt, placed) => {
  expect(tokenizer.check(prompt).placed).toBe(placed);
});

test('what gets a place is known to the model, and has one then', () => {
  const placed = vocabulary.objects.flatMap((name) => tokenizer.check(`a ${name}`).placed ?? []);
  // Others are read as places, such as a beach, as parts of something, such as an eye, or as what is left out: "no entry sign".
  expect(placed.length).toBeGreaterThan(0.95 * vocabulary.objects.length);
  for (const prompt of placed) {
    const again = tokenizer.check(prompt);
    expect(again.unknown, prompt).toEqual([]);
    expect(again.placed, prompt).toBeUndefined();
  }
});

test.each(['a dog on the beach', 'a dog on a red background', 'sunset over the ocean', 'a rose, plain background', 'logo of a cat', 'running', 'two dogs and a cat'])('no place is added: %s', (prompt) => {
  expect(tokenizer.check(prompt).placed).toBeUndefined();
});

test.each([
  ['a guitar', 'a guitar on a stage, the camera zooms in'],
  ['a red car on the beach', undefined],
  ['a guitar on the beach', 'a guitar on the beach, the camera zooms in'],
  ['a guitar on the beach, the camera moves to the left', undefined],
  ['a guitar spins on the beach', undefined],
  ['a guitar standing still on the beach', undefined],
])('the camera moves closer where nothing moves: %s', (prompt, placed) => {
  expect(tokenizer.check(prompt).placed).toBe(placed);
});

test('several things are in the place of the first', () => {
  expect(tokenizer.check('two dogs and a cat').things).toMatchObject({ place: 'in a park', background: 'a dog in a park' });
  expect(tokenizer.check('two dogs and a cat on the beach').things).toMatchObject({ place: 'on the beach' });
});
