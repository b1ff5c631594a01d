import { describe, expect, test } from 'vitest';
import { onNeutralGround, readTransparency, withoutTransparency } from '../../../../contract/request/transparent-prompt.js';
import { requestFor } from '../../../fixtures/request-for.js';

describe('a transparent background in a prompt', () => {
  test.each([
    ['a cat jumping on a transparent background', 'a cat jumping'],
    ['a cat, with transparent background', 'a cat'],
    ['A rocket flying over a see-through backdrop, slowly', 'A rocket flying, slowly'],
    ['transparent background', 'transparent background'],
    ['a transparent jellyfish in the sea', 'a transparent jellyfish in the sea'],
  ])('%j is read as %j', (prompt, rest) => {
    expect(withoutTransparency(prompt)).toBe(rest);
  });

  test('makes the request a transparent one', () => {
    expect(readTransparency(requestFor('a cat on a transparent background'))).toEqual({ ...requestFor('a cat'), transparent: true });
    const plain = requestFor('a cat on the beach');
    expect(readTransparency(plain)).toBe(plain);
  });
});

test('a subject that is cut out stands before gray, unless it has a place', () => {
  const known = ['on a gray background'];
  expect(onNeutralGround('a dancing robot.', known)).toBe('a dancing robot on a gray background');
  expect(onNeutralGround('a robot in the kitchen', known)).toBe('a robot in the kitchen');
  expect(onNeutralGround('a dancing robot', [])).toBe('a dancing robot');
});
