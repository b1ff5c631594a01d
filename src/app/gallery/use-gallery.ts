import { createContext, use } from 'react';
import { useStore } from 'zustand';
import type { Exporter } from '../../state/gallery/exporter.js';
import type { Gallery, GalleryState } from '../../state/gallery/gallery.js';

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
