import { describe, expect, it, vi } from 'vitest';
import { CLOSED_ALLOW_LIST, DEFAULT_ALLOW_LIST, fetchAllowList, findEmbedError, mayDriveUnseen, parseAllowList } from '../../../../../../src/features/embed/host-link/allow-list.js';
import { readFileSync } from 'node:fs';
import { kinoraError } from '../../../../../../contract/errors.js';

const URL_OF_LIST = new URL('https://kinora.example/app/embed-hosts.json');

describe('the list of who may embed', () => {
  it('that comes with the app lets everyone show it and nobody drive it unseen', () => {
    const list = parseAllowList(readFileSync('public/embed-hosts.json', 'utf8'));
    expect(list).toEqual(DEFAULT_ALLOW_LIST);
    expect(findEmbedError(list, 'https://anyone.example', 'full')).toBeNull();
    expect(findEmbedError(list, 'https://anyone.example', 'minimal')).toBeNull();
    expect(findEmbedError(list, 'https://anyone.example', 'none')).toEqual(kinoraError('driving-not-allowed', { origin: 'https://anyone.example', hidden: false }));
    expect(mayDriveUnseen(list, 'https://anyone.example')).toBe(false);
  });

  it('can be closed to all but some, and who may drive may embed', () => {
    const list = parseAllowList('{"embed": ["https://a.example"], "drive": ["https://b.example:8443"]}');
    expect(findEmbedError(list, 'https://a.example', 'full')).toBeNull();
    expect(findEmbedError(list, 'https://a.example', 'none')).not.toBeNull();
    expect(findEmbedError(list, 'https://b.example:8443', 'none')).toBeNull();
    expect(findEmbedError(list, 'https://c.example', 'full')).toMatchObject({ code: 'embedding-not-allowed' });
    expect(findEmbedError(list, 'null', 'full')).toMatchObject({ code: 'embedding-not-allowed' });
  });

  it.each([
    ['https://example.org', false],
    ['https://a.example.org', true],
    ['https://a.b.example.org', true],
    ['http://a.example.org', false],
    ['https://evilexample.org', false],
    ['https://.example.org', false],
    ['https://a.example.org.evil.example', false],
    ['https://a.example.org:444', false],
  ])('takes every subdomain: %s is %s', (origin, listed) => {
    expect(mayDriveUnseen(parseAllowList('{"drive": ["https://*.example.org"]}'), origin)).toBe(listed);
  });

  it.each(['{"embed": "all"}', '{"drive": "*"}', '{"drive": ["*"]}', '{"drive": ["https://a.example/path"]}', '{"drive": ["a.example"]}', '{"allow": []}', '[]', 'null', ''])(
    'refuses %s',
    (text) => {
      expect(() => parseAllowList(text)).toThrow(SyntaxError);
    },
  );

  it('is the default where there is none, and closed where it cannot be read', async () => {
    const answers: [Response | Error, unknown][] = [
      [new Response('not here', { status: 404 }), DEFAULT_ALLOW_LIST],
      [new Response('{"drive": ["https://a.example"]}'), { embed: '*', drive: ['https://a.example'] }],
      [new Response('<!doctype html>'), CLOSED_ALLOW_LIST],
      [new Response('', { status: 500 }), CLOSED_ALLOW_LIST],
      [new TypeError('Failed to fetch'), CLOSED_ALLOW_LIST],
    ];
    const fetch = vi.spyOn(globalThis, 'fetch');
    const complain = vi.spyOn(console, 'error').mockReturnValue();
    for (const [answer, list] of answers) {
      if (answer instanceof Error) fetch.mockRejectedValueOnce(answer);
      else fetch.mockResolvedValueOnce(answer);
      expect(await fetchAllowList(URL_OF_LIST)).toEqual(list);
    }
    expect(complain).toHaveBeenCalledTimes(3);
    vi.restoreAllMocks();
  });
});
