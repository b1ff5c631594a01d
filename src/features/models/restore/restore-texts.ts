import type { Texts } from '../../../i18n/language.js';

interface RestoreTexts {
  readonly missing: (title: string, version: string, present: string) => string;
  readonly others: (present: string) => string;
  readonly show: (title: string) => string;
  readonly use: string;
  readonly dismiss: string;
}

export const restoreTexts: Texts<RestoreTexts> = {
  en: {
    missing: (title, version, present) => `This film was made with ${title} ${version}, which is not on this device. With ${present} it becomes another film.`,
    others: (present) => `This film was made with other models than ${present}.`,
    show: (title) => `Show ${title}`,
    use: 'Use its models',
    dismiss: 'Leave it so',
  },
  de: {
    missing: (title, version, present) => `Dieser Film wurde mit ${title} ${version} gemacht, das nicht auf diesem Gerät ist. Mit ${present} wird es ein anderer Film.`,
    others: (present) => `Dieser Film wurde mit anderen Modellen als ${present} gemacht.`,
    show: (title) => `${title} zeigen`,
    use: 'Seine Modelle verwenden',
    dismiss: 'So lassen',
  },
};
