import type { FileFormat } from '../../file-kind.js';
import type { ErrorText, ErrorTexts } from '../describe.js';
import type { InputErrors } from '../error-params.js';
import { round } from '../round.js';
import { FILE_FORMATS } from './file-formats.js';

const USE_VIDEO = 'Use an MP4 or WebM video with H.264, VP8, VP9 or AV1 pictures.';
const USE_PICTURE = 'Use a PNG, JPEG or WebP picture.';
const MEGAPIXEL = 1e6;

const fileOf = (type: string, size: number): string => `${type === '' ? 'of an unknown type' : type}, ${size} bytes`;

const unreadableVideo = (format: FileFormat, why: string): ErrorText => [`This is ${FILE_FORMATS[format]}, which this browser cannot read.${why}`, USE_VIDEO];

export const INPUT_ERRORS: ErrorTexts<keyof InputErrors> = {
  'input-too-small': ({ what, width, height, min }) => [`The ${what} is ${width}x${height} pixels; the least is ${min} on each side.`, `Use a larger ${what}.`],
  'input-too-large': ({ what, width, height, max }) => [
    `The ${what} is ${width}x${height} pixels (${Math.round((width * height) / MEGAPIXEL)} megapixels); the most is ${Math.round(max / MEGAPIXEL)} megapixels.`,
    `Scale the ${what} down.`,
  ],
  'input-empty': ({ what }) => ['The file is empty (0 bytes).', `Choose another ${what}.`],
  'file-not-opened': ({ name }) => [`"${name}" cannot be opened.`, 'Choose a file that is still there, and no folder.'],
  'picture-unknown': ({ type, size }) => [`The file (${fileOf(type, size)}) is not a picture that this browser can read.`, USE_PICTURE],
  'video-unknown': ({ type, size }) => [`The file (${fileOf(type, size)}) is not a video that this browser can read.`, USE_VIDEO],
  'not-a-picture': ({ format }) => [`This is ${FILE_FORMATS[format]}, not a picture.`, USE_PICTURE],
  'not-a-video': ({ format }) => [`This is ${FILE_FORMATS[format]}, which is not a video that this browser can read.`, USE_VIDEO],
  'picture-damaged': ({ format, size }) => [
    `This is ${FILE_FORMATS[format]} that is damaged or cut short (${size} bytes).`,
    'Choose another, or save it anew as PNG or JPEG.',
  ],
  'picture-unsupported': ({ format }) => [`This is ${FILE_FORMATS[format]}, which this browser cannot read.`, 'Save it as JPEG or PNG.'],
  'video-unsupported': ({ format }) => unreadableVideo(format, ''),
  'video-damaged': ({ format }) => unreadableVideo(format, ' It is damaged or cut short.'),
  'video-cut-short': ({ format }) => unreadableVideo(format, ' It ends before it should.'),
  'video-without-pictures': ({ format }) => unreadableVideo(format, ' It has no pictures, only sound.'),
  'video-codec-unsupported': ({ format, codec }) => unreadableVideo(format, ` Its pictures are ${codec.toUpperCase()}.`),
  'video-too-long': ({ seconds, max }) => [
    `The video to go on from is ${round(seconds)} seconds long; the most is ${max}.`,
    'Cut the video to its last part.',
  ],
};
