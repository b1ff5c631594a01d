import { describe, expect, test } from 'vitest';
import type { PromptCheck } from '../../../../../../contract/generator.js';
import type { Weather } from '../../../../../../contract/names.js';
import { starterTokenizer } from '../../../../../fixtures/starter-words.js';

const tokenizer = starterTokenizer(6);

/** What is drawn behind the weather: the place alone, things in it, or the prompt as it stands. */
function drawn({ things, placed }: PromptCheck, prompt: string): string {
  if (placed !== undefined && !things?.layers.length) return placed;
  if (!things) return prompt;
  const layers = things.layers.map(({ content }) => (content.kind === 'prompt' ? content.prompt : ''));
  return things.hideSubject ? [...layers, things.place].join(' | ') : things.background;
}

describe('the weather of a prompt', () => {
  test.each<[string, Weather, string]>([
    ['snow falling in a forest', 'snow', 'in the snow'],
    ['a car in the rain', 'rain', 'a car in the rain'],
    ['raining in the city', 'rain', 'in the rain'],
    ['rainy city', 'rain', 'in the rain'],
    ['it is raining', 'rain', 'in the rain'],
    ['a snowman in the snow', 'snow', 'a snowman in the snow'],
    ['a penguin, snowing', 'snow', 'a penguin, in the snow'],
    ['a dog in a blizzard', 'snow', 'a dog in the snow'],
    ['falling snowflakes', 'snow', 'in the snow'],
    ['a fox in a snowy forest', 'snow', 'a fox in the snow'],
    ['a snowflake', 'snow', 'a snowflake in the snow'],
    ['fireflies in a forest at night', 'fireflies', 'in a forest at night'],
    ['confetti at a party', 'confetti', 'at a party'],
    ['a dancer with confetti at a party', 'confetti', 'a dancer at a party'],
    ['cherry blossom petals falling', 'petals', 'in a garden'],
    ['autumn leaves falling', 'leaves', 'in an autumn forest'],
    ['a dog running in falling leaves', 'leaves', 'a dog running in an autumn forest'],
    ['leaves falling in a park', 'leaves', 'in a park'],
    ['bubbles under water', 'bubbles', 'under water'],
    ['a cat with an umbrella in the rain', 'rain', 'a cat | an umbrella | in the rain'],
  ])('"%s": %s, and %s', (prompt, kind, behind) => {
    const check = tokenizer.check(prompt);
    expect(check.weather?.kind).toBe(kind);
    expect(drawn(check, prompt)).toBe(behind);
    expect(check.unknown).toEqual([]);
    expect(check.knownCount).toBeGreaterThan(0);
  });

  test.each(['a dog', 'a leaf falling from a tree', 'a leaf', 'a tree with green leaves', 'bubbles', 'soap bubbles', 'a confetti ball', 'a rain cloud', 'a rainbow', 'a dog in the rainforest', 'a dog in a living room, snowing outside', 'a firefly'])('is none of "%s"', (prompt) => {
    expect(tokenizer.check(prompt).weather).toBeUndefined();
  });

  test.each([
    ['a car driving in the rain, no rain', 'a car driving to the right in the rain', 'no rain'],
    ['a dog in the snow without snow', 'a dog in the snow', 'no snow'],
    ['a fox in a snowy forest, no snow falling', 'a fox in the snow', 'no snow'],
    ['a street, not raining', 'on the street', ''],
  ])('can be done without: "%s"', (prompt, behind, words) => {
    const check = tokenizer.check(prompt);
    expect(check.weather).toEqual({ kind: null, isSaid: true, words });
    expect(drawn(check, prompt)).toBe(behind);
  });

  test('is the same behind the prompt as it is drawn', () => {
    for (const prompt of ['a deer in an autumn forest with falling leaves', 'fireflies in a forest', 'confetti', 'a fish under water with bubbles', 'cherry blossom petals falling', 'a snowy street, no snow', 'rainy city']) {
      const check = tokenizer.check(prompt);
      const again = [drawn(check, prompt), check.weather!.words].filter(Boolean).join(', ');
      const reread = tokenizer.check(again);
      expect(reread.weather, again).toEqual(check.weather);
      expect(drawn(reread, again), again).toBe(drawn(check, prompt));
    }
  });

  test('is said by the place alone where that suits the thing', () => {
    expect(tokenizer.check('a snowman').weather).toMatchObject({ kind: 'snow', isSaid: false });
    const { placed, weather } = tokenizer.check('an umbrella');
    expect(placed).toContain('an umbrella in the rain');
    expect(weather).toMatchObject({ kind: 'rain', isSaid: false });
    expect(tokenizer.check('a penguin on the beach').weather).toBeUndefined();
  });

  test('is not read for films without layers, whose model draws what it learned', () => {
    const plain = starterTokenizer();
    expect(plain.check('a car in the rain').weather).toBeUndefined();
    expect(plain.check('falling leaves')).not.toHaveProperty('things');
  });
});
