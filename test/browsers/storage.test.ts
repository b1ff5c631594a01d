import { describe, expect, inject, it } from 'vitest';
import type { FirefoxOptions } from './drivers/firefox-page.js';
import { ENGINES, openFirefoxWith } from './engines.js';
import { makeFilm, openStudio } from './studio-actions.js';

/** Firefox's name for "no cookies": it closes all storage, and makes what merely asks for it throw. */
const NO_STORAGE = { 'network.cookie.cookieBehavior': 2 };

/** Firefox says this by itself; the page has no other way to learn that there can be no service worker. */
const NO_SERVICE_WORKER = /^Failed to register\/update a ServiceWorker/;

async function makesFilm(options: FirefoxOptions, storage: 'open' | 'blocked'): Promise<void> {
  const page = await openFirefoxWith({ ...options, compileOnce: true });
  try {
    await openStudio(page, inject('studio'));
    const found = await page.run(() => {
      try {
        return localStorage.length >= 0 ? 'open' : null;
      } catch {
        return 'blocked';
      }
    });
    expect(found).toBe(storage);
    await makeFilm(page);
    expect((await page.errors()).filter((error) => !(storage === 'blocked' && NO_SERVICE_WORKER.test(error)))).toEqual([]);
  } finally {
    await page.close();
  }
}

describe.skipIf(!ENGINES.firefox.present)('Firefox', () => {
  it('fault B3: makes a film where all storage is blocked', () => makesFilm({ preferences: NO_STORAGE }, 'blocked'));

  it('makes a film in a private window', () => makesFilm({ privateWindow: true }, 'open'));
});
