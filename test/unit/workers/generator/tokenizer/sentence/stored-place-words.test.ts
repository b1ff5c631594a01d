import { describe, expect, test } from 'vitest';
import { readAlone } from '../../../../../../workers/generator/jobs/plan/split-request.js';
import { readStoredPlace } from '../../../../../../workers/generator/pipelines/stored-places.js';
import { manifest, starterTokenizer } from '../../../../../fixtures/starter-words.js';

const tokenizer = starterTokenizer(6);
const places = manifest.textToImage!.places!;

/** The first way to say the stored place that a film of the prompt is in. */
const placeOf = (prompt: string): string | undefined => {
  const check = tokenizer.check(prompt);
  const { place } = readStoredPlace(readAlone(prompt, check, true).prompt, places);
  return typeof place === 'number' ? places.rows[place]?.[0] : undefined;
};

describe('a stored place', () => {
  test.each([
    ['northern lights', 'under the northern lights'],
    ['aurora borealis over a forest', 'under the northern lights'],
    ['a wolf howling under the aurora', 'under the northern lights'],
    ['a waterfall in the jungle', 'at a waterfall'],
    ['a robot walking through Tokyo at night', 'on a neon street'],
    ['cyberpunk city', 'on a neon street'],
    ['a dog in Paris', 'in paris'],
    ['a cat in New York City', 'in new york'],
    ['a whale jumping out of the ocean', 'on the sea'],
    ['a shark swimming in the ocean', 'on an ocean background'],
    ['a boat on a lake', 'on a lake'],
    ['a frog by a pond', 'by a lake'],
    ['a pirate ship on a stormy sea', 'on a stormy sea'],
    ['a lion on the savannah', 'on the savanna'],
    ['a cowboy in the wild west', 'in a canyon'],
    ['traffic on a highway at night', 'on a highway at night'],
    ['a ghost in a haunted house', 'at a haunted house'],
    ['campfire at night under the stars', 'by a campfire'],
    ['a fox in the forest at night', 'in a forest at night'],
    ['a cup of coffee on a wooden table', 'on a table'],
    ['a cup of coffee on a table in the kitchen', 'in the kitchen'],
    ['a book in the library', 'in a library'],
    ['a boy in the swimming pool', 'in a pool'],
    ['a train at the station', 'on the tracks'],
    ['a train at the train station', 'on the tracks'],
    ['a panda on a red background', undefined],
  ])('"%s" is %s', (prompt, place) => {
    expect(placeOf(prompt)).toBe(place);
  });

  test.each([
    ['a lion', 'on the savanna'],
    ['an apple', 'on a table'],
    ['a sailboat', 'on the sea'],
    ['a princess', 'at a castle'],
  ])('is where %s is at home: %s', (prompt, place) => {
    expect(placeOf(prompt)).toBe(place);
  });
});

test('no way to say a stored place is said twice', () => {
  const said = places.rows.flat();
  expect(said.filter((phrase, i) => said.indexOf(phrase) !== i)).toEqual([]);
});
