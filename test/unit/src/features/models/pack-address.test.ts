import { describe, expect, it } from 'vitest';
import { originOf, packAddress } from '../../../../../src/features/models/pack-address.js';
import { openingOptions } from '../../../../../src/platform/page-address.js';

describe('the address of a pack', () => {
  it.each([
    ['https://models.example/mine', 'https://models.example/mine/'],
    ['  https://models.example/mine/pack.json ', 'https://models.example/mine/'],
    ['models.example/mine', 'https://models.example/mine/'],
    ['http://localhost:8000/pack/?x=1#y', 'http://localhost:8000/pack/'],
    ['https://huggingface.co/owner/name', 'https://huggingface.co/owner/name/resolve/main/'],
    ['https://huggingface.co/owner/name/tree/v2/packs/small', 'https://huggingface.co/owner/name/resolve/v2/packs/small/'],
    ['https://huggingface.co/owner/name/blob/main/pack.json', 'https://huggingface.co/owner/name/resolve/main/'],
    ['https://huggingface.co/owner/name/resolve/main/small/pack.json', 'https://huggingface.co/owner/name/resolve/main/small/'],
    ['https://github.com/owner/name', 'https://raw.githubusercontent.com/owner/name/HEAD/'],
    ['https://github.com/owner/name.git', 'https://raw.githubusercontent.com/owner/name/HEAD/'],
    ['https://github.com/owner/name/tree/main/public/packs/starter', 'https://raw.githubusercontent.com/owner/name/main/public/packs/starter/'],
  ])('"%s" is %s', (typed, address) => {
    expect(packAddress(typed)).toBe(address);
  });

  it.each(['', 'a model please', 'ftp://host/pack', 'javascript:alert(1)', 'kinora-local://abc/'])('"%s" is none', (typed) => {
    expect(packAddress(typed)).toBeNull();
  });

  it.each([
    ['https://kinora.example/packs/starter/', { kind: 'site' }],
    ['https://models.example/mine/', { kind: 'host', host: 'models.example' }],
    ['http://kinora.example/packs/starter/', { kind: 'host', host: 'kinora.example' }],
    ['kinora-local://0123456789abcdef/', { kind: 'folder' }],
  ])('%s comes from %j', (packUrl, origin) => {
    expect(originOf(packUrl, 'https://kinora.example/')).toEqual(origin);
  });
});

describe('a link that names a model of another site', () => {
  const foreign = { packUrl: 'https://elsewhere.example/pack/', backend: 'wasm' } as const;
  const page = 'https://kinora.example/studio/';

  it('opens with the model of this site', () => {
    expect(openingOptions(foreign, page, false)).toEqual({ packUrl: 'https://kinora.example/studio/packs/starter/', backend: 'wasm' });
  });

  it('is obeyed when a program drives the page, or when the model is of this site', () => {
    expect(openingOptions(foreign, page, true)).toEqual(foreign);
    const own = { packUrl: 'https://kinora.example/packs/other/' };
    expect(openingOptions(own, page, false)).toEqual(own);
  });
});
