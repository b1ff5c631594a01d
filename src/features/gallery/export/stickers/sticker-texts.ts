import type { StickerPreset } from '../../../../../contract/stickers/presets.js';
import type { StickerFacts, StickerQuality } from '../../../../../contract/stickers/sticker.js';
import type { Texts } from '../../../../i18n/language.js';
import { formatNumber } from '../../../../ui/format.js';

interface StickerTexts {
  readonly title: string;
  readonly hint: string;
  readonly opaque: string;
  readonly places: string;
  readonly nameOf: (preset: StickerPreset) => string;
  readonly limits: (preset: StickerPreset) => string;
  readonly stroke: string;
  readonly shadow: string;
  readonly margin: string;
  readonly marginOf: (percent: number) => string;
  readonly mixesEdges: string;
  readonly matte: string;
  readonly make: string;
  readonly making: string;
  readonly cancel: string;
  readonly save: string;
  readonly preview: (name: string) => string;
  readonly result: (facts: StickerFacts, size: string) => string;
  readonly size: (used: number, max: number, unit: string) => string;
  readonly faster: (times: string) => string;
  readonly slower: (times: string) => string;
  readonly cut: (seconds: string) => string;
  readonly packTitle: string;
  readonly packHint: (min: number, max: number) => string;
  readonly packFilms: string;
  readonly packName: string;
  readonly publisher: string;
  readonly makePack: string;
  readonly chosen: (count: number, min: number, max: number) => string;
  readonly packMade: (count: number, largest: string) => string;
  readonly packFailed: (film: string) => string;
}

/** A number of seconds, times or pixels as the language writes it. */
const number = (value: number): string => formatNumber(value, 1);

const FORMATS = { webm: 'WebM', webp: 'WebP', apng: 'APNG', gif: 'GIF' } as const;

const pixels = ({ frame }: StickerPreset): string => `${frame.width} × ${frame.height}`;
const bytes = ({ bytes: { max, unit } }: StickerPreset): string => `${Math.ceil(max / (unit === 'KB' ? 1000 : 1024))} ${unit}`;

const qualityEn = (quality: StickerQuality): string =>
  quality.kind === 'quality' ? `quality ${quality.value}` : quality.kind === 'bitrate' ? `up to ${quality.value} kbit/s` : quality.value === null ? 'all colours' : `${quality.value} colours`;

const qualityDe = (quality: StickerQuality): string =>
  quality.kind === 'quality' ? `Qualität ${quality.value}` : quality.kind === 'bitrate' ? `bis ${quality.value} kbit/s` : quality.value === null ? 'alle Farben' : `${quality.value} Farben`;

/** Stickers and emoji made of a film. */
export const stickerTexts: Texts<StickerTexts> = {
  en: {
    title: 'Stickers',
    hint: 'A file inside the limits of the place that you choose, as good as they allow.',
    opaque: 'This film has a background, and so will its stickers. Films with a transparent background have none.',
    places: 'For',
    nameOf: ({ place, what }) => `${place} ${what}`,
    limits: (preset) => `${FORMATS[preset.format]}, ${preset.frame.kind === 'within' ? 'within ' : ''}${pixels(preset)}, at most ${bytes(preset)} and ${preset.seconds.max} s`,
    stroke: 'White edge',
    shadow: 'Shadow',
    margin: 'Margin',
    marginOf: (percent) => `${percent} %`,
    mixesEdges: 'Mix edges with a colour',
    matte: 'Colour of the edges',
    make: 'Make it',
    making: 'Making the sticker',
    cancel: 'Cancel',
    save: 'Save',
    preview: (name) => `Preview: ${name}`,
    result: ({ width, height, frames, seconds, quality }, size) => `${size}, ${width} × ${height}, ${frames} frames, ${number(seconds)} s, ${qualityEn(quality)}`,
    size: (used, max, unit) => `${used} of ${max} ${unit}`,
    faster: (times) => `The loop plays ${times} times as fast, to fit whole.`,
    slower: (times) => `The film plays at ${times} of its speed, to last long enough.`,
    cut: (seconds) => `The last ${seconds} s are left out.`,
    packTitle: 'WhatsApp pack',
    packHint: (min, max) => `${min} to ${max} films of the gallery as stickers, with the picture for the tray and descriptions for screen readers, in a zip file for an app that adds packs.`,
    packFilms: 'Films',
    packName: 'Name of the pack',
    publisher: 'By',
    makePack: 'Make the pack',
    chosen: (count, min, max) => `${count} chosen; ${min} to ${max} make a pack.`,
    packMade: (count, largest) => `${count} stickers, the largest has ${largest}.`,
    packFailed: (film) => `“${film}”:`,
  },
  de: {
    title: 'Sticker',
    hint: 'Eine Datei innerhalb der Grenzen des Ortes, den du wählst, so gut, wie sie es zulassen.',
    opaque: 'Dieser Film hat einen Hintergrund, und seine Sticker haben ihn auch. Filme mit durchsichtigem Hintergrund haben keinen.',
    places: 'Für',
    nameOf: ({ place, what }) => `${place}-${what === 'sticker' ? 'Sticker' : 'Emoji'}`,
    limits: (preset) => `${FORMATS[preset.format]}, ${preset.frame.kind === 'within' ? 'bis ' : ''}${pixels(preset)}, höchstens ${bytes(preset)} und ${preset.seconds.max} s`,
    stroke: 'Weißer Rand',
    shadow: 'Schatten',
    margin: 'Abstand',
    marginOf: (percent) => `${percent} %`,
    mixesEdges: 'Kanten mit einer Farbe mischen',
    matte: 'Farbe der Kanten',
    make: 'Machen',
    making: 'Der Sticker wird gemacht',
    cancel: 'Abbrechen',
    save: 'Sichern',
    preview: (name) => `Vorschau: ${name}`,
    result: ({ width, height, frames, seconds, quality }, size) => `${size}, ${width} × ${height}, ${frames} Bilder, ${number(seconds)} s, ${qualityDe(quality)}`,
    size: (used, max, unit) => `${used} von ${max} ${unit}`,
    faster: (times) => `Die Schleife läuft ${times}-mal so schnell, damit sie ganz hineinpasst.`,
    slower: (times) => `Der Film läuft mit dem ${times}-Fachen seiner Geschwindigkeit, damit er lang genug dauert.`,
    cut: (seconds) => `Die letzten ${seconds} s fehlen.`,
    packTitle: 'WhatsApp-Paket',
    packHint: (min, max) => `${min} bis ${max} Filme der Galerie als Sticker, mit dem Bild für die Leiste und Beschreibungen für Screenreader, in einer Zip-Datei für eine App, die Pakete hinzufügt.`,
    packFilms: 'Filme',
    packName: 'Name des Pakets',
    publisher: 'Von',
    makePack: 'Paket machen',
    chosen: (count, min, max) => `${count} gewählt; ${min} bis ${max} ergeben ein Paket.`,
    packMade: (count, largest) => `${count} Sticker, der größte hat ${largest}.`,
    packFailed: (film) => `„${film}“:`,
  },
};
