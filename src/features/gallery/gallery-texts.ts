import type { NeededFile } from '../../../contract/names.js';
import { isolated } from '../../i18n/isolated-text.js';
import type { Texts } from '../../i18n/language.js';

interface GalleryTexts {
  readonly title: string;
  readonly count: (films: number) => string;
  readonly stored: (used: string, free: string) => string;
  readonly inMemory: string;
  readonly empty: string;
  readonly saveAll: string;
  readonly load: string;
  readonly deleteAll: string;
  readonly saving: string;
  readonly loading: string;
  readonly showAll: (films: number) => string;
  readonly showFewer: string;
  readonly open: (name: string, length: string) => string;
  readonly more: (name: string) => string;
  readonly remix: string;
  readonly extend: string;
  readonly rename: string;
  readonly newName: string;
  readonly exportAs: string;
  readonly share: string;
  readonly copyLink: string;
  readonly copied: string;
  readonly copiedWithoutFiles: string;
  readonly notCopied: string;
  readonly delete: string;
  readonly deleted: (films: number, name: string) => string;
  readonly undo: string;
  readonly dismiss: string;
  readonly seed: (seed: number) => string;
  readonly settingsRestored: string;
  readonly addAgain: string;
  readonly blobs: Readonly<Record<NeededFile, string>>;
  readonly notLoaded: string;
}

/** The kept films and what can be done with them. */
export const galleryTexts: Texts<GalleryTexts> = {
  en: {
    title: 'Your films',
    count: (films) => (films === 1 ? '1 film' : `${films} films`),
    stored: (used, free) => `${used} used on this device, ${free} free`,
    inMemory: 'Kept only until this tab is closed',
    empty: 'Films that you make are kept here, on this device.',
    saveAll: 'Save all as one file',
    load: 'Add films from a file',
    deleteAll: 'Delete all',
    saving: 'Saving all films',
    loading: 'Adding films',
    showAll: (films) => `Show all ${films} films`,
    showFewer: 'Show fewer',
    open: (name, length) => `Watch “${isolated(name)}”, ${length}`,
    more: (name) => `More for “${isolated(name)}”`,
    remix: 'Remix',
    extend: 'Extend',
    rename: 'Rename',
    newName: 'Name of the film',
    exportAs: 'Export',
    share: 'Share',
    copyLink: 'Copy link to the settings',
    copied: 'Link copied',
    copiedWithoutFiles: 'Link copied, without pictures and videos',
    notCopied: 'Copying is not allowed here',
    delete: 'Delete',
    deleted: (films, name) => (films === 1 ? `“${isolated(name)}” is deleted.` : `${films} films are deleted.`),
    undo: 'Undo',
    dismiss: 'Close',
    seed: (seed) => `seed ${seed}`,
    settingsRestored: 'The settings of the film are in the form.',
    addAgain: 'Settings hold no pictures or videos. For the same film, add again:',
    blobs: { image: 'the picture that it began with', endImage: 'the picture that it ended with', extend: 'the video that it went on from', layerImages: 'the pictures of its layers' },
    notLoaded: 'The list of your films could not be loaded. They are safe: reload the page.',
  },
  de: {
    title: 'Deine Filme',
    count: (films) => (films === 1 ? '1 Film' : `${films} Filme`),
    stored: (used, free) => `${used} auf diesem Gerät belegt, ${free} frei`,
    inMemory: 'Nur da, bis dieser Tab geschlossen wird',
    empty: 'Filme, die du machst, bleiben hier, auf diesem Gerät.',
    saveAll: 'Alle in einer Datei sichern',
    load: 'Filme aus einer Datei holen',
    deleteAll: 'Alle löschen',
    saving: 'Alle Filme werden gesichert',
    loading: 'Filme werden geholt',
    showAll: (films) => `Alle ${films} Filme zeigen`,
    showFewer: 'Weniger zeigen',
    open: (name, length) => `„${isolated(name)}“ ansehen, ${length}`,
    more: (name) => `Mehr für „${isolated(name)}“`,
    remix: 'Neu mischen',
    extend: 'Fortsetzen',
    rename: 'Umbenennen',
    newName: 'Name des Films',
    exportAs: 'Exportieren',
    share: 'Teilen',
    copyLink: 'Link zu den Einstellungen kopieren',
    copied: 'Link kopiert',
    copiedWithoutFiles: 'Link kopiert, ohne Bilder und Videos',
    notCopied: 'Kopieren ist hier nicht erlaubt',
    delete: 'Löschen',
    deleted: (films, name) => (films === 1 ? `„${isolated(name)}“ ist gelöscht.` : `${films} Filme sind gelöscht.`),
    undo: 'Rückgängig',
    dismiss: 'Schließen',
    seed: (seed) => `Startwert ${seed}`,
    settingsRestored: 'Die Einstellungen des Films stehen im Formular.',
    addAgain: 'Einstellungen enthalten keine Bilder und Videos. Für denselben Film füge wieder hinzu:',
    blobs: { image: 'das Bild, mit dem er begann', endImage: 'das Bild, mit dem er endete', extend: 'das Video, an dem er weiterging', layerImages: 'die Bilder seiner Ebenen' },
    notLoaded: 'Die Liste deiner Filme ließ sich nicht laden. Die Filme sind sicher: Lade die Seite neu.',
  },
};
