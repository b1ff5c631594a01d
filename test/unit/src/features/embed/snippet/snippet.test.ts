import { describe, expect, it } from 'vitest';
import { pageOptionsFrom } from '../../../../../../src/features/embed/host-link/page-options.js';
import { snippetOf, suits } from '../../../../../../src/features/embed/snippet/snippet-code.js';

const base = 'https://films.example/kinora/';

describe('the lines for another page', () => {
  it('are a frame that asks for what was chosen, in the sandbox that is enough', () => {
    const code = snippetOf({ kind: 'frame', ui: 'minimal', theme: 'dark', base });
    const address = /src="([^"]+)"/.exec(code)?.[1]?.replaceAll('&amp;', '&') ?? '';
    expect(address.startsWith(`${base}embed.html?`)).toBe(true);
    expect(pageOptionsFrom(new URL(address).search)).toMatchObject({ ui: 'minimal', theme: 'dark' });
    expect(code).toContain('sandbox="allow-scripts allow-same-origin allow-downloads"');
  });

  it.each(['script', 'react'] as const)('load embed.js of this very Kinora: %s', (kind) => {
    const code = snippetOf({ kind, ui: 'none', theme: 'auto', base });
    expect(code).toContain(`'${base}embed.js'`);
    expect(code).toContain("{ ui: 'none', theme: 'auto' }");
  });

  it('never are a frame that shows nothing and that nobody can drive', () => {
    expect(suits('frame', 'none')).toBe(false);
    expect(suits('script', 'none')).toBe(true);
  });
});

describe('the address of the frame', () => {
  it('falls back to the studio for what it does not know', () => {
    expect(pageOptionsFrom('?ui=all&theme=pink&fit=x')).toEqual({ ui: 'full', theme: 'auto', fit: 'fill', downloads: false });
    expect(pageOptionsFrom('')).toEqual({ ui: 'full', theme: 'auto', fit: 'fill', downloads: false });
  });
});
