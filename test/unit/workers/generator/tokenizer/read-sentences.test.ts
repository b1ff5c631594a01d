import { describe, expect, test } from 'vitest';
import type { PromptThings } from '../../../../../contract/generator.js';
import type { PromptTokenizer } from '../../../../../workers/generator/tokenizer/prompt-tokenizer.js';
import { parseWordForms } from '../../../../../workers/generator/tokenizer/word-forms.js';
import { starterTokenizer, texts } from '../../../../fixtures/starter-words.js';

const { words } = texts;
const tokenizerOf = (lists: string, layers = 6): PromptTokenizer => starterTokenizer(layers, lists);
const tokenizer = tokenizerOf(words);
const things = (prompt: string, by = tokenizer): PromptThings | null => by.check(prompt).things ?? null;
const layers = (prompt: string): readonly string[] => (things(prompt)?.layers ?? []).map(({ content }) => (content.kind === 'prompt' ? content.prompt : ''));

describe('a prompt with a place and no thing', () => {
  test.each([
    ['sunset over the ocean', 'by the ocean at sunset'],
    ['a quiet street at night', 'on a street at night'],
    ['a beautiful beach', 'on the beach'],
    ['snow falling in the forest', 'in the snow'],
    ['rainy city', 'in the rain'],
    ['the mountains in the morning', 'in the mountains'],
    ['a blue background', 'on a blue background'],
    ['pink gradient', 'on a pink background'],
    ['a beach without people', 'on the beach'],
    ['the night sky full of stars', 'in the night sky'],
    ['drone shot over a tropical jungle', 'in the jungle'],
    ['a zorblax in the forest', 'in the forest'],
  ])('"%s" is drawn %s alone, and the camera moves', (prompt, place) => {
    expect(things(prompt)).toMatchObject({ place, hideSubject: true, layers: [], camera: 'the camera zooms in' });
  });

  test('moves as it says, where it says so', () => {
    expect(things('a forest, the camera pans left')).toMatchObject({ camera: '', hideSubject: true });
    expect(things('a forest, the camera pans left')?.background).toMatch(/ in a forest, the camera pans left$/u);
  });

  test.each(['pizza', 'three mountains', 'a mountain', 'a beach ball', 'a red circus tent', 'running', 'a ballerina', 'qwrtzxq'])('"%s" is none', (prompt) => {
    expect(things(prompt)?.hideSubject === true && layers(prompt).length === 0).toBe(false);
  });
});

describe('a place', () => {
  test.each([
    ['a dog running through a forest', 'in a forest'],
    ['a cat walking across the road', 'on the road'],
    ['an eagle flying over the ocean', 'on the ocean'],
    ['a spaceship flying into space', 'in space'],
    ['a horse running along the beach', 'on the beach'],
    ['a dog running around the park', 'in a park'],
    ['a duck swimming near the sea', 'on the sea'],
    ['a fish jumping out of the ocean', 'on the ocean'],
    ['a dog in a snowy forest', 'in the snow'],
    ['a dog in the forest at night', 'in the forest'],
    ['a dog on a street at night', 'on a street at night'],
    ['a forest with a wolf', 'in a forest'],
    ['a dinosour walking thru the jungel', 'in the jungle'],
  ])('of "%s" is %s', (prompt, place) => {
    expect(things(prompt)?.place ?? tokenizer.textOf(prompt)).toContain(place);
    expect(things(prompt)?.hideSubject ?? false).toBe(false);
  });

  test('where somebody goes who flies to the moon is space, and the moon is drawn', () => {
    expect(things('a rocket flying to the moon')?.place).toBe('in space');
    expect(layers('a rocket flying to the moon')).toEqual(expect.arrayContaining(['a rocket flying', 'a moon']));
    expect(things('a man walking on the moon')?.place).toBe('on the moon');
    expect(layers('a cow jumping over the moon')).toContain('a moon');
  });

  test('that the model learned stays as it was typed', () => {
    expect(things('a penguin jumping on the beach')).toBeNull();
  });

  test('and people are not read where a film has no layers', () => {
    const plain = tokenizerOf(words, 0);
    expect(plain.check('a woman riding a horse through the forest')).toMatchObject({ limits: [{ code: 'one-subject', params: { things: ['woman', 'horse'] } }] });
    expect(things('a beach', plain)).toBeNull();
  });
});

describe('somebody who does something', () => {
  test.each([
    ['a man running on the beach', 'a runner running on the beach'],
    ['a girl dancing on a stage', 'a dancer dancing on a stage'],
    ['a boy riding a bicycle down the street', 'a cyclist sliding to the right on the street'],
    ['a man riding his bike to the left', 'a cyclist sliding to the left'],
    ['a woman riding a horse', 'a jockey running'],
    ['someone surfing a big wave', 'surfer sliding to the right by the sea'],
    ['a man lifting weights', 'a weightlifter pulsing'],
    ['a lady doing yoga', 'a meditating woman breathing'],
    ['somebody doing yoga', 'meditating person breathing'],
    ['a girl running in the park', 'a female runner running in the park'],
    ['two people wrestling', 'wrestlers'],
    ['a boy on a bicycle in the park', 'a cyclist sliding to the right in the park'],
    ['a man on a horse running on the beach', 'a jockey running on the beach'],
    ['a woman singing on a stage', 'a singer swinging on a stage'],
    ['a running man', 'a runner running'],
    ['an old man walking with a cane', 'a walking man walking'],
    ['a grandma dancing', 'a dancer dancing'],
    ['a boy jumping', 'a man jumping'],
  ])('"%s" is %s', (prompt, drawn) => {
    expect(things(prompt)?.background).toContain(drawn);
    expect(things(prompt)).toMatchObject({ layers: [], hideSubject: false });
  });

  test('that is done with one thing is not what another does', () => {
    expect(layers('a bear playing a guitar and a dog dancing on a stage')).toEqual(expect.arrayContaining(['a guitar', 'a dog dancing']));
    expect(layers('a dog and a cat dancing')).toEqual(['a dog dancing', 'a cat dancing']);
  });

  test('is counted and stands with others as before', () => {
    expect(layers('kids playing basketball')).toEqual(Array<string>(3).fill('a basketball player jumping'));
    expect(layers('a man and a woman dancing at a party')).toEqual(['a disco dancer dancing', 'a dancer dancing']);
    expect(layers('a woman and her dog running along the beach')).toEqual(['a female runner running', 'a dog running']);
    expect(layers('an old man walking his dog')).toEqual(['a walking man walking', 'a dog walking']);
    expect(layers('kids playing')).toEqual(Array<string>(3).fill('a runner running'));
    expect(layers('a boy playing with a ball')).toContain('a boy jumping');
  });

  test.each(['a cat riding a bicycle', 'a cowboy riding a horse', 'a man jumping over a fence', 'a man with a dog', 'a man on the beach with a horse', 'a boy kicks a ball'])('"%s" is drawn with its own words', (prompt) => {
    const whoever = new Set((JSON.parse(words) as { doings: { rows: { thing?: string }[] } }).doings.rows.flatMap(({ thing = 'man' }) => (/^(?:man|woman|person)$/u.test(thing) ? [] : [thing])));
    const drawn = [things(prompt)?.background ?? '', ...layers(prompt)].join(', ');
    expect([...whoever].filter((name) => drawn.includes(name))).toEqual([]);
  });

  test('is the most exact thing that a pack has', () => {
    const lists = JSON.parse(words) as { things: string[]; doings: { rows: object[] } };
    const rows = [{ who: 'men', does: ['running'], thing: 'man running' }, ...lists.doings.rows];
    const exact = tokenizerOf(JSON.stringify({ ...lists, things: [...lists.things, 'man running'], doings: { ...lists.doings, rows } }));
    expect(things('a boy running to the left in the park', exact)?.background).toBe('a man running left in the park');
    expect(things('a girl running', exact)?.background).toBe('a female runner running');
    expect(things('a kid running', exact)?.background).toBe('a runner running');
  });

  test('is not drawn as a thing or a place that the verb is near to, nor as another verb', () => {
    expect(tokenizer.check('a man sitting on a bench').unknown).toContainEqual({ word: 'sitting', near: [], isRead: false });
    expect(tokenizer.textOf('a man sitting on a bench')).not.toContain('living room');
    expect(tokenizer.textOf('a dog in a bustling street')).toBe('a dog in a city street');
    expect(layers('a man singing and a woman dancing')).toEqual(['a singer swinging', 'a dancer dancing']);
  });

  test('that is read is not told to be unknown', () => {
    expect(tokenizer.check('someone surfing a big wave').unknown).toEqual([]);
    expect(tokenizer.check('a zorblax in the jungel').unknown.map(({ word }) => word)).toEqual(['zorblax', 'jungel']);
  });
});

describe('the lists of a pack', () => {
  test('may be missing', () => {
    expect(parseWordForms('{"forms":{},"things":["dog"]}')).toMatchObject({ doings: { rows: [] }, placeWords: { names: {} } });
  });

  test.each(['{"forms":{},"things":[],"doings":{"who":{},"many":{},"rows":[{"who":"men"}]}}', '{"forms":{},"things":[],"doings":{"who":{},"many":{"couple":0},"rows":[]}}', '{"forms":{},"things":[],"placeWords":{"names":[]}}'])('are refused where they cannot be read: %s', (source) => {
    expect(() => parseWordForms(source)).toThrow(/word-forms-unreadable/u);
  });
});
