import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { BadInputError } from '../../../../cli/generate/failures.mjs';
import { placeLayers, readComposition, readLayer, readSize } from '../../../../cli/generate/layer-flags.mjs';
import { FILM_SIZES } from '../../../../contract/request/film-sizes.js';
import { usualPlaces, usualTitlePlace } from '../../../../contract/request/layers/usual-places.js';

const CWD = '/films';
const thing = (text: string) => readLayer(text, 'layer', CWD);
const title = (text: string) => readLayer(text, 'title', CWD);

describe('--layer', () => {
  it.each([
    ['a dog running to the right at 0.35,0.6 size 0.7', { prompt: 'a dog running to the right', x: 0.35, y: 0.6, size: 0.7 }],
    ['a dog at -0.1 , 1.2 size .5 turn -10 from 0.5 to 2 seed 3 motion 1.5', { prompt: 'a dog', x: -0.1, y: 1.2, size: 0.5, turn: -10, start: 0.5, end: 2, seed: 3, motion: 1.5 }],
    ['a dog size 0.5', { prompt: 'a dog', size: 0.5 }],
    ['a dog from above', { prompt: 'a dog from above' }],
    ['a dog looking at a cat at 0.5,0.5', { prompt: 'a dog looking at a cat', x: 0.5, y: 0.5 }],
    ['  a dog  ', { prompt: 'a dog' }],
  ])('reads %s', (text, layer) => {
    expect(thing(text)).toEqual({ layer, picture: null });
  });

  it.each([
    ['a dog waving at 0.5,0.6 picture dog.png', path.resolve(CWD, 'dog.png')],
    ["a dog waving at 0.5,0.6 picture 'my dog.png' size 0.5", path.resolve(CWD, 'my dog.png')],
  ])('reads the picture of %s', (text, picture) => {
    expect(thing(text)).toMatchObject({ layer: { prompt: 'a dog waving', image: true, x: 0.5 }, picture });
  });
});

describe('--title', () => {
  it.each([
    ['Hello', { text: 'Hello' }],
    ['Open from 9 to 5', { text: 'Open from 9 to 5' }],
    ['Open from 9 to 5 at 0.5,0.2 from 1 to 2', { text: 'Open from 9 to 5', x: 0.5, y: 0.2, start: 1, end: 2 }],
    ['Hi\\nthere at 0.5,0.2 size 0.15 motion pop colour #ff8800 outline none weight 400', { text: 'Hi\nthere', x: 0.5, y: 0.2, size: 0.15, titleMotion: 'pop', colour: '#ff8800', outline: 'none', weight: 400 }],
    ['Hi at 0.5,0.2 color black', { text: 'Hi', x: 0.5, y: 0.2, colour: 'black' }],
  ])('reads %s', (text, layer) => {
    expect(title(text).layer).toEqual(layer);
  });

  it('refuses a number that is none', () => {
    expect(() => title('Hi at 0.5,0.2 size large')).toThrow(BadInputError);
  });
});

it('things without a place stand side by side, titles above and below', () => {
  const layers = placeLayers([thing('a dog'), thing('a cat at 0.9,0.1')], [title('Hi'), title('Bye')], { usualPlaces, usualTitlePlace });
  expect(layers[0]).toMatchObject({ prompt: 'a dog', x: 0.333 });
  expect(layers[1]).toMatchObject({ prompt: 'a cat', x: 0.9, y: 0.1 });
  expect(layers[2]?.y).toBeLessThan(0.3);
  expect(layers[3]?.y).toBeGreaterThan(0.7);
  for (let count = 1; count <= 6; count++) {
    for (const place of usualPlaces(count)) {
      expect(place.x - place.size / 2).toBeGreaterThan(-0.2);
      expect(place.x + place.size / 2).toBeLessThan(1.2);
    }
  }
});

it('--size takes numbers and names', () => {
  expect(readSize('1024x576', FILM_SIZES)).toEqual({ width: 1024, height: 576 });
  expect(readSize('16:9', FILM_SIZES)).toEqual(FILM_SIZES['16:9']);
  expect(readSize('Square', FILM_SIZES)).toEqual(FILM_SIZES.square);
  expect(() => readSize('wide', FILM_SIZES)).toThrow(/16:9/);
  for (const { width, height } of Object.values(FILM_SIZES)) expect([width % 2, height % 2]).toEqual([0, 0]);
});

it('a record in a scenes file names pictures beside it', () => {
  const { fields, pictures } = readComposition({ scenes: [], fps: 24, layers: [{ prompt: 'a dog', image: 'dog.png', x: 0.5, y: 0.5, size: 1 }, { text: 'Hi' }] }, '/films/a/film.json');
  expect(fields).toEqual({ fps: 24, layers: [{ prompt: 'a dog', image: true, x: 0.5, y: 0.5, size: 1 }, { text: 'Hi' }] });
  expect(pictures).toEqual(['/films/a/dog.png', null]);
  expect(() => readComposition({ layers: 'two' }, 'film.json')).toThrow(BadInputError);
});
