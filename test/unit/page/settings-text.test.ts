import { expect, it } from 'vitest';
import { parseSettings } from '../../../src/state/settings-text.js';

it('reads what it wrote', () => {
  expect(parseSettings('{"kinora":1,"prompt":"a cat","seconds":4,"seed":7,"pack":"starter 1.0.0"}')).toEqual({
    prompt: 'a cat',
    seconds: 4,
    seed: 7,
  });
});

it.each(['a cat', '{', '{}', 'null', '{"kinora":2,"prompt":"a","seconds":1,"seed":1}', '{"kinora":1,"prompt":1,"seconds":1,"seed":1}'])(
  'leaves %s alone',
  (text) => {
    expect(parseSettings(text)).toBeNull();
  },
);
