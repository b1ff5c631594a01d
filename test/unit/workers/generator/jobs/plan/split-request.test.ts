import { describe, expect, test } from 'vitest';
import type { PromptThings } from '../../../../../../contract/generator.js';
import { scenesOf, type GenerateRequest } from '../../../../../../contract/request/request.js';
import { readAlone, splitRequest } from '../../../../../../workers/generator/jobs/plan/split-request.js';
import { requestFor } from '../../../../../fixtures/request-for.js';

const TWO_DOGS: PromptThings = {
  background: 'a dog on the beach',
  hideSubject: true,
  limits: [],
  place: 'on the beach',
  camera: '',
  layers: [0.3, 0.7].map((x) => ({ content: { kind: 'prompt', prompt: 'a dog' }, place: { x, y: 0.6, size: 0.7 } })),
};
const BEACH: PromptThings = { ...TWO_DOGS, background: 'a panda on the beach', layers: [], camera: 'the camera zooms in' };
const RUNNER: PromptThings = { ...TWO_DOGS, background: 'a runner on the beach', hideSubject: false, layers: [] };
const READINGS: Readonly<Record<string, PromptThings>> = { 'two dogs': TWO_DOGS, 'a beach': BEACH, 'a man running on the beach': RUNNER };
const REQUEST = requestFor('two dogs on the beach');
const TITLE = { content: { kind: 'title', text: 'Woof' }, place: { x: 0.5, y: 0.2, size: 0.1 } } as const;
const CAT = { content: { kind: 'prompt', prompt: 'a cat' }, place: { x: 0.5, y: 0.5, size: 1 } } as const;
const split = (request: GenerateRequest, things: PromptThings | null = TWO_DOGS): GenerateRequest => splitRequest(request, (prompt) => ({ things: prompt === 'a cat' ? null : things }));

describe('a prompt with several things', () => {
  test('is made in layers, in front of their place', () => {
    expect(split(REQUEST)).toEqual({ ...REQUEST, subject: { ...REQUEST.subject, prompt: 'a dog on the beach' }, hideSubject: true, layers: TWO_DOGS.layers });
  });

  test('keeps the titles of the request in front', () => {
    expect(split({ ...REQUEST, layers: [TITLE] }).layers).toEqual([...TWO_DOGS.layers, TITLE]);
  });

  test.each<[string, GenerateRequest]>([
    ['names one thing', REQUEST],
    ['starts from a picture', { ...REQUEST, start: { kind: 'image', file: { blob: new Blob() } } }],
    ['has layers of its own', { ...REQUEST, layers: [CAT] }],
  ])('is left as it is where the film %s', (why, request) => {
    expect(split(request, why === 'names one thing' ? null : TWO_DOGS)).toBe(request);
  });

  test('is drawn without what it excludes', () => {
    expect(split(REQUEST, { ...TWO_DOGS, background: 'a dog', hideSubject: false, layers: [] })).toEqual({ ...REQUEST, subject: { ...REQUEST.subject, prompt: 'a dog' } });
  });
});

describe('a prompt with a place and no thing', () => {
  test('is the place alone, and the camera moves', () => {
    expect(split(REQUEST, BEACH)).toEqual({ ...REQUEST, subject: { ...REQUEST.subject, prompt: 'a panda on the beach, the camera zooms in' }, hideSubject: true });
  });

  test('is the place alone behind layers too, which stay where they were put', () => {
    expect(split({ ...REQUEST, layers: [CAT] }, BEACH)).toEqual({ ...REQUEST, subject: { ...REQUEST.subject, prompt: 'a panda on the beach' }, hideSubject: true, layers: [CAT] });
  });

  test('is left as it is where only what stands in front of places is wanted', () => {
    const request = { ...REQUEST, transparent: true };
    expect(split(request, BEACH)).toBe(request);
  });
});

test('the first frame of a film that is no layers is drawn as the film is', () => {
  expect(readAlone('a beach', { things: BEACH }, true)).toEqual({ prompt: 'a panda on the beach, the camera zooms in', hideSubject: true });
  expect(readAlone('a man running', { things: RUNNER }, true)).toEqual({ prompt: 'a runner on the beach', hideSubject: false });
  for (const things of [TWO_DOGS, null]) expect(readAlone('two dogs', { things }, true)).toEqual({ prompt: 'two dogs', hideSubject: false });
});

describe('a prompt that says of no place', () => {
  const read = (prompt: string) => (prompt === 'a dog' ? { placed: 'a dog in a park' } : { things: null });
  const promptsIn = (request: GenerateRequest): readonly string[] => scenesOf(splitRequest(request, read).subject).map(({ prompt }) => prompt);
  const scenes = (start: 'cut' | 'continue'): GenerateRequest => ({ ...REQUEST, subject: { kind: 'scenes', scenes: [{ prompt: 'a cat', seconds: 1 }, { prompt: 'a dog', seconds: 1, start }] } });
  const dog: GenerateRequest = { ...REQUEST, subject: { kind: 'prompt', prompt: 'a dog', seconds: 1 } };

  test('is drawn in the place that suits it, and so is its first frame', () => {
    expect(promptsIn(dog)).toEqual(['a dog in a park']);
    expect(promptsIn(scenes('cut'))).toEqual(['a cat', 'a dog in a park']);
    expect(readAlone('a dog', read('a dog'), true)).toEqual({ prompt: 'a dog in a park', hideSubject: false });
  });

  test('is not where nothing is behind it, where a scene goes on, and as a layer', () => {
    expect(promptsIn({ ...dog, transparent: true })).toEqual(['a dog']);
    expect(promptsIn(scenes('continue'))).toEqual(['a cat', 'a dog']);
    const layered: GenerateRequest = { ...dog, layers: [{ content: { kind: 'prompt', prompt: 'a dog' }, place: { x: 0.5, y: 0.5, size: 1 } }] };
    expect(splitRequest(layered, read).layers).toEqual(layered.layers);
  });
});

describe('the scenes of a film', () => {
  const scenes = (...prompts: readonly string[]): GenerateRequest => ({ ...REQUEST, subject: { kind: 'scenes', scenes: prompts.map((prompt) => ({ prompt, seconds: 2 })) } });
  const read = (request: GenerateRequest): GenerateRequest => splitRequest(request, (prompt) => ({ things: READINGS[prompt] ?? null }));

  test('have their things in layers, each in its own time', () => {
    const { hideSubject, layers, subject } = read(scenes('two dogs', 'a cat', 'a beach', 'a man running on the beach'));
    expect(hideSubject).toBe(true);
    expect(scenesOf(subject).map(({ prompt }) => prompt)).toEqual(['a dog on the beach', 'a cat', 'a panda on the beach, the camera zooms in', 'a runner on the beach']);
    const timed = layers?.map(({ content, start = 0, end = Infinity }) => [content.kind === 'prompt' ? content.prompt : '', start, end]);
    expect(timed).toEqual([['a dog', 0, 2], ['a dog', 0, 2], ['a cat', 2, 4], ['a runner on the beach', 6, Infinity]]);
    expect(layers?.[2]?.place).toEqual({ x: 0.5, y: 0.5, size: 1 });
  });

  test('are one film without layers where each shows one thing', () => {
    const request = scenes('a cat', 'a man running on the beach');
    expect(read(request)).toEqual({ ...request, subject: { kind: 'scenes', scenes: [{ prompt: 'a cat', seconds: 2 }, { prompt: 'a runner on the beach', seconds: 2 }] } });
  });

  test.each<[string, Partial<GenerateRequest>]>([
    ['goes on from the one before', { subject: { kind: 'scenes', scenes: [{ prompt: 'two dogs', seconds: 2 }, { prompt: 'two dogs', seconds: 2, start: 'continue' }] } }],
    ['ends where it began', { ending: { kind: 'loop' } }],
  ])('are left as they are where one %s', (_, change) => {
    const request = { ...scenes('two dogs', 'two dogs'), ...change };
    expect(read(request)).toBe(request);
  });
});
