import { describe, expect, it } from 'vitest';
import { filmNames, unknownParts } from '../../../../../src/features/after-film/film-name-pattern.js';
import { FolderSaver } from '../../../../../src/features/after-film/folder-saver.js';
import type { FilmFolder } from '../../../../../src/platform/film-folder.js';
import { ScreenWakeLock } from '../../../../../src/platform/wake-lock.js';
import { until } from '../../../../fixtures/until.js';

const FILM = { title: 'a red apple', seed: 7, metadata: { seconds: 3.96, width: 512, height: 912 }, madeAt: new Date(2026, 10, 27, 9, 5, 3) };

const first = (pattern: string, film = FILM): string | undefined => [...filmNames(pattern, film)][0];

describe('names of files', () => {
  it.each([
    ['{words}-{seed}', 'a-red-apple-7.mp4'],
    ['{date} {time} {words}', '2026-11-27-09-05-03-a-red-apple.mp4'],
    ['{size}_{length}', '512x912_4s.mp4'],
    ['films/{seed}', 'films-7.mp4'],
    ['../../{words}', 'a-red-apple.mp4'],
    ['', 'kinora.mp4'],
    ['con', 'con-film.mp4'],
    ['{nothing} {seed}', 'nothing-7.mp4'],
  ])('follow the pattern %j', (pattern, name) => {
    expect(first(pattern)).toBe(name);
  });

  it('are numbered, so that no film takes the place of another', () => {
    expect([...filmNames('{seed}', FILM)].slice(0, 3)).toEqual(['7.mp4', '7-2.mp4', '7-3.mp4']);
  });

  it('keep a title that looks like a part as it is', () => {
    expect(first('{words}-{seed}', { ...FILM, title: 'a {seed}' })).toMatch(/^a-.*7\.mp4$/);
    expect(unknownParts('{words} {wrods} {}')).toEqual(['wrods', '']);
  });
});

describe('a folder for films', () => {
  const CLIP = { file: new Blob(['film']), settings: { subject: { kind: 'prompt', prompt: 'a dog', seconds: 1 }, seed: 3 }, metadata: { seconds: 1, width: 8, height: 8 } } as unknown as Parameters<FolderSaver['save']>[0];

  function saver(write: FilmFolder['write'], allowed = true) {
    const kept: { pattern: string | null; forgotten: boolean } = { pattern: null, forgotten: false };
    const folder: FilmFolder = { name: 'Films', allowed: async () => allowed, ask: async () => true, write };
    const made = new FolderSaver({
      pick: async () => folder,
      remembered: async () => folder,
      forget: async () => void (kept.forgotten = true),
      readPattern: () => kept.pattern,
      writePattern: (pattern) => (kept.pattern = pattern),
    });
    return { saver: made, kept };
  }

  it('gets each film under its pattern', async () => {
    const written: string[] = [];
    const { saver: films, kept } = saver(async (_, names) => {
      const [name = ''] = names;
      written.push(name);
      return name;
    });
    await films.save(CLIP);
    expect(written).toEqual([]);
    await films.choose();
    films.setPattern('{seed}');
    await films.save(CLIP);
    expect([written, films.store.getState().saved, kept.pattern]).toEqual([['3.mp4'], '3.mp4', '{seed}']);
    await films.stop();
    await films.save(CLIP);
    expect([written.length, kept.forgotten]).toEqual([1, true]);
  });

  it('waits for the permission of this visit, and says what could not be written', async () => {
    let full = true;
    const { saver: films } = saver(async () => {
      if (full) throw new DOMException('No room', 'QuotaExceededError');
      return 'a.mp4';
    }, false);
    await films.open();
    expect(films.store.getState().allowed).toBe(false);
    await films.save(CLIP);
    expect(films.store.getState().failed).toBe(false);
    await films.allow();
    await films.save(CLIP);
    expect(films.store.getState()).toMatchObject({ failed: true, saved: null });
    full = false;
    await films.save(CLIP);
    expect(films.store.getState()).toMatchObject({ failed: false, saved: 'a.mp4' });
  });
});

describe('the screen', () => {
  it('stays on while it is held, again after the tab was hidden, and goes off in the end', async () => {
    let locks = 0;
    let hear: () => void = () => undefined;
    let state: DocumentVisibilityState = 'visible';
    const held: { released: boolean }[] = [];
    const lock = new ScreenWakeLock(
      {
        request: async () => {
          locks++;
          const sentinel = { released: false, release: async () => void (sentinel.released = true) };
          held.push(sentinel);
          return sentinel as unknown as WakeLockSentinel;
        },
      },
      {
        get visibilityState() {
          return state;
        },
        addEventListener: (_: string, listener: unknown) => (hear = listener as () => void),
      },
    );
    lock.hold(true);
    lock.hold(true);
    await until(() => expect(locks).toBe(1));
    // The browser lets go of it with the tab.
    [held[0]!.released, state] = [true, 'hidden'];
    hear();
    state = 'visible';
    hear();
    await until(() => expect(locks).toBe(2));
    lock.hold(false);
    await until(() => expect(held[1]!.released).toBe(true));
    expect(locks).toBe(2);
  });

  it('is left alone where it cannot be held', async () => {
    const lock = new ScreenWakeLock({ request: () => Promise.reject(new DOMException('Low battery', 'NotAllowedError')) }, { visibilityState: 'visible', addEventListener: () => undefined } as unknown as Document);
    lock.hold(true);
    lock.hold(false);
    await Promise.resolve();
    new ScreenWakeLock(undefined, { visibilityState: 'visible', addEventListener: () => undefined } as unknown as Document).hold(true);
  });
});
