/** What the small user interface of a frame reads. */
import { createContext, use } from 'react';
import { useStore } from 'zustand';
import type { Commissions, CommissionsState } from './embed-session.js';

export const CommissionsContext = createContext<Commissions | null>(null);

export function useCommissions(): Commissions {
  const commissions = use(CommissionsContext);
  if (commissions === null) throw new Error('CommissionsContext is missing: render inside <CommissionsContext value={commissions}>.');
  return commissions;
}

export function useCommissionsState<T>(select: (state: CommissionsState) => T): T {
  return useStore(useCommissions().store, select);
}
