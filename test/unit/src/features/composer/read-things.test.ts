import { describe, expect, test } from 'vitest';
import type { PromptThings } from '../../../../../contract/generator.js';
import { readThings } from '../../../../../src/features/composer/composer-slice.js';
import { openStudio } from '../../../../fixtures/page/open-studio.js';

const ALONE: PromptThings = { background: 'a panda on the beach', hideSubject: true, layers: [], place: 'on the beach', camera: 'the camera zooms in', limits: [] };
const TWO: PromptThings = { ...ALONE, camera: '', layers: [0.3, 0.7].map((x) => ({ content: { kind: 'prompt', prompt: 'a dog' }, place: { x, y: 0.6, size: 0.7 } })) };
const RUNNER: PromptThings = { ...ALONE, background: 'a runner', hideSubject: false, camera: '' };

const { state } = await openStudio({ stepMs: 0 });
type State = ReturnType<typeof state>;
const told = (things: PromptThings | null, changes: Partial<State> = {}): PromptThings | null => readThings({ ...state(), check: { unknown: [], knownCount: 1, limits: [], things }, ...changes });
const scenes = (start: 'cut' | 'continue'): State['scenes'] => ['a', 'b'].map((id) => ({ ...state().scenes[0]!, id, start }));
const dog = { layers: [{ id: 1, content: { kind: 'prompt', prompt: 'a dog' }, place: { x: 0.5, y: 0.5, size: 1 } }] } as unknown as Partial<State>;

describe('what a prompt is drawn as is told', () => {
  test.each([['several things', TWO], ['a place alone', ALONE], ['somebody who does something', RUNNER]])('of %s', (_, things) => {
    expect(told(things)).toBe(things);
    expect(told(things, { scenes: scenes('cut') })).toBe(things);
    expect(told(things, { picture: {} as State['picture'] })).toBeNull();
  });

  test('unless the film is made in another way', () => {
    expect(told(TWO, dog)).toBeNull();
    expect(told(ALONE, dog)).toBe(ALONE);
    expect(told(ALONE, { options: { transparent: true } })).toBeNull();
    expect(told(TWO, { options: { transparent: true } })).toBe(TWO);
    expect(told(TWO, { scenes: scenes('continue') })).toBeNull();
    expect(told(TWO, { scenes: scenes('cut'), loop: true })).toBeNull();
    expect(told(RUNNER, { scenes: scenes('continue') })).toBe(RUNNER);
    expect(told(null)).toBeNull();
  });
});
