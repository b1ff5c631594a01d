import type { Texts } from '../../../i18n/language.js';

interface ExportTexts {
  readonly title: string;
  readonly asMade: (codec: string) => string;
  readonly asMadeNote: string;
  readonly anew: (codec: string) => string;
  readonly anewNote: string;
  /** Of a transparent film. */
  readonly stackedNote: string;
  readonly flatNote: string;
  readonly webm: string;
  readonly webmNote: string;
  readonly webmAlphaNote: string;
  readonly webp: string;
  readonly webpNote: string;
  readonly apng: string;
  readonly apngNote: string;
  readonly gifAlphaNote: string;
  readonly background: string;
  readonly copyHtml: string;
  readonly copyHtmlHint: string;
  readonly copied: string;
  readonly refused: string;
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
    stackedNote: 'as it was made: colours above, alpha below, for web pages and editors',
    flatNote: 'on a plain colour, settings inside',
    webm: 'WebM, VP9',
    webmNote: 'for web pages',
    webmAlphaNote: 'transparent, for web pages in Chrome, Edge and Firefox',
    webp: 'Animated WebP',
    webpNote: 'for web pages and chats',
    apng: 'Animated PNG',
    apngNote: 'without loss, large',
    gifAlphaNote: 'plays everywhere, 256 colours, hard edges',
    background: 'Background of MP4 files',
    copyHtml: 'Copy HTML for the MP4',
    copyHtmlHint: 'The lines that show the MP4 with its transparency on a web page, in any browser',
    copied: 'Copied',
    refused: 'Not allowed',
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
    stackedNote: 'wie gemacht: oben Farben, unten Alpha, für Webseiten und Schnittprogramme',
    flatNote: 'auf einer Farbe, mit Einstellungen',
    webm: 'WebM, VP9',
    webmNote: 'für Webseiten',
    webmAlphaNote: 'durchsichtig, für Webseiten in Chrome, Edge und Firefox',
    webp: 'Animiertes WebP',
    webpNote: 'für Webseiten und Chats',
    apng: 'Animiertes PNG',
    apngNote: 'ohne Verlust, groß',
    gifAlphaNote: 'läuft überall, 256 Farben, harte Kanten',
    background: 'Hintergrund der MP4-Dateien',
    copyHtml: 'HTML für das MP4 kopieren',
    copyHtmlHint: 'Die Zeilen, die das MP4 mit seiner Durchsichtigkeit auf einer Webseite zeigen, in jedem Browser',
    copied: 'Kopiert',
    refused: 'Nicht erlaubt',
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
