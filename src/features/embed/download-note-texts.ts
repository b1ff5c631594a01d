import type { Texts } from '../../i18n/language.js';

interface EmbedDownloadTexts {
  readonly blocked: string;
  readonly perhapsBlocked: string;
  readonly saveVideo: string;
  readonly saveImage: string;
  readonly picture: (name: string) => string;
  readonly open: string;
  readonly notOpened: string;
  readonly share: string;
  readonly owner: string;
  readonly dismiss: string;
}

/** What to do where the page around the frame allows no downloads. */
export const embedDownloadTexts: Texts<EmbedDownloadTexts> = {
  en: {
    blocked: 'The page around this frame does not allow downloads, so no file was saved.',
    perhapsBlocked: 'Was no file saved? Then the page around this frame does not allow downloads.',
    saveVideo: 'Right-click the film, or press it long, and choose “Save video as”.',
    saveImage: 'Right-click this picture, or press it long, and choose “Save image as”.',
    picture: (name) => `The picture ${name}`,
    open: 'Open in a new tab',
    notOpened: 'New tabs are not allowed either.',
    share: 'Share',
    owner: 'Its owner can allow them with allow-downloads in the frame’s sandbox.',
    dismiss: 'Dismiss this message',
  },
  de: {
    blocked: 'Die Seite um diesen Rahmen erlaubt keine Downloads, daher wurde keine Datei gespeichert.',
    perhapsBlocked: 'Keine Datei angekommen? Dann erlaubt die Seite um diesen Rahmen keine Downloads.',
    saveVideo: 'Klicke mit rechts auf den Film oder drücke lange darauf und wähle „Video speichern unter“.',
    saveImage: 'Klicke mit rechts auf dieses Bild oder drücke lange darauf und wähle „Bild speichern unter“.',
    picture: (name) => `Das Bild ${name}`,
    open: 'In neuem Tab öffnen',
    notOpened: 'Neue Tabs sind auch nicht erlaubt.',
    share: 'Teilen',
    owner: 'Ihr Betreiber kann sie mit allow-downloads in der Sandbox des Rahmens erlauben.',
    dismiss: 'Meldung schließen',
  },
};
