import { useEffect } from 'react';
import { useStore } from 'zustand';
import type { KinoraError } from '../../contract/errors.js';
import { describeError, describeWarning, type Description, type Sentences } from '../../contract/errors/describe.js';
import type { FilmWarning } from '../../contract/errors/warnings.js';
import { loadSentences, sentencesStore } from './sentences.js';
import { useLanguage } from './use-texts.js';

/** Undefined until they are fetched, which `wanted` asks for; null where that failed. */
export function useSentences(wanted: boolean): Sentences | null | undefined {
  const language = useLanguage();
  const sentences = useStore(sentencesStore, (state) => state[language]);
  useEffect(() => {
    if (wanted && sentences === undefined) void loadSentences(language);
  }, [wanted, sentences, language]);
  return sentences;
}

/** What to tell a person of `error`; null for no error, and for the moment until its sentence is here. */
export function useErrorText(error: KinoraError | null): Description | null {
  const sentences = useSentences(error !== null);
  if (error === null || sentences === undefined) return null;
  // Without the file of sentences its code says more than nothing.
  return sentences === null ? { message: error.code, remedy: '' } : describeError(error, sentences);
}

/** The sentences of `warnings`, each once. */
export function useWarningTexts(warnings: readonly FilmWarning[]): readonly string[] {
  const sentences = useSentences(warnings.length > 0);
  if (sentences === undefined) return [];
  return [...new Set(warnings.map((warning) => (sentences === null ? warning.code : describeWarning(warning, sentences))))];
}
