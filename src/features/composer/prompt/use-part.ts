import { useStudioState } from '../../../store/use-studio.js';
import { findPart, type PartKind } from './prompt-parts.js';

/** The vocabulary's term that the prompt holds for `kind`, or null. */
export function usePart(kind: PartKind): string | null {
  return useStudioState(({ prompt, pack }) => (pack === null ? null : (findPart(prompt, kind, pack.vocabulary)?.term ?? null)));
}
