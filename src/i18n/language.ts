/**
 * The page's words in each language. A file beside this one holds the words of one part of the page, in every
 * language next to each other; the type makes it an error to leave one out. Words of the model (its vocabulary,
 * and so the prompt) are English in every language, because that is what the model was taught.
 */
import { createStore } from 'zustand/vanilla';

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
  let stored: string | null = null;
  try {
    stored = localStorage.getItem(KEY);
  } catch {
    // Storage is forbidden here: the browser's languages stand.
  }
  speak(isLanguage(stored) ? stored : pickLanguage(navigator.languages));
}

export function chooseLanguage(language: Language): void {
  speak(language);
  try {
    localStorage.setItem(KEY, language);
  } catch {
    // Not remembered, then.
  }
}

/** The words of `texts` in the language in use now, for code outside React; components call `useTexts`. */
export function translate<T>(texts: Texts<T>): T {
  return texts[languageStore.getState()];
}

function speak(language: Language): void {
  document.documentElement.lang = language;
  languageStore.setState(language, true);
}
