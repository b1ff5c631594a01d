import type { FileFormat } from '../../file-kind.js';
import type { ErrorText, ErrorTexts } from '../describe.js';
import type { InputErrors } from '../error-params.js';
import { round } from '../round.js';
import { FILE_FORMATS } from './file-formats.js';
import { number } from './number.js';

const USE_VIDEO = 'Nimm ein MP4- oder WebM-Video mit Bildern in H.264, VP8, VP9 oder AV1.';
const USE_PICTURE = 'Nimm ein Bild in PNG, JPEG oder WebP.';
const MEGAPIXEL = 1e6;

const NOUNS = { picture: { nominative: 'Das Bild', accusative: 'Bild' }, video: { nominative: 'Das Video', accusative: 'Video' } } as const;

const fileOf = (type: string, size: number): string => `${type === '' ? 'unbekannter Typ' : type}, ${number(size)} Bytes`;

/** `why` is a sentence. */
const unreadableVideo = (format: FileFormat, why: string): ErrorText => [
  `Das ist ${FILE_FORMATS[format]}, und dieser Browser kann es nicht lesen.${why === '' ? '' : ` ${why}`}`,
  USE_VIDEO,
];

export const INPUT_ERRORS: ErrorTexts<keyof InputErrors> = {
  'input-too-small': ({ what, width, height, min }) => [
    `${NOUNS[what].nominative} hat ${width} × ${height} Pixel; jede Seite braucht mindestens ${min}.`,
    `Nimm ein größeres ${NOUNS[what].accusative}.`,
  ],
  'input-too-large': ({ what, width, height, max }) => [
    `${NOUNS[what].nominative} hat ${width} × ${height} Pixel (${Math.round((width * height) / MEGAPIXEL)} Megapixel); höchstens ${Math.round(max / MEGAPIXEL)} Megapixel gehen.`,
    `Verkleinere das ${NOUNS[what].accusative}.`,
  ],
  'input-empty': ({ what }) => ['Die Datei ist leer (0 Bytes).', `Wähle ein anderes ${NOUNS[what].accusative}.`],
  'file-not-opened': ({ name }) => [`„${name}“ lässt sich nicht öffnen.`, 'Wähle eine Datei, die noch da ist, und keinen Ordner.'],
  'picture-unknown': ({ type, size }) => [`Die Datei (${fileOf(type, size)}) ist kein Bild, das dieser Browser lesen kann.`, USE_PICTURE],
  'video-unknown': ({ type, size }) => [`Die Datei (${fileOf(type, size)}) ist kein Video, das dieser Browser lesen kann.`, USE_VIDEO],
  'not-a-picture': ({ format }) => [`Das ist ${FILE_FORMATS[format]}, kein Bild.`, USE_PICTURE],
  'not-a-video': ({ format }) => [`Das ist ${FILE_FORMATS[format]} und kein Video, das dieser Browser lesen kann.`, USE_VIDEO],
  'picture-damaged': ({ format, size }) => [
    `Das ist ${FILE_FORMATS[format]}, aber beschädigt oder abgeschnitten (${number(size)} Bytes).`,
    'Wähle ein anderes, oder sichere es neu als PNG oder JPEG.',
  ],
  'picture-unsupported': ({ format }) => [`Das ist ${FILE_FORMATS[format]}, und dieser Browser kann es nicht lesen.`, 'Sichere es als JPEG oder PNG.'],
  'video-unsupported': ({ format }) => unreadableVideo(format, ''),
  'video-damaged': ({ format }) => unreadableVideo(format, 'Es ist beschädigt oder abgeschnitten.'),
  'video-cut-short': ({ format }) => unreadableVideo(format, 'Es endet früher, als es sollte.'),
  'video-without-pictures': ({ format }) => unreadableVideo(format, 'Es hat keine Bilder, nur Ton.'),
  'video-codec-unsupported': ({ format, codec }) => unreadableVideo(format, `Seine Bilder sind in ${codec.toUpperCase()}.`),
  'video-too-long': ({ seconds, max }) => [
    `Das Video, das weitergehen soll, dauert ${number(round(seconds))} Sekunden; höchstens ${max} gehen.`,
    'Schneide das Video auf seinen letzten Teil zu.',
  ],
};
