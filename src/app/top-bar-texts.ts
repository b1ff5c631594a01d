import type { Texts } from '../i18n/language.js';

interface TopBarTexts {
  readonly line: string;
  readonly private: string;
  readonly useLight: string;
  readonly useDark: string;
  readonly language: string;
  readonly shortcuts: string;
}

export const topBarTexts: Texts<TopBarTexts> = {
  en: {
    line: 'A film studio in this tab',
    private: 'Nothing is uploaded',
    useLight: 'Use light colours',
    useDark: 'Use dark colours',
    language: 'Language',
    shortcuts: 'Keyboard shortcuts',
  },
  de: {
    line: 'Ein Filmstudio in diesem Tab',
    private: 'Nichts wird hochgeladen',
    useLight: 'Helle Farben verwenden',
    useDark: 'Dunkle Farben verwenden',
    language: 'Sprache',
    shortcuts: 'Tastenkürzel',
  },
};
