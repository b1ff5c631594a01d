import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { fileKindOf } from '../../../contract/file-kind.js';

const kindOf = (head: string | Uint8Array) => fileKindOf(typeof head === 'string' ? Buffer.from(head, 'latin1') : head);
const box = (brand: string, ...compatible: string[]): string =>
  `\0\0\0${String.fromCharCode(16 + compatible.length * 4)}ftyp${brand}\0\0\0\0${compatible.join('')}`;

describe('what a file is', () => {
  test.each<[string, string, string]>([
    ['quicktime', box('qt  ', 'qt  '), 'video'],
    ['quicktime', '\0\0\0\x08wide\0\0\x10\0mdat', 'video'],
    ['mp4', box('isom', 'isom', 'iso2', 'avc1', 'mp41'), 'video'],
    ['mp4', box('iso5', 'iso6', 'dash'), 'video'],
    ['webm', '\x1aE\xdf\xa3\x9f\x42\x86\x81\x01\x42\xf7\x81\x01\x42\xf2\x81\x04\x42\xf3\x81\x08\x42\x82\x84webm', 'video'],
    ['matroska', '\x1aE\xdf\xa3\xa3\x42\x82\x88matroska', 'video'],
    ['avi', 'RIFF\x10\0\0\0AVI LIST', 'video'],
    ['avif', box('avif', 'mif1', 'miaf'), 'picture'],
    ['avif', box('mif1', 'mif1', 'avif'), 'picture'],
    ['heic', box('heic', 'mif1', 'heic'), 'picture'],
    ['heic', box('mif1', 'heic'), 'picture'],
    ['webp', 'RIFF\x10\0\0\0WEBPVP8 ', 'picture'],
    ['bmp', `BM\x36\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0`, 'picture'],
    ['jpeg', '\xff\xd8\xff\xe0\0\x10JFIF', 'picture'],
    ['m4a', box('M4A ', 'isom'), 'other'],
    ['zip', 'PK\x03\x04\x14\0', 'archive'],
    ['pdf', '%PDF-1.7', 'other'],
    ['web-page', '<!DOCTYPE html><html><svg></svg></html>', 'other'],
    ['text', 'BMW is a car, says this text that is named picture.bmp', 'other'],
    ['text', Buffer.from('Größe — ein Text in UTF-8, 夕焼け').toString('latin1'), 'other'],
  ])('fault 8: %s is told by its bytes', (format, head, family) => {
    expect(kindOf(head)).toMatchObject({ format, family });
  });

  test.each([
    '<svg width="4">',
    '\xef\xbb\xbf<?xml version="1.0" encoding="utf-8"?>\n<!-- Generator: a > b -->\n<svg xmlns="x">',
    '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">\n<svg>',
    '<!DOCTYPE svg [ <!ENTITY ns "http://www.w3.org/2000/svg"> ]>\r\n<svg xmlns="&ns;">',
    '  <svg:svg xmlns:svg="http://www.w3.org/2000/svg">',
    '\xff\xfe<\0s\0v\0g\0>\0',
  ])('fault 8: %j is an SVG picture', (head) => {
    expect(kindOf(head)).toMatchObject({ format: 'svg', type: 'image/svg+xml' });
  });

  test('fault 8: what is none of them stays unknown', () => {
    expect(kindOf('')).toBeNull();
    expect(kindOf(Uint8Array.from({ length: 500 }, (_, i) => (i * 73) % 251))).toBeNull();
  });

  test('fault 8: the films in this repository are videos', async () => {
    expect(kindOf(await readFile(new URL('../../fixtures/fake-film.mp4', import.meta.url)))).toMatchObject({ type: 'video/mp4' });
    expect(kindOf(await readFile(new URL('../../fixtures/inputs/alpha.webm', import.meta.url)))).toMatchObject({ type: 'video/webm' });
  });
});
