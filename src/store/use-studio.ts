import { createContext, use } from 'react';
import { useStore } from 'zustand';
import type { Studio } from './studio.js';
import type { StudioState } from './studio-state.js';

export const StudioContext = createContext<Studio | null>(null);

export function useStudio(): Studio {
  const studio = use(StudioContext);
  if (studio === null) throw new Error('StudioContext is missing: render inside <StudioContext value={studio}>.');
  return studio;
}

export function useStudioState<T>(select: (state: StudioState) => T): T {
  return useStore(useStudio().store, select);
}
