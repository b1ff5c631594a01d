import { describe, expect, test } from 'vitest';
import type { PromptThings } from '../../../../../../contract/generator.js';
import type { GenerateRequest } from '../../../../../../contract/request/request.js';
import { splitRequest } from '../../../../../../workers/generator/jobs/plan/split-request.js';
import { requestFor } from '../../../../../fixtures/request-for.js';

const TWO_DOGS: PromptThings = {
  background: 'a dog on the beach',
  hideSubject: true,
  limits: [],
  layers: [0.3, 0.7].map((x) => ({ content: { kind: 'prompt', prompt: 'a dog' }, place: { x, y: 0.6, size: 0.7 } })),
};
const REQUEST = requestFor('two dogs on the beach');
const TITLE = { content: { kind: 'title', text: 'Woof' }, place: { x: 0.5, y: 0.2, size: 0.1 } } as const;
const split = (request: GenerateRequest, things: PromptThings | null = TWO_DOGS): GenerateRequest => splitRequest(request, () => ({ things }));

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
    ['has layers of its own', { ...REQUEST, layers: [{ content: { kind: 'prompt', prompt: 'a cat' }, place: { x: 0.5, y: 0.5, size: 1 } }] }],
    ['has scenes', { ...REQUEST, subject: { kind: 'scenes', scenes: [{ prompt: 'two dogs', seconds: 1 }] } }],
  ])('is left as it is where the film %s', (why, request) => {
    expect(split(request, why === 'names one thing' ? null : TWO_DOGS)).toBe(request);
  });

  test('is drawn without what it excludes', () => {
    expect(split(REQUEST, { background: 'a dog', hideSubject: false, layers: [], limits: [] })).toEqual({ ...REQUEST, subject: { ...REQUEST.subject, prompt: 'a dog' } });
  });
});
