import { isolated } from '../../i18n/isolated-text.js';
import type { Texts } from '../../i18n/language.js';

interface AfterFilmTexts {
  readonly title: string;
  readonly done: string;
  readonly tell: string;
  readonly tellRefused: string;
  readonly toFolder: string;
  readonly folder: (name: string) => string;
  readonly allow: string;
  readonly allowHint: string;
  readonly stop: string;
  readonly pattern: string;
  readonly patternHint: (parts: string) => string;
  readonly unknownPart: (part: string) => string;
  readonly saved: (name: string) => string;
  readonly notSaved: string;
}

/** What happens when a film is done. */
export const afterFilmTexts: Texts<AfterFilmTexts> = {
  en: {
    title: 'When a film is done',
    done: 'Your film is ready',
    tell: 'Tell me, while this tab is in the background',
    tellRefused: 'This browser does not allow notifications here. They are allowed in its settings for this site.',
    toFolder: 'Save each film to a folder …',
    folder: (name) => `Films are saved to the folder “${isolated(name)}”.`,
    allow: 'Allow it again',
    allowHint: 'The browser asks anew on each visit before anything is written.',
    stop: 'Stop saving',
    pattern: 'File names',
    patternHint: (parts) => `Any of ${parts} stands for what it says.`,
    unknownPart: (part) => `{${part}} stands for nothing.`,
    saved: (name) => `Saved: ${isolated(name)}`,
    notSaved: 'The last film could not be saved to the folder. It is in the list of films below.',
  },
  de: {
    title: 'Wenn ein Film fertig ist',
    done: 'Dein Film ist fertig',
    tell: 'Bescheid geben, solange dieser Tab im Hintergrund ist',
    tellRefused: 'Dieser Browser erlaubt hier keine Benachrichtigungen. In seinen Einstellungen für diese Seite lassen sie sich erlauben.',
    toFolder: 'Jeden Film in einen Ordner sichern …',
    folder: (name) => `Filme werden im Ordner „${isolated(name)}“ gesichert.`,
    allow: 'Wieder erlauben',
    allowHint: 'Der Browser fragt bei jedem Besuch neu, bevor etwas geschrieben wird.',
    stop: 'Nicht mehr sichern',
    pattern: 'Dateinamen',
    patternHint: (parts) => `${parts} stehen jeweils für das, was sie sagen.`,
    unknownPart: (part) => `{${part}} steht für nichts.`,
    saved: (name) => `Gesichert: ${isolated(name)}`,
    notSaved: 'Der letzte Film ließ sich nicht in den Ordner sichern. Er steht unten in der Liste der Filme.',
  },
};
