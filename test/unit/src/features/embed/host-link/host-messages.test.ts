import { describe, expect, it } from 'vitest';
import { kinoraError } from '../../../../../../contract/errors.js';
import { parseConnect, parseHostMessage } from '../../../../../../src/features/embed/host-link/host-messages.js';
import { isSafeToRead } from '../../../../../../src/features/embed/host-link/structured-clone-guard.js';

const protocol = 'kinora-embed/1';
const SEED = 1234;
const parse = (data: unknown) => parseHostMessage(data, () => SEED);
const generate = (request: unknown) => parse({ protocol, type: 'generate', id: 1, request });

/** As a message arrives: own keys of any name, no prototypes of ours. */
const arrived = (json: string): unknown => structuredClone(JSON.parse(json));

describe('a request', () => {
  it('passes with every field, and nothing else of the message', () => {
    const request = { prompt: 'a cat', seconds: 2, seed: 7, steps: 3, motion: 1.5, loop: true, format: 'vp9', image: new Blob(['x']) };
    expect(generate(request)).toEqual({ protocol, type: 'generate', id: 1, request });
  });

  it('may leave length and seed open', () => {
    expect(generate({ prompt: 'a cat' })).toMatchObject({ request: { prompt: 'a cat', seconds: 4, seed: SEED } });
    expect(generate({ prompt: 'a cat', seed: undefined, image: undefined })).toMatchObject({ request: { seed: SEED } });
  });

  it('may be a list of scenes', () => {
    const scenes = [
      { prompt: 'a cat', seconds: 2 },
      { prompt: 'a dog', seconds: 3, start: 'continue' },
    ];
    expect(generate({ scenes })).toMatchObject({ type: 'generate', request: { scenes } });
  });

  it.each([
    [{ prompt: 7 }, 'prompt', null],
    [{ prompt: 'a cat', image: 'data:image/png;base64,' }, 'image', null],
    [{ prompt: 'a cat', secs: 3 }, null, 'secs'],
    [{ scenes: [{ prompt: 'a cat', seconds: '2' }] }, 'scenes.0.seconds', null],
    ['a cat', null, null],
    [undefined, null, null],
  ])('is refused by name when it is %j', (request, field, unknown) => {
    expect(generate(request)).toEqual({ type: 'faulty', id: 1, error: kinoraError('host-request-malformed', { field, unknown }) });
  });
});

describe('what is none of ours is nothing', () => {
  const cyclic: Record<string, unknown> = { protocol, type: 'generate', id: 1 };
  cyclic['request'] = cyclic;

  it.each<[string, unknown]>([
    ['nothing', undefined],
    ['null', null],
    ['a word', 'generate'],
    ['another version', { protocol: 'kinora-embed/2', type: 'cancel', id: 1 }],
    ['no version', { type: 'cancel', id: 1 }],
    ['an unknown type', { protocol, type: 'release' }],
    ['a field too many', { protocol, type: 'cancel', id: 1, also: 'this' }],
    ['an id that is no count', { protocol, type: 'cancel', id: -1 }],
    ['an id that is no number', { protocol, type: 'cancel', id: { valueOf: () => 1 } }],
    ['a cycle', cyclic],
    ['a huge text', { protocol, type: 'generate', id: 1, request: { prompt: 'a'.repeat(5_000_000) } }],
    ['a huge list', { protocol, type: 'generate', id: 1, request: { scenes: Array.from({ length: 100_000 }, () => ({ prompt: 'a', seconds: 1 })) } }],
    ['a huge sparse list', { protocol, type: 'generate', id: 1, request: { scenes: new Array(4_000_000_000) } }],
    ['a deep nest', arrived(`{"protocol":"${protocol}","type":"focus","a":${'['.repeat(1000)}${']'.repeat(1000)}}`)],
    ['a polluter', arrived(`{"protocol":"${protocol}","type":"generate","id":1,"request":{"prompt":"a","__proto__":{"polluted":true}}}`)],
    ['a polluter at the top', arrived(`{"protocol":"${protocol}","type":"focus","__proto__":{"polluted":true}}`)],
    ['a constructor', arrived(`{"protocol":"${protocol}","type":"focus","constructor":{"prototype":{"polluted":true}}}`)],
    ['a map', new Map([['protocol', protocol]])],
    ['a buffer', new ArrayBuffer(8)],
    ['a date in a request', { protocol, type: 'generate', id: 1, request: { prompt: new Date() } }],
  ])('%s', (_, data) => {
    expect(parse(data)).toBeNull();
    expect(parseConnect(data)).toBeNull();
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  it('getters are not even called', () => {
    // Cannot arrive by message; a reader that touched it would still be wrong to.
    expect(isSafeToRead(Object.create({ inherited: () => expect.fail() }))).toBe(false);
  });
});

describe('the message that opens the talk', () => {
  it('is known, and known apart from one of another version', () => {
    expect(parseConnect({ protocol, type: 'connect' })).toEqual({ protocol, type: 'connect' });
    expect(parseConnect({ protocol: 'kinora-embed/2', type: 'connect' })).toBe('other-version');
    expect(parseConnect({ protocol: 'kinora-embed/x', type: 'connect' })).toBeNull();
    expect(parseConnect({ protocol, type: 'connect', ui: 'none' })).toBeNull();
  });
});
