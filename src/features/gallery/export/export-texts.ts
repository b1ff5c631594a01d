import type { Texts } from '../../../i18n/language.js';

interface ExportTexts {
  readonly title: string;
  readonly asMade: (codec: string) => string;
  readonly asMadeNote: string;
  readonly anew: (codec: string) => string;
  readonly anewNote: string;
  readonly gif: string;
  readonly gifNote: string;
  readonly frames: string;
  readonly framesNote: (frames: number) => string;
  readonly poster: string;
  readonly posterNote: string;
  readonly save: string;
  /** Names the button for a screen reader. */
  readonly saveAs: (format: string) => string;
  readonly working: string;
  readonly cancel: string;
  readonly close: string;
}

/** The dialog that makes other files of a film. */
export const exportTexts: Texts<ExportTexts> = {
  en: {
    title: 'Export',
    asMade: (codec) => `MP4, ${codec}`,
    asMadeNote: 'as it was made, settings inside',
    anew: (codec) => `MP4, ${codec}`,
    anewNote: 'encoded anew, settings inside',
    gif: 'Animated GIF',
    gifNote: 'plays everywhere, 256 colours',
    frames: 'PNG frames',
    framesNote: (frames) => `${frames} pictures in a zip file`,
    poster: 'Poster',
    posterNote: 'the first frame as PNG',
    save: 'Save',
    saveAs: (format) => `Save as ${format}`,
    working: 'Making it',
    cancel: 'Cancel',
    close: 'Close',
  },
  de: {
    title: 'Exportieren',
    asMade: (codec) => `MP4, ${codec}`,
    asMadeNote: 'wie gemacht, mit Einstellungen',
    anew: (codec) => `MP4, ${codec}`,
    anewNote: 'neu kodiert, mit Einstellungen',
    gif: 'Animiertes GIF',
    gifNote: 'läuft überall, 256 Farben',
    frames: 'PNG-Bilder',
    framesNote: (frames) => `${frames} Bilder in einer Zip-Datei`,
    poster: 'Standbild',
    posterNote: 'das erste Bild als PNG',
    save: 'Sichern',
    saveAs: (format) => `Sichern als ${format}`,
    working: 'Wird gemacht',
    cancel: 'Abbrechen',
    close: 'Schließen',
  },
};
