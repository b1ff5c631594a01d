import { describe, expect, test } from 'vitest';
import { arrangeThings, type Relation, type ThingToPlace } from '../../../../../../workers/generator/tokenizer/sentence/arrange-things.js';

const thing = (name: string, more: Partial<ThingToPlace> = {}): ThingToPlace => ({ prompt: name, name, stands: 'rests', isSmall: false, relation: null, ...more });
const told = (kind: Relation): Partial<ThingToPlace> => ({ relation: { kind, of: [0, 1] } });
function placed(...things: readonly ThingToPlace[]): (name: string) => { readonly x: number; readonly y: number; readonly size: number; readonly depth: number } {
  const layers = arrangeThings(things, null);
  return (name) => {
    const depth = layers.findIndex(({ prompt }) => prompt === name);
    const layer = layers[depth];
    if (!layer) throw new Error(`${name} is not placed.`);
    return { ...layer.place, depth };
  };
}

test('two things stand next to each other, in the order of the sentence, on one ground', () => {
  const of = placed(thing('dog'), thing('cat'));
  expect(of('dog').x).toBeLessThan(0.35);
  expect(of('cat').x).toBeGreaterThan(0.65);
  expect(of('dog').y).toBe(of('cat').y);
});

test('what is little is smaller, and its lower edge is no higher', () => {
  const of = placed(thing('elephant'), thing('mouse'));
  expect(of('mouse').size).toBeLessThan(0.7 * of('elephant').size);
  expect(of('mouse').y).toBeGreaterThan(of('elephant').y);
});

test('what flies is above', () => {
  const of = placed(thing('dragon', { stands: null }), thing('castle'), thing('sun', { stands: null }));
  expect(of('dragon').y).toBeLessThan(of('castle').y);
  expect(of('sun').y).toBeLessThan(of('castle').y);
});

test('what flies is beside what is large, and smaller, and over anything else', () => {
  const beside = placed(thing('bird', { stands: null }), thing('tree'));
  const [bird, tree] = [beside('bird'), beside('tree')];
  // Of a square, about six tenths are filled.
  expect(tree.x - bird.x).toBeGreaterThan(0.3 * (bird.size + tree.size));
  expect(bird.size).toBeLessThan(0.6 * tree.size);
  expect(bird.x - 0.3 * bird.size).toBeGreaterThan(0);
  expect(tree.x + 0.3 * tree.size).toBeLessThan(1);
  const above = placed(thing('bird', { stands: null }), thing('dog'));
  expect(above('bird').x).toBe(above('dog').x);
});

test.each<[string, string, Relation]>([
  ['cat', 'bed', 'below'],
  ['owl', 'tree', 'below'],
  ['hamster', 'wheel', 'inside'],
])('of a %s and its %s, the one is above, and in front', (actor, support, relation) => {
  const of = placed(thing(actor), thing(support, told(relation)));
  expect(of(actor).y).toBeLessThan(of(support).y);
  expect(of(actor).x).toBe(of(support).x);
  expect(of(actor).depth).toBeGreaterThan(of(support).depth);
});

test('a crown is on the head, and a pizza in the hand', () => {
  const of = placed(thing('bear'), thing('crown', told('on the head')), thing('pizza', told('held')));
  expect(of('crown').y).toBeLessThan(of('bear').y - 0.15);
  expect(of('crown').depth).toBeGreaterThan(of('bear').depth);
  expect(Math.abs(of('pizza').x - of('bear').x)).toBeLessThan(of('bear').size / 2);
  expect(of('pizza').size).toBeLessThan(of('bear').size / 2);
});

test('a hospital is behind the doctor in it', () => {
  const of = placed(thing('doctor'), thing('hospital', told('inside')));
  expect(of('hospital').depth).toBe(0);
  expect(of('hospital').size).toBeGreaterThan(1);
});

test('six stand in two rows that fill the frame, those behind smaller and higher', () => {
  const layers = arrangeThings(Array.from({ length: 6 }, (_, i) => thing(`penguin ${i}`)), null);
  const [back, front] = [layers.slice(0, 3), layers.slice(3)];
  expect(Math.max(...back.map(({ place }) => place.y))).toBeLessThan(Math.min(...front.map(({ place }) => place.y)));
  expect(Math.max(...back.map(({ place }) => place.size))).toBeLessThan(Math.min(...front.map(({ place }) => place.size)));
  for (const { place } of layers) {
    expect(place.x).toBeGreaterThan(0.1);
    expect(place.x).toBeLessThan(0.9);
  }
});

describe('on ground that begins at 0.6 of the height', () => {
  const on = (...things: readonly ThingToPlace[]) => new Map(arrangeThings(things, 0.6).map((layer) => [layer.prompt, layer]));

  test('things stand on it, and what is large stands farther away', () => {
    const of = on(thing('house'), thing('dog'), thing('mouse'));
    const [house, dog, mouse] = ['house', 'dog', 'mouse'].map((name) => of.get(name)?.near ?? NaN);
    expect(house).toBeGreaterThan(0);
    expect(dog).toBeGreaterThan(house!);
    expect(mouse).toBeGreaterThan(dog!);
    expect(mouse).toBeLessThan(1);
  });

  test('of six, those behind stand farther away', () => {
    const layers = arrangeThings(Array.from({ length: 6 }, (_, i) => thing(`penguin ${i}`)), 0.6);
    expect(Math.max(...layers.slice(0, 3).map(({ near }) => near ?? NaN))).toBeLessThan(Math.min(...layers.slice(3).map(({ near }) => near ?? NaN)));
    for (const { near } of layers) expect(near).toBeGreaterThan(0);
  });

  test('what flies, and what is on something else, is where its place says', () => {
    const of = on(thing('owl'), thing('tree', told('below')), thing('kite', { stands: null }));
    expect(of.get('kite')?.near).toBeNull();
    expect(of.get('owl')?.near).toBeNull();
    expect(of.get('tree')?.near).toBeGreaterThan(0);
    expect(of.get('owl')?.place.y).toBeLessThan(of.get('tree')?.place.y ?? NaN);
  });

  test('what comes down does so to the lower edge of its square', () => {
    const of = on(thing('dog'), thing('cat', { stands: 'lands' }));
    expect(of.get('cat')?.near).toBe(of.get('dog')?.near);
    expect(of.get('cat')?.place.y).toBeLessThan(of.get('dog')?.place.y ?? NaN);
  });
});
