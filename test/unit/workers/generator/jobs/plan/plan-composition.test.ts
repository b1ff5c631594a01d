import { expect, test } from 'vitest';
import type { Layer } from '../../../../../../contract/request/layers/layer.js';
import type { InputFile } from '../../../../../../contract/request/request.js';
import { planJob } from '../../../../../../workers/generator/jobs/plan/plan-composition.js';
import { requestFor } from '../../../../../fixtures/request-for.js';

const OWN = { width: 64, height: 64, fps: 12 };
const RUNS = { horizon: 0.5, stands: 'rests', passes: 0.3 } as const;
const place = { x: 0.5, y: 0.5, size: 0.5 };
const thing: Layer<InputFile> = { content: { kind: 'prompt', prompt: 'a cat' }, place };
const title: Layer<InputFile> = { content: { kind: 'title', text: 'Hi' }, place };

/** The ground of the first shot that is drawn in its place. */
const groundOf = (...order: Parameters<typeof requestFor>) => {
  const plan = planJob(requestFor(...order), {}, OWN, () => RUNS);
  const film = plan.kind === 'plain' ? plan.film : plan.composition.parts.flatMap((part) => (part.kind === 'film' ? [part.film] : []))[0];
  return film?.shots[0]?.ground;
};

test('a film of one that runs is filmed by a camera that follows', () => {
  expect(groundOf('a dog running', 3, { shadows: true })).toEqual(RUNS);
  expect(groundOf('a dog running', 3, { shadows: true, layers: [title] })).toEqual(RUNS);
});

test.each([
  ['loops', { ending: { kind: 'loop' } }],
  ['has things in its place', { layers: [thing] }],
] as const)('one that %s is not', (_, more) => {
  expect(groundOf('a dog running', 3, { shadows: true, ...more })).toEqual({ horizon: 0.5, stands: 'rests' });
});

test('nor is one that goes on with another motion, or has no shadows', () => {
  const scenes = [{ prompt: 'a dog running', seconds: 2 }, { prompt: 'a dog jumping', seconds: 2, start: 'continue' }] as const;
  expect(groundOf(scenes, 1, { shadows: true })).toEqual({ horizon: 0.5, stands: 'rests' });
  expect(groundOf('a dog running', 3)).toBeUndefined();
});
