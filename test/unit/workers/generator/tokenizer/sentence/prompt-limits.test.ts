import { expect, test } from 'vitest';
import { starterTokenizer } from '../../../../../fixtures/starter-words.js';

const tokenizer = starterTokenizer();
const limits = (prompt: string): readonly string[] =>
  tokenizer.check(prompt).limits.map(({ code, params }) =>
    [code, ...('things' in params ? params.things : 'asked' in params ? [params.asked] : [params.thing, params.colour])].join(' '),
  );

test.each([
  ['two dogs', ['one-of-it two dogs']],
  ['Three red apples bouncing', ['one-of-it three red apples']],
  ['a couple of cats', ['one-of-it couple of cats']],
  ['12 penguins jumping in the snow', ['one-of-it 12 penguins']],
  ['penguins on the beach', ['one-of-it penguins']],
  ['a dog and a cat', ['one-subject dog cat']],
  ['a dog playing with a soccer ball on the beach', ['one-subject dog soccer ball']],
  ['two dogs and a green clown', ['one-of-it two dogs', 'own-colours clown green', 'one-subject dog clown']],
  ['a big purple clown dancing on a stage', ['own-colours clown purple']],
])('"%s" is told what it will not get', (prompt, expected) => {
  expect(limits(prompt)).toEqual(expected);
});

test.each([
  'a red apple bouncing on a green background',
  'a penguin jumping on the beach',
  'a butterfly flapping its wings in the garden',
  'a soccer ball rolling in the stadium',
  'a pink elephant walking in the mountains, the camera moves closer',
  'two beers',
  'grapes on a white background',
  'a cat sleeping among flowers',
  'a camera spinning',
  'a car drives to the left in the city lights, slowly',
])('"%s" is drawn as it says', (prompt) => {
  expect(limits(prompt)).toEqual([]);
});
