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
  },
};
