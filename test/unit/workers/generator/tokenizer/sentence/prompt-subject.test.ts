import { describe, expect, test } from 'vitest';
import { starterTokenizer } from '../../../../../fixtures/starter-words.js';

const tokenizer = starterTokenizer(6);

describe('a colour that a thing is painted in', () => {
  test.each([
    ['a blue dog running', 'a dog running', 'dog', 'blue', false],
    ['a small dark blue car on the beach', 'a small car on the beach', 'car', 'dark blue', false],
    ['A Turquoise guitar!', 'A guitar', 'guitar', 'turquoise', false],
    ['a gold elephant in space', 'a elephant in space', 'elephant', 'gold', true],
    ['a bluish bird', 'a bird', 'bird', 'blue', false],
    ['a red dog on a red background', 'a dog on a red background', 'dog', 'red', false],
    ['a dog on a red background, a red one', 'a dog on a red background, a red one', 'dog', undefined, undefined],
  ])('is taken away from %j', (prompt, text, object, colour, isNeutral) => {
    expect(tokenizer.readSubject(prompt)).toEqual({ text, object, ...(colour && { colour, isNeutral }) });
  });

  test.each([
    ['a red apple', 'is its own'],
    ['a red heart', 'is in its name'],
    ['a blue rainbow', 'is told of, since a rainbow has its own'],
    ['a dog', 'is not said'],
  ])('stays in %j: it %s', (prompt) => {
    const { text, colour } = tokenizer.readSubject(prompt);
    expect({ text, colour }).toEqual({ text: prompt, colour: undefined });
  });

  test.each(['a turquoise car', 'a navy blue boat on the sea', 'a light green frog jumping'])('is known: %j', (prompt) => {
    expect(tokenizer.check(prompt).unknown).toEqual([]);
  });

  test('is said of each thing of several', () => {
    expect(tokenizer.check('a turquoise car and a pale pink pig').things?.layers.map(({ content }) => 'prompt' in content && content.prompt)).toEqual(['a turquoise car', 'a pale pink pig']);
    expect(tokenizer.check('two light blue butterflies').limits).toEqual([{ code: 'one-of-it', params: { asked: 'two light blue butterflies', thing: 'butterfly' } }]);
  });

  test('is told of where a thing keeps its own', () => {
    expect(tokenizer.check('a turquoise rainbow').limits).toEqual([{ code: 'own-colours', params: { thing: 'rainbow', colour: 'turquoise' } }]);
  });
});
