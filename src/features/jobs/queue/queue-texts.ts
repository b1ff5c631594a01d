import { isolated } from '../../../i18n/isolated-text.js';
import type { Texts } from '../../../i18n/language.js';

interface QueueTexts {
  readonly title: string;
  readonly waiting: (count: number) => string;
  readonly edit: (title: string) => string;
  /** Of a film whose settings are in the form. */
  readonly inForm: string;
  readonly leave: string;
  readonly leaveOf: (title: string) => string;
  readonly more: (title: string) => string;
  readonly duplicate: string;
  readonly earlier: string;
  readonly later: string;
  readonly remove: (title: string) => string;
  readonly removed: (title: string) => string;
  readonly held: string;
  readonly goOn: string;
  readonly unfinished: string;
  readonly unfinishedLine: (done: number, total: number, when: string) => string;
  readonly otherPack: (pack: string) => string;
  readonly fewerThreads: (begun: number) => string;
  readonly recover: string;
  readonly recoverOf: (title: string) => string;
  readonly discard: string;
  readonly discardOf: (title: string) => string;
}

/** Films that wait for their turn, and films that an earlier visit left behind. */
export const queueTexts: Texts<QueueTexts> = {
  en: {
    title: 'Up next',
    waiting: (count) => (count === 1 ? '1 film waits' : `${count} films wait`),
    edit: (title) => `Change: ${isolated(title)}`,
    inForm: 'Its settings are in the form, and it waits until you put them back.',
    leave: 'Leave as it was',
    leaveOf: (title) => `Leave as it was: ${isolated(title)}`,
    more: (title) => `More for: ${isolated(title)}`,
    duplicate: 'Add another take behind it',
    earlier: 'Make sooner',
    later: 'Make later',
    remove: (title) => `Take out of the queue: ${isolated(title)}`,
    removed: (title) => `Taken out of the queue: ${isolated(title)}`,
    held: 'The film before failed, so these wait for you.',
    goOn: 'Make them',
    unfinished: 'Left unfinished',
    unfinishedLine: (done, total, when) => `${done} of ${total} frames, begun ${when}`,
    fewerThreads: (begun) =>
      `It was begun on ${begun} threads, and this page has one: the rest may differ from an undisturbed film, by less than can be seen. ` +
      'Reloading the page may bring the threads back.',
    otherPack: (pack) => `It was begun with another model (${pack}), which it needs to go on.`,
    recover: 'Go on',
    recoverOf: (title) => `Go on with: ${isolated(title)}`,
    discard: 'Discard',
    discardOf: (title) => `Discard: ${isolated(title)}`,
  },
  de: {
    title: 'Als Nächstes',
    waiting: (count) => (count === 1 ? '1 Film wartet' : `${count} Filme warten`),
    edit: (title) => `Ändern: ${isolated(title)}`,
    inForm: 'Seine Angaben stehen im Formular; er wartet, bis du sie zurückgibst.',
    leave: 'So lassen',
    leaveOf: (title) => `So lassen: ${isolated(title)}`,
    more: (title) => `Mehr zu: ${isolated(title)}`,
    duplicate: 'Noch einen Versuch dahinter',
    earlier: 'Früher machen',
    later: 'Später machen',
    remove: (title) => `Aus der Warteschlange nehmen: ${isolated(title)}`,
    removed: (title) => `Aus der Warteschlange genommen: ${isolated(title)}`,
    held: 'Der Film davor ist gescheitert, darum warten diese auf dich.',
    goOn: 'Jetzt machen',
    unfinished: 'Nicht fertig geworden',
    unfinishedLine: (done, total, when) => `${done} von ${total} Bildern, begonnen ${when}`,
    fewerThreads: (begun) =>
      `Begonnen auf ${begun} Threads, und diese Seite hat einen: Der Rest kann von einem ungestörten Film abweichen, um weniger, als man sieht. ` +
      'Die Seite neu zu laden kann die Threads zurückbringen.',
    otherPack: (pack) => `Begonnen mit einem anderen Modell (${pack}); ohne das geht er nicht weiter.`,
    recover: 'Weiter',
    recoverOf: (title) => `Weiter mit: ${isolated(title)}`,
    discard: 'Verwerfen',
    discardOf: (title) => `Verwerfen: ${isolated(title)}`,
  },
};
