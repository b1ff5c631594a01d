/**
 * The language of the page. Each feature has a file of texts, with all languages next to each other; the type makes it an
 * error to leave one out. The model's vocabulary, and so the prompt, is English in every language: the model was trained
 * on English.
 */
import { createStore } from 'zustand/vanilla';
import { readStored, writeStored } from '../platform/stored-text.js';

export const LANGUAGES = ['en', 'de'] as const;
export type Language = (typeof LANGUAGES)[number];

/** The same words in every language: strings, and functions where a number or a name goes in. */
export type Texts<T> = Readonly<Record<Language, T>>;

/** What each language calls itself. */
export const LANGUAGE_NAMES: Readonly<Record<Language, string>> = { en: 'English', de: 'Deutsch' };

const KEY = 'kinora-language';

const isLanguage = (name: string | null | undefined): name is Language => LANGUAGES.some((language) => language === name);

/** The language in use; the page follows it, and it changes only through {@link chooseLanguage}. */
export const languageStore = createStore<Language>(() => 'en');

/** The first of the browser's languages that the page speaks, else English. */
export function pickLanguage(wanted: readonly string[]): Language {
  for (const tag of wanted) {
    const [primary] = tag.toLowerCase().split('-');
    if (isLanguage(primary)) return primary;
  }
  return 'en';
}

/** What was chosen on this device, else what the browser asks for. */
export function restoreLanguage(): void {
  const stored = readStored(KEY);
  setLanguage(isLanguage(stored) ? stored : pickLanguage(navigator.languages));
}

export function chooseLanguage(language: Language): void {
  setLanguage(language);
  writeStored(KEY, language);
}

/** The words of `texts` in the language in use now, for code outside React; components call `useTexts`. */
export function translate<T>(texts: Texts<T>): T {
  return texts[languageStore.getState()];
}

function setLanguage(language: Language): void {
  document.documentElement.lang = language;
  languageStore.setState(language, true);
}
