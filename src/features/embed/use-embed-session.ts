/** What the small user interface of a frame reads. */
import { createContext, use } from 'react';
import { useStore } from 'zustand';
import type { EmbedSession, EmbedSessionState } from './embed-session.js';

export const EmbedSessionContext = createContext<EmbedSession | null>(null);

export function useEmbedSession(): EmbedSession {
  const session = use(EmbedSessionContext);
  if (session === null) throw new Error('EmbedSessionContext is missing: render inside <EmbedSessionContext value={session}>.');
  return session;
}

export function useEmbedSessionState<T>(select: (state: EmbedSessionState) => T): T {
  return useStore(useEmbedSession().store, select);
}
