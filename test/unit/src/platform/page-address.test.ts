import { expect, it } from 'vitest';
import { loadOptionsFrom, openingOptions } from '../../../../src/platform/page-address.js';

const BASE = 'https://example.org/films/';

it('uses the embedded pack beside the page', () => {
  expect(loadOptionsFrom('', BASE)).toEqual({ packUrl: 'https://example.org/films/packs/starter/' });
});

it('takes a pack folder, relative or not, with or without its last slash', () => {
  expect(loadOptionsFrom('?pack=packs/tiny', BASE).packUrl).toBe('https://example.org/films/packs/tiny/');
  expect(loadOptionsFrom('?pack=https://packs.example/x/', BASE).packUrl).toBe('https://packs.example/x/');
});

it('takes a known backend and ignores others', () => {
  expect(loadOptionsFrom('?backend=wasm', BASE).backend).toBe('wasm');
  expect(loadOptionsFrom('?backend=cuda', BASE)).not.toHaveProperty('backend');
});

it('takes a second pack that draws, and none of another site unless the page is driven', () => {
  const asked = loadOptionsFrom('?pack=packs/mover&draw=https://packs.example/drawer', BASE);
  expect(asked).toEqual({ packUrl: 'https://example.org/films/packs/mover/', drawPackUrl: 'https://packs.example/drawer/' });
  expect(openingOptions(asked, BASE, true)).toBe(asked);
  expect(openingOptions(asked, BASE, false)).toEqual({ packUrl: 'https://example.org/films/packs/starter/' });
  const own = loadOptionsFrom('?draw=packs/drawer', BASE);
  expect(openingOptions(own, BASE, false)).toBe(own);
});
