/**
 * The sentences of errors and warnings in the language of the page. They come in a file of their own for each language, because
 * most visits meet no error.
 */
import { createStore } from 'zustand/vanilla';
import type { Sentences } from '../../contract/errors/describe.js';
import { languageStore, type Language } from './language.js';

const FILES: Readonly<Record<Language, () => Promise<Sentences>>> = {
  en: async () => (await import('../../contract/errors/english/english.js')).ENGLISH,
  de: async () => (await import('../../contract/errors/german/german.js')).GERMAN,
};

/** Those that are here; null for a language whose file could not be fetched. */
export const sentencesStore = createStore<Readonly<Partial<Record<Language, Sentences | null>>>>(() => ({}));

/** Fetches the sentences of `language`, unless they are here. Never rejects. */
export async function loadSentences(language: Language): Promise<void> {
  if (sentencesStore.getState()[language]) return;
  const sentences = await FILES[language]().catch(() => null);
  sentencesStore.setState({ [language]: sentences });
}

/** Fetches the sentences once a person does something, since the first error may be that the network is gone. */
export function preloadSentences(page: Window): void {
  for (const action of ['pointerdown', 'keydown']) {
    page.addEventListener(action, () => void loadSentences(languageStore.getState()), { once: true, capture: true, passive: true });
  }
  languageStore.subscribe((language) => void loadSentences(language));
}
