import type { EmbedTheme, EmbedUi } from '../../../../contract/names.js';
import type { Texts } from '../../../i18n/language.js';

interface SnippetTexts {
  readonly title: string;
  readonly lead: string;
  readonly close: string;
  readonly kind: string;
  readonly kinds: Readonly<Record<'frame' | 'script' | 'react', string>>;
  readonly ui: string;
  readonly uis: Readonly<Record<EmbedUi, string>>;
  readonly theme: string;
  readonly themes: Readonly<Record<EmbedTheme, string>>;
  readonly code: string;
  readonly copy: string;
  readonly copied: string;
  readonly refused: string;
  readonly needsList: string;
}

/** The dialog that writes the lines with which another page shows Kinora. */
export const snippetTexts: Texts<SnippetTexts> = {
  en: {
    title: 'Kinora in a page of yours',
    lead: 'Your visitors make films on their own machines; your server does nothing. Copy this into your page:',
    close: 'Close',
    kind: 'Written as',
    kinds: { frame: 'A bare frame', script: 'HTML and script', react: 'React' },
    ui: 'Shows',
    uis: { full: 'The studio', minimal: 'Prompt and film', none: 'Nothing' },
    theme: 'Colours',
    themes: { auto: 'As the system', light: 'Light', dark: 'Dark' },
    code: 'The lines to copy',
    copy: 'Copy',
    copied: 'Copied',
    refused: 'Copying is not allowed here',
    needsList: 'To drive it without its user interface, your site must be listed under "drive" in embed-hosts.json beside this page.',
  },
  de: {
    title: 'Kinora in deiner Seite',
    lead: 'Wer deine Seite besucht, macht Filme auf dem eigenen Gerät; dein Server tut nichts. Kopiere dies in deine Seite:',
    close: 'Schließen',
    kind: 'Geschrieben als',
    kinds: { frame: 'Nur ein Rahmen', script: 'HTML und Skript', react: 'React' },
    ui: 'Zeigt',
    uis: { full: 'Das Studio', minimal: 'Text und Film', none: 'Nichts' },
    theme: 'Farben',
    themes: { auto: 'Wie das System', light: 'Hell', dark: 'Dunkel' },
    code: 'Die Zeilen zum Kopieren',
    copy: 'Kopieren',
    copied: 'Kopiert',
    refused: 'Kopieren ist hier nicht erlaubt',
    needsList: 'Damit deine Seite es ohne Oberfläche steuern darf, muss sie unter „drive“ in embed-hosts.json neben dieser Seite stehen.',
  },
};
