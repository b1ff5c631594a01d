import type { Texts } from '../../../i18n/language.js';

/** What a file that films were to be added from came to. */
export interface ArchiveCount {
  readonly added: number;
  readonly present: number;
  readonly damaged: number;
  /** Behind a password. */
  readonly locked: number;
  /** Packed by a method that is not read here. */
  readonly unknown: number;
  /** Videos that Kinora did not make. */
  readonly foreign: number;
  /** Not there, or not to their end, because the file was cut short. */
  readonly lost: number;
  readonly cut: boolean;
  /** Whether nobody knows what else the file held before it was cut. */
  readonly uncertain: boolean;
}

interface ArchiveTexts {
  readonly loaded: (count: ArchiveCount) => string;
  readonly notArchive: string;
  readonly notZip: string;
  readonly noFilms: string;
  readonly choose: string;
  readonly locked: string;
  readonly unlock: string;
  readonly otherFormat: (format: string) => string;
  readonly repack: string;
  readonly split: string;
  readonly join: string;
  readonly cut: string;
  readonly copyAgain: string;
  readonly foreign: string;
  readonly goOn: string;
  readonly unreadable: string;
}

export const archiveTexts: Texts<ArchiveTexts> = {
  en: {
    loaded: ({ added, present, damaged, locked, unknown, foreign, lost, cut, uncertain }) =>
      [
        cut ? 'The file was cut short.' : '',
        added === 1 ? '1 film was added.' : `${added} films were added.`,
        present === 0 ? '' : present === 1 ? '1 was here already.' : `${present} were here already.`,
        damaged === 0 ? '' : damaged === 1 ? '1 is damaged and was left out.' : `${damaged} are damaged and were left out.`,
        locked === 0 ? '' : `${locked === 1 ? '1 is' : `${locked} are`} protected by a password: unpack the file and add the videos.`,
        unknown === 0 ? '' : `${unknown === 1 ? '1 is' : `${unknown} are`} packed in a way that is not read here: unpack the file and add the videos.`,
        foreign === 0 ? '' : foreign === 1 ? '1 video was not made by Kinora and was left out.' : `${foreign} videos were not made by Kinora and were left out.`,
        lost === 0 ? '' : `${uncertain ? 'At least ' : ''}${lost === 1 ? '1 film was cut off and is lost.' : `${lost} films were cut off and are lost.`}`,
        lost === 0 && uncertain ? 'Films that came after them are lost.' : '',
        cut && lost === 0 && !uncertain ? 'None is missing.' : '',
      ]
        .filter(Boolean)
        .join(' '),
    notArchive: 'This file is not an archive of Kinora films.',
    notZip: 'It is not a zip file or a video.',
    noFilms: 'There is no film in it.',
    choose: 'Choose a file that "Save all as one file" made, a zip file of videos that Kinora made, or one such video.',
    locked: 'This zip file is protected by a password.',
    unlock: 'Unpack it, and add the videos or pack them again without a password.',
    otherFormat: (format) => `This is a ${format} file, which is not read here.`,
    repack: 'Unpack it, and add the videos or pack them again as a zip file.',
    split: 'This zip file is one of several parts.',
    join: 'Unpack the parts together with the program that made them, and add the videos.',
    cut: 'This file was cut short, and there is no whole film in it.',
    copyAgain: 'Copy or download it once more.',
    foreign: 'Kinora made no video in this file.',
    goOn: 'Drop a video on the page to go on from it.',
    unreadable: 'It cannot be read.',
  },
  de: {
    loaded: ({ added, present, damaged, locked, unknown, foreign, lost, cut, uncertain }) =>
      [
        cut ? 'Die Datei ist abgeschnitten.' : '',
        added === 1 ? '1 Film ist dazugekommen.' : `${added} Filme sind dazugekommen.`,
        present === 0 ? '' : present === 1 ? '1 war schon da.' : `${present} waren schon da.`,
        damaged === 0 ? '' : damaged === 1 ? '1 ist beschädigt und fehlt.' : `${damaged} sind beschädigt und fehlen.`,
        locked === 0 ? '' : `${locked === 1 ? '1 ist' : `${locked} sind`} mit einem Passwort geschützt: Entpacke die Datei und hole die Videos.`,
        unknown === 0 ? '' : `${unknown === 1 ? '1 ist' : `${unknown} sind`} so gepackt, wie es hier nicht gelesen wird: Entpacke die Datei und hole die Videos.`,
        foreign === 0 ? '' : foreign === 1 ? '1 Video ist nicht von Kinora und fehlt.' : `${foreign} Videos sind nicht von Kinora und fehlen.`,
        lost === 0 ? '' : `${uncertain ? 'Mindestens ' : ''}${lost === 1 ? '1 Film ist abgeschnitten und verloren.' : `${lost} Filme sind abgeschnitten und verloren.`}`,
        lost === 0 && uncertain ? 'Was danach kam, ist verloren.' : '',
        cut && lost === 0 && !uncertain ? 'Es fehlt keiner.' : '',
      ]
        .filter(Boolean)
        .join(' '),
    notArchive: 'Diese Datei ist kein Archiv von Kinora-Filmen.',
    notZip: 'Sie ist weder eine Zip-Datei noch ein Video.',
    noFilms: 'Es ist kein Film darin.',
    choose: 'Wähle eine Datei, die „Alle in einer Datei sichern“ gemacht hat, eine Zip-Datei mit Videos von Kinora oder ein solches Video.',
    locked: 'Diese Zip-Datei ist mit einem Passwort geschützt.',
    unlock: 'Entpacke sie und hole die Videos, oder packe sie noch einmal ohne Passwort.',
    otherFormat: (format) => `Das ist eine ${format}-Datei, die hier nicht gelesen wird.`,
    repack: 'Entpacke sie und hole die Videos, oder packe sie noch einmal als Zip-Datei.',
    split: 'Diese Zip-Datei ist einer von mehreren Teilen.',
    join: 'Entpacke die Teile zusammen mit dem Programm, das sie gemacht hat, und hole die Videos.',
    cut: 'Diese Datei ist abgeschnitten, und es ist kein ganzer Film darin.',
    copyAgain: 'Kopiere oder lade sie noch einmal.',
    foreign: 'In dieser Datei ist kein Video von Kinora.',
    goOn: 'Lege ein Video auf der Seite ab, um es fortzusetzen.',
    unreadable: 'Sie lässt sich nicht lesen.',
  },
};
