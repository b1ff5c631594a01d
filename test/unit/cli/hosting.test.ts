import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { PROJECT } from '../../../cli/prepare.mjs';
import { CONTENT_SECURITY_POLICY, EMBED_SECURITY_POLICY, ISOLATION_HEADERS, META_POLICY } from '../../../cli/site-headers.mjs';

const read = (file: string): string => readFileSync(path.join(PROJECT, file), 'utf8');
const count = (text: string, part: string): number => text.split(part).length - 1;

describe('the samples for other servers', () => {
  // How often each policy has to stand in each file: once for each rule of its own.
  it.each([
    ['hosting/nginx.conf', 2, 1],
    ['hosting/_headers', 4, 2],
    ['hosting/apache.htaccess', 1, 1],
  ])('%s says what our own server says', (file, pages, embeds) => {
    const sample = read(file);
    expect(count(sample, CONTENT_SECURITY_POLICY)).toBe(pages);
    expect(count(sample, EMBED_SECURITY_POLICY)).toBe(embeds);
    expect(sample).toMatch(/boot(?:\.|\\\.)/);
    for (const [name, value] of Object.entries(ISOLATION_HEADERS)) expect(sample).toMatch(new RegExp(`${name}:? "?${value}`));
  });
});

describe('the policy', () => {
  it('allows nothing that it does not name, and no text as code', () => {
    expect(CONTENT_SECURITY_POLICY).toMatch(/^default-src 'none'; /);
    expect(CONTENT_SECURITY_POLICY).not.toMatch(/'unsafe-inline'|'unsafe-eval'|script-src[^;]*(?:https?:|\*|data:|blob:)/);
  });

  it('lets the studio into no frame of others, and embed.html into any', () => {
    expect(CONTENT_SECURITY_POLICY).toMatch(/; frame-ancestors 'self'$/);
    expect(EMBED_SECURITY_POLICY).toMatch(/; frame-ancestors \*$/);
  });

  it('fits into a page: what a <meta> element cannot say is not in it', () => {
    expect(META_POLICY).not.toMatch(/frame-ancestors|report-uri|sandbox|"/);
  });
});

describe('the manifest of the app', () => {
  const manifest = JSON.parse(read('public/manifest.webmanifest')) as {
    icons: { src: string; sizes: string; purpose: string; type: string }[];
    screenshots: { src: string; sizes: string }[];
    start_url: string;
    scope: string;
    share_target: { action: string };
  };

  it('names pictures that are there and as large as it says', () => {
    for (const { src, sizes } of [...manifest.icons.filter(({ type }) => type === 'image/png'), ...manifest.screenshots]) {
      const png = readFileSync(path.join(PROJECT, 'public', src));
      expect(`${png.readUInt32BE(16)}x${png.readUInt32BE(20)}`, src).toBe(sizes);
    }
    expect(manifest.icons.some(({ purpose, sizes }) => purpose === 'maskable' && sizes === '512x512')).toBe(true);
  });

  it('works under any path', () => {
    for (const address of [manifest.start_url, manifest.scope, manifest.share_target.action]) expect(address).toMatch(/^\.\//);
  });
});
