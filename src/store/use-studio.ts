/** The only file of the state that knows React. */
import { createContext, use, useEffect, useState } from 'react';
import { useStore } from 'zustand';
import type { PartKind } from '../features/composer/prompt/prompt-parts.js';
import { findPart } from '../features/composer/prompt/prompt-parts.js';
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

/** The vocabulary's term that the prompt holds for `kind`, or null. */
export function usePart(kind: PartKind): string | null {
  return useStudioState(({ prompt, pack }) => (pack === null ? null : (findPart(prompt, kind, pack.vocabulary)?.term ?? null)));
}

/** An address for `blob`, valid as long as the component shows it. */
export function useObjectUrl(blob: Blob | null): string | null {
  const [held, setHeld] = useState<{ blob: Blob; url: string } | null>(null);
  useEffect(() => {
    if (blob === null) return;
    const url = URL.createObjectURL(blob);
    setHeld({ blob, url });
    return () => URL.revokeObjectURL(url);
  }, [blob]);
  return held !== null && held.blob === blob ? held.url : null;
}
