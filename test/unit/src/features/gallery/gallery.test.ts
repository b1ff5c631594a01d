import { describe, expect, it, vi } from 'vitest';
import { FilmStore, type FilmFiles, type FilmRecords } from '../../../../../src/features/gallery/film-store/film-store.js';
import { filmOf, filmOfRecord, recordOf, type Film } from '../../../../../src/features/gallery/film-store/film.js';
import { Gallery } from '../../../../../src/features/gallery/gallery.js';
import type { GalleryOptions } from '../../../../../src/features/gallery/gallery-state.js';
import { toyClip } from '../../../../fixtures/page/toy-film.js';
import { until } from '../../../../fixtures/until.js';

vi.mock('react', () => {
  throw new Error('The core of the page must not import React.');
});

/** What survives a visit, as a device's storage does. */
class Device {
  readonly films = new Map<string, Film>();
  readonly posters = new Map<string, Blob>();
  readonly files = new Map<string, { file: Blob; writtenAt: number }>();
  full = false;
  now = 1000;

  readonly records: FilmRecords = {
    all: async () => [...this.films.values()].map((film) => structuredClone(film)),
    put: async (films) => films.forEach((film) => this.films.set(film.id, structuredClone(film))),
    remove: async (ids) => ids.forEach((id) => this.films.delete(id) && this.posters.delete(id)),
    poster: async (id) => this.posters.get(id) ?? null,
    putPoster: async (id, poster) => void this.posters.set(id, poster),
  };

  readonly store: FilmFiles = {
    write: async (id, file) => {
      if (this.full) throw new DOMException('No room.', 'QuotaExceededError');
      this.files.set(id, { file, writtenAt: this.now });
    },
    read: async (id) => this.files.get(id)?.file ?? null,
    remove: async (id) => void this.files.delete(id),
    list: async () => [...this.files].map(([id, { writtenAt }]) => ({ id, writtenAt })),
  };

  shelf = async (): Promise<FilmStore> => new FilmStore(this.records, this.store);
}

function visit(device: Device, options: Partial<GalleryOptions> = {}): Gallery {
  return new Gallery({
    openFilmStore: device.shelf,
    makePoster: async (film) => new Blob([`poster of ${await film.text()}`]),
    describe: async () => null,
    estimate: async () => ({ used: [...device.files.values()].reduce((sum, { file }) => sum + file.size, 0), free: 100 }),
    persist: async () => undefined,
    otherTabs: null,
    now: () => device.now,
    ...options,
  });
}

const names = (gallery: Gallery): string[] => gallery.store.getState().films.map(({ id }) => id);

async function keepTwo(device: Device, gallery = visit(device)): Promise<Gallery> {
  await gallery.keep(toyClip('one'));
  device.now++;
  await gallery.keep(toyClip('two'));
  return gallery;
}

describe('the gallery', () => {
  it('keeps films from visit to visit, newest first, and asks once that they be kept', async () => {
    const device = new Device();
    const persist = vi.fn(async () => undefined);
    const first = await keepTwo(device, visit(device, { persist }));
    expect(first.store.getState()).toMatchObject({ notice: null, error: null, storage: { used: 16, free: 100 } });
    expect(persist).toHaveBeenCalledTimes(1);

    const second = visit(device);
    await second.open();
    expect(names(second)).toEqual(['two', 'one']);
    const film = second.store.getState().films[1]!;
    const clip = await second.clip(film);
    expect(clip).toMatchObject({ id: 'one', settings: { prompt: 'a fox one', seed: 7 }, metadata: { frames: 24 } });
    expect(await clip?.file.text()).toBe('film one');
    expect(await (await second.poster(film.id))?.text()).toBe('poster of film one');
    expect(device.posters.has('one')).toBe(true);
  });

  it('renames, and a film that gets its prompt as its name is called by it again', async () => {
    const device = new Device();
    const gallery = await keepTwo(device);
    await gallery.rename('one', '  The fox  ');
    expect(device.films.get('one')?.title).toBe('The fox');
    await gallery.rename('one', 'a fox one');
    expect(device.films.get('one')?.title).toBe('');
  });

  it('brings deleted films back, and frees them when the offer ends', async () => {
    const device = new Device();
    const gallery = await keepTwo(device);
    await gallery.remove(['one', 'two']);
    expect(names(gallery)).toEqual([]);
    expect(device.files.size).toBe(2);
    await gallery.undo();
    expect(names(gallery)).toEqual(['two', 'one']);
    expect(device.films.get('one')?.deletedAt).toBeNull();

    await gallery.remove(['one']);
    await gallery.remove(['two']); // ends the offer of the first
    expect([...device.files.keys()]).toEqual(['two']);
    await gallery.forgetDeleted();
    expect([device.films.size, device.posters.size, device.files.size]).toEqual([0, 0, 0]);
    await gallery.undo();
    expect(names(gallery)).toEqual([]);
  });

  it('forgets deletions and orphans of earlier visits, but nothing that is fresh', async () => {
    const device = new Device();
    const gallery = await keepTwo(device);
    await gallery.remove(['one']);
    await device.store.write('orphan', new Blob(['x']));
    const soon = visit(device);
    await soon.open();
    expect(names(soon)).toEqual(['two']);
    expect([...device.files.keys()]).toEqual(['one', 'two', 'orphan']);
    device.now += 3_600_000;
    await visit(device).open();
    expect([...device.files.keys()]).toEqual(['two']);
    expect([...device.films.keys()]).toEqual(['two']);
  });

  it('works in memory where storage is blocked, and says so', async () => {
    const device = new Device();
    const blocked = visit(device, { openFilmStore: () => Promise.reject(new DOMException('No.', 'SecurityError')) });
    await keepTwo(device, blocked);
    expect(names(blocked)).toEqual(['two', 'one']);
    expect(blocked.store.getState().notice).toMatchObject({ code: 'films-not-kept', cause: 'SecurityError: No.' });
    expect(await (await blocked.clip(blocked.store.getState().films[0]!))?.file.text()).toBe('film two');
    await blocked.remove(['one']);
    await blocked.undo();
    expect(names(blocked)).toEqual(['two', 'one']);
    expect(device.files.size).toBe(0);
  });

  it('keeps a film in memory when the device is full', async () => {
    const device = new Device();
    const gallery = visit(device);
    await gallery.keep(toyClip('one'));
    device.full = true;
    await gallery.keep(toyClip('two', { seed: 8 }));
    expect(gallery.store.getState().notice?.code).toBe('no-room-for-films');
    expect([...device.films.keys()]).toEqual(['one']);
    expect(await (await gallery.file(gallery.store.getState().films.find(({ id }) => id === 'two')!.id))?.text()).toBe('film two');
  });

  it('says which film has lost its video', async () => {
    const device = new Device();
    const gallery = await keepTwo(device);
    device.files.delete('one');
    expect(await gallery.clip(gallery.store.getState().films[1]!)).toBeNull();
    expect(gallery.store.getState().error).toMatchObject({ code: 'film-file-gone', params: { name: expect.stringContaining('a fox one') as string } });
  });

  it('follows other tabs', async () => {
    const device = new Device();
    const listeners: (() => void)[] = [];
    const otherTabs = { notify: () => listeners.forEach((listener) => listener()), listen: (listener: () => void) => void listeners.push(listener) };
    const [here, there] = [visit(device, { otherTabs }), visit(device, { otherTabs })];
    await Promise.all([here.open(), there.open()]);
    await here.keep(toyClip('one'));
    await until(() => expect(names(there)).toEqual(['one']));
    await there.remove(['one']);
    await until(() => expect(names(here)).toEqual([]));
  });
});

describe('saving and loading everything', () => {
  const picture = { blob: new Blob(['picture'], { type: 'image/png' }), name: 'fox.png', width: 20, height: 30 };

  async function saved(): Promise<Blob> {
    const device = new Device();
    const gallery = visit(device);
    await gallery.keep(toyClip('one', { picture }));
    await gallery.keep(toyClip('two', { seed: 8 }));
    await gallery.rename('two', 'Füchse, zwei');
    const archives = await gallery.saveAll();
    expect(archives).toHaveLength(1);
    expect(gallery.store.getState()).toMatchObject({ work: null, error: null });
    return archives[0]!;
  }

  it('brings back films, names, posters and pictures', async () => {
    const device = new Device();
    const gallery = visit(device);
    await gallery.load(await saved());
    expect(gallery.store.getState()).toMatchObject({ error: null, outcome: '2 films were added.' });
    const [one, two] = ['one', 'two'].map((id) => gallery.store.getState().films.find((film) => film.id === id)!);
    expect(two).toMatchObject({ title: 'Füchse, zwei', settings: { prompt: 'a fox two', seed: 8, seconds: 2, picture: null } });
    expect(one?.settings.picture).toMatchObject({ name: 'fox.png', width: 20, height: 30 });
    expect(await one?.settings.picture?.blob.text()).toBe('picture');
    expect(await (await gallery.file(one!.id))?.text()).toBe('film one');
    expect(await (await gallery.poster(one!.id))?.text()).toBe('poster of film one');
    expect(await device.files.get('two')?.file.text()).toBe('film two');
  });

  it('adds nothing twice, and brings back what was deleted', async () => {
    const archive = await saved();
    const gallery = visit(new Device());
    await gallery.load(archive);
    await gallery.remove(['one']);
    await gallery.load(archive);
    expect(gallery.store.getState().outcome).toBe('1 film was added. 1 was here already.');
    expect(names(gallery).sort()).toEqual(['one', 'two']);
  });

  it('leaves out a damaged film and keeps the others', async () => {
    const bytes = new Uint8Array(await (await saved()).arrayBuffer());
    const at = new TextDecoder('latin1').decode(bytes).indexOf('film one');
    bytes[at] = bytes[at]! ^ 1;
    const gallery = visit(new Device());
    await gallery.load(new Blob([bytes]));
    expect(gallery.store.getState().outcome).toBe('1 film was added. 1 is damaged and was left out.');
    expect(names(gallery)).toEqual(['two']);
  });

  it.each([
    ['nothing', ''],
    ['another file', 'this is text'],
  ])('refuses %s', async (_, content) => {
    const gallery = visit(new Device());
    await gallery.load(new Blob([content]));
    expect(gallery.store.getState().error?.code).toBe('archive-not-zip');
  });

  it('refuses half an archive', async () => {
    const archive = await saved();
    const gallery = visit(new Device());
    await gallery.load(archive.slice(0, Math.floor(archive.size / 2)));
    expect(gallery.store.getState().error?.code).toBe('archive-cut-short');
    expect(names(gallery)).toEqual([]);
  });
});

describe('a film', () => {
  it('is as large as its file', () => expect(filmOf(toyClip('one'), 5)).toMatchObject({ bytes: 8, madeAt: 5, title: '', deletedAt: null }));
});

it('a record of Kinora 0.1.0, which calls the settings `order`, opens and is written as it was', () => {
  const { settings, ...rest } = filmOf(toyClip('one'), 1);
  const record = { ...rest, order: settings };
  expect(filmOfRecord(record).settings).toEqual(settings);
  expect(recordOf(filmOfRecord(record))).toEqual(record);
});
