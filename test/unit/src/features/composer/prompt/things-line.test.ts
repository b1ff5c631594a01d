import { describe, expect, test } from 'vitest';
import { isForeign } from '../../../../../../contract/check-request.js';
import type { PromptThings } from '../../../../../../contract/generator.js';
import { lineOf, lineOfOne, unknownBeside } from '../../../../../../src/features/composer/prompt/things-line.js';
import { starterTokenizer } from '../../../../../fixtures/starter-words.js';

const tokenizer = starterTokenizer(6);

const BEACH: PromptThings = { background: 'a panda on the beach', hideSubject: true, layers: [], place: 'on the beach', camera: 'the camera zooms in', limits: [] };
const layer = (prompt: string): PromptThings['layers'][number] => ({ content: { kind: 'prompt', prompt }, place: { x: 0.5, y: 0.5, size: 0.5 } });

/** All that stands under a prompt of what is drawn in place of its words. */
function told(prompt: string): readonly string[] {
  const { things, unknown } = tokenizer.check(prompt);
  const line = lineOf(things ?? null, '', prompt);
  return [...(line ? [[...line.things, line.words].filter(Boolean).join(', ')] : []), ...unknownBeside(line, unknown).map(({ word, near, isTold }) => `${isTold ? 'other than ' : ''}${word}: ${near.join(' ')}`)];
}

describe('the line of what a prompt is drawn as', () => {
  test.each([
    ['a girl dancing on the stage', 'a dancer dancing on the stage'],
    ['a man riding a bike down the street', 'a cyclist sliding to the right on the street'],
    ['two dogs playing with a ball on the beach', '2 × a dog jumping, a soccer ball, on the beach'],
    ['three boys swimming', '3 × a swimmer swimming, by the sea'],
    ['a man singing and a woman dancing on the stage', 'a singer swinging, a dancer dancing, on the stage'],
    ['a blue elefant flying over mountains', 'a blue elephant flying in the mountains'],
    ['no cats, just a dog in the snow', 'a dog in the snow'],
    ['sunset over the ocean', 'by the ocean at sunset'],
    ['ten cats', '6 × a cat, in a garden'],
  ])('is all that is said of "%s"', (prompt, line) => {
    expect(told(prompt)).toEqual([line]);
  });

  test.each(['my cat', 'a red dog', 'a dog dancing'])('is absent where "%s" is drawn as it stands', (prompt) => {
    expect(told(prompt)).toEqual([]);
  });

  test.each([
    ['birthday cake with candles for anna', ['birthday cake', 'anna: ']],
    ['a birthday cake with three candles', ['a birthday cake']],
    ['a tree with green leaves', ['a tree']],
    ['a birthday cake and a candle', ['a birthday cake, a candle, at a party']],
  ])('names nothing beside a thing that has it already: "%s"', (prompt, lines) => {
    expect(told(prompt)).toEqual(lines);
  });

  test('names no word that is left out, which is said beside it', () => {
    expect(told('a girl dancing happily with a zorblax')).toEqual(['a dancer dancing', 'happily: ', 'zorblax: ']);
    expect(told('a happy dog on the beach at night')).toEqual(['a dog on the beach', 'happy: ', 'night: ']);
    expect(told('two kids playing soccer in the park')).toEqual(['2 × a kid, soccer, in the park', 'playing: jumping']);
    expect(told('two zorblax dogs on the beach')).toEqual(['2 × a dog, on the beach', 'zorblax: ']);
  });

  test.each([
    ['a happy person dancing with a fluffy zorblax', 'a dancer dancing'],
    ['a dog running with a small red zorblax down the street', 'a dog running on the street'],
    ['a girl dancing with her old grey zorblax on the stage', 'a dancer dancing on the stage'],
    ['a red dog zorblax down the street', 'a red dog on the street'],
  ])('leaves nothing of what describes a word that is left out: "%s"', (prompt, line) => {
    expect(told(prompt)[0]).toBe(line);
  });

  test.each([
    ['a man running', 'a runner running'],
    ['a girl dancing with a zorblax', 'a dancer dancing'],
    ['a dog running', null],
    ['two dogs', null],
    ['a beautiful beach', null],
  ])('tells what the words of a layer are drawn as: "%s"', (prompt, words) => {
    expect(lineOfOne(tokenizer.check(prompt).things, prompt)?.words ?? null).toBe(words);
  });

  test.each([
    ['ein Hund läuft durch den Wald', true],
    ['un chien qui court dans la forêt', true],
    ['a fluffy quokka', false],
    ['a blue elefant flying over mountains at night', false],
    ['birthday cake with candles for anna', false],
    ['a happy colorful golden dog with sunglasses', false],
  ])('offers no words that are spelled alike for a prompt in another language: "%s"', (prompt, isOther) => {
    expect(isForeign(tokenizer.check(prompt))).toBe(isOther);
  });

  test('tells of an unknown word once, and offers others beside it', () => {
    const unknown = [{ word: 'swamp', near: ['forest', 'jungle'], isRead: true }];
    const line = lineOf({ ...BEACH, hideSubject: false, background: 'a penguin in a forest, the camera zooms in' }, '', 'a penguin thru a swamp');
    expect(unknownBeside(line, unknown)).toEqual([{ ...unknown[0], isTold: true }]);
    expect(unknownBeside(line, [{ ...unknown[0]!, near: ['forest'] }])).toEqual([]);
    expect(unknownBeside(line, [{ ...unknown[0]!, near: ['rest'] }])).toHaveLength(1);
    expect(unknownBeside(null, unknown)).toEqual([{ ...unknown[0], isTold: false }]);
  });

  test('has words for the prompt, unless it has them or several things are drawn', () => {
    expect(lineOf(BEACH, '', 'a beautiful beach')).toEqual({ things: [], words: 'on the beach', isPlaceAlone: true, isForPrompt: true });
    expect(lineOf(BEACH, '', ' on the beach ')).toMatchObject({ isForPrompt: false });
    expect(lineOf({ ...BEACH, layers: [layer('a dog'), layer('a cat'), layer('a dog')] }, '', 'dogs')).toEqual({ things: ['2 × a dog', 'a cat'], words: 'on the beach', isPlaceAlone: false, isForPrompt: false });
    expect(lineOf({ ...BEACH, hideSubject: false, background: 'a runner' }, '', 'a man running')).toEqual({ things: [], words: 'a runner', isPlaceAlone: false, isForPrompt: true });
  });

  test('has the place that nobody named, but not where several things stand in it already', () => {
    const placed = { things: [], words: 'a dog in a park', isPlaceAlone: false };
    expect(lineOf(null, 'a dog in a park', 'a dog')).toEqual({ ...placed, isForPrompt: true });
    expect(lineOf({ ...BEACH, hideSubject: false, background: 'a dog' }, 'a dog in a park', 'a doggo')).toEqual({ ...placed, isForPrompt: true });
    expect(lineOf({ ...BEACH, layers: [layer('a dog'), layer('a cat')] }, 'a dog in a park', 'a dog, a cat')).toMatchObject({ words: 'on the beach' });
    expect(lineOf(null, '', 'a dog')).toBeNull();
  });

  test.each(['a girl dancing on the stage', 'a man riding a bike down the street', 'a man running', 'a blue elefant flying over mountains at night', 'a cat sitting in the park at night', 'sunset over the ocean', 'a quiet street at night', 'a person swimming', 'a man walking down the street'])(
    'of "%s" is drawn the same once it is the prompt',
    (prompt) => {
      const line = lineOf(tokenizer.check(prompt).things!, '', prompt)!;
      expect(line.isForPrompt).toBe(true);
      const { things, unknown } = tokenizer.check(line.words);
      expect(unknown).toEqual([]);
      expect(things ? lineOf(things, '', line.words) : { ...line, isForPrompt: false }).toEqual({ ...line, isForPrompt: false });
    },
  );
});
