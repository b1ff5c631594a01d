import { useStore } from 'zustand';
import { languageStore, type Language, type Texts } from './language.js';

export const useLanguage = (): Language => useStore(languageStore);

/** The words of `texts` in the language in use; the component is drawn anew when it changes. */
export const useTexts = <T>(texts: Texts<T>): T => texts[useLanguage()];
