import { createContext, use } from 'react';
import { useStore } from 'zustand';
import { createStore, type StoreApi } from 'zustand/vanilla';
import { settingsTitle } from '../composer/settings/generation-settings.js';
import type { Exporter } from './export/exporter.js';
import { nameOf } from './film-store/film.js';
import type { Gallery } from './gallery.js';
import type { GalleryState } from './gallery-state.js';
import type { Clip } from '../player/player-slice.js';

/** What the gallery's components work with. */
export interface GalleryTools {
  readonly gallery: Gallery;
  readonly exporter: Exporter;
}

export const GalleryContext = createContext<GalleryTools | null>(null);

export function useGalleryTools(): GalleryTools {
  const tools = use(GalleryContext);
  if (tools === null) throw new Error('GalleryContext is missing: render inside <GalleryContext value={tools}>.');
  return tools;
}

export const useGallery = (): Gallery => useGalleryTools().gallery;

export function useGalleryState<T>(select: (state: GalleryState) => T): T {
  return useStore(useGallery().store, select);
}

type FilmsStore = Pick<StoreApi<Pick<GalleryState, 'films'>>, 'getState' | 'getInitialState' | 'subscribe'>;

const NO_FILMS: FilmsStore = createStore(() => ({ films: [] }));

/** What a film is called: the name that the gallery has for it, or what it shows. */
export function useTitleOf(clip: Clip): string {
  const store: FilmsStore = use(GalleryContext)?.gallery.store ?? NO_FILMS;
  const film = useStore(store, ({ films }) => films.find(({ id }) => id === clip.id));
  return film === undefined ? settingsTitle(clip.settings) : nameOf(film);
}
