import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serve } from '../../../cli/serve.mjs';

type Site = Awaited<ReturnType<typeof serve>>;

let folder: string;
let site: Site;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'kinora-serve-'));
  await mkdir(path.join(folder, 'dist/assets'), { recursive: true });
  await mkdir(path.join(folder, 'pack'));
  await writeFile(path.join(folder, 'secret.txt'), 'secret');
  await writeFile(path.join(folder, 'dist/index.html'), '<title>Kinora</title>');
  await writeFile(path.join(folder, 'dist/.built-at'), '1');
  await writeFile(path.join(folder, 'dist/digits.bin'), '0123456789');
  await writeFile(path.join(folder, 'dist/empty.bin'), '');
  await writeFile(path.join(folder, 'dist/assets/ort.wasm'), 'wasm');
  await writeFile(path.join(folder, 'dist/assets/worker.mjs'), 'export {}');
  await writeFile(path.join(folder, 'pack/pack.json'), '{}');
  site = await serve({ root: path.join(folder, 'dist'), mounts: { '/packs/mine/': path.join(folder, 'pack') } });
});

afterAll(async () => {
  await site.close();
  await rm(folder, { recursive: true });
});

/** `fetch` would tidy the path before sending it. */
function rawStatus(rawPath: string, method = 'GET'): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    request({ host: '127.0.0.1', port: site.port, path: rawPath, method }, (response) => {
      response.resume();
      resolve(response.statusCode);
    })
      .once('error', reject)
      .end();
  });
}

describe('serve', () => {
  it('answers with the page, isolated, under its own address', async () => {
    const response = await fetch(site.url);
    expect(await response.text()).toContain('Kinora');
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(response.headers.get('cross-origin-opener-policy')).toBe('same-origin');
    expect(response.headers.get('cross-origin-embedder-policy')).toBe('require-corp');
    expect(response.headers.get('cross-origin-resource-policy')).toBe('same-origin');
  });

  it('leaves the isolation headers out when told to', async () => {
    const plain = await serve({ root: path.join(folder, 'dist'), isolated: false });
    const response = await fetch(plain.url);
    await plain.close();
    expect(response.headers.get('cross-origin-opener-policy')).toBeNull();
    expect(response.headers.get('cross-origin-embedder-policy')).toBeNull();
  });

  it.each([
    ['assets/ort.wasm', 'application/wasm'],
    ['assets/worker.mjs', 'text/javascript; charset=utf-8'],
    ['digits.bin', 'application/octet-stream'],
    ['packs/mine/pack.json', 'application/json; charset=utf-8'],
  ])('serves %s as %s', async (file, type) => {
    const response = await fetch(site.url + file);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe(type);
    await response.arrayBuffer();
  });

  it.each([
    '/../secret.txt',
    '/..%2fsecret.txt',
    '/%2e%2e/secret.txt',
    '/assets/../../secret.txt',
    '/..%5csecret.txt',
    '/packs/mine/../../secret.txt',
    '/packs/mine/..%2f..%2fsecret.txt',
    '/.built-at',
    '/index.html%00',
    '/%zz',
    '/assets/',
    '/nothing',
  ])('finds nothing at %s', async (rawPath) => {
    expect(await rawStatus(rawPath)).toBe(404);
  });

  it('reads only', async () => {
    expect(await rawStatus('/', 'POST')).toBe(405);
    expect(await rawStatus('/', 'HEAD')).toBe(200);
  });

  it.each([
    ['bytes=2-4', 206, '234', 'bytes 2-4/10'],
    ['bytes=7-', 206, '789', 'bytes 7-9/10'],
    ['bytes=-3', 206, '789', 'bytes 7-9/10'],
    ['bytes=8-99', 206, '89', 'bytes 8-9/10'],
    ['bytes=10-', 416, '', 'bytes */10'],
    ['bytes=5-4', 416, '', 'bytes */10'],
    ['bytes=0-1,4-5', 200, '0123456789', null],
    ['lines=1-2', 200, '0123456789', null],
  ])('answers the range %s with %i', async (range, status, body, contentRange) => {
    const response = await fetch(`${site.url}digits.bin`, { headers: { Range: range } });
    expect(response.status).toBe(status);
    expect(await response.text()).toBe(body);
    expect(response.headers.get('content-range')).toBe(contentRange);
  });

  it('serves an empty file', async () => {
    const response = await fetch(`${site.url}empty.bin`);
    expect(response.status).toBe(200);
    expect(await response.text()).toBe('');
  });

  it('says when a file has not changed', async () => {
    const first = await fetch(`${site.url}digits.bin`);
    await first.arrayBuffer();
    const etag = first.headers.get('etag') ?? '';
    expect(etag).not.toBe('');
    const again = await fetch(`${site.url}digits.bin`, { headers: { 'If-None-Match': etag } });
    expect(again.status).toBe(304);
  });

  it('takes the next port when the wanted one is in use', async () => {
    const next = await serve({ root: folder, port: site.port });
    await next.close();
    expect(next.port).toBeGreaterThan(site.port);
  });
});
