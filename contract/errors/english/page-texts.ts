import type { NumberFault } from '../../typed-number.js';
import type { ErrorTexts } from '../describe.js';
import type { PageErrors } from '../error-params.js';

function mistyped(what: string, text: string, fault: NumberFault): string {
  const typed = `${what} is "${text}"`;
  switch (fault) {
    case 'empty':
      return `${what} is empty.`;
    case 'not-a-number':
      return `${typed}, which is not a number.`;
    case 'not-whole':
      return `${typed}, which is not a whole number.`;
    case 'unclear':
      return `${typed}, which can be read as thousands or as decimals.`;
  }
}

const NOT_ARCHIVE = 'This file is not an archive of Kinora films.';
const CHOOSE = 'Choose a file that "Save all as one file" made, a zip file of videos that Kinora made, or one such video.';

export const PAGE_ERRORS: ErrorTexts<keyof PageErrors> = {
  'seconds-mistyped': ({ text, scene, fault, min, max }) => [
    mistyped(scene === null ? 'The length' : `The length of scene ${scene}`, text, fault),
    `Ask for ${min} to ${max} seconds, in digits, such as 4.5.`,
  ],
  'seed-mistyped': ({ text, fault, min, max }) => [
    mistyped('The seed', text, fault),
    `Roll the dice, or type a whole number from ${min} to ${max}.`,
  ],
  'steps-mistyped': ({ text, fault, min, max }) => [
    mistyped('The number of steps', text, fault),
    `Leave it empty, or type a whole number from ${min} to ${max}.`,
  ],
  'pasted-settings-unreadable': [
    'What was pasted looks like the settings of a film, but they cannot be read.',
    'Copy all of the settings again, and paste them unchanged.',
  ],
  'no-room-for-films': ['There is no room left for films on this device.', 'Download or delete some films, or free space on the device.'],
  'films-not-kept': [
    'This browser keeps nothing for this page, so films are lost when the tab is closed.',
    'Download the films that you want, or allow this site to store data.',
  ],
  'change-not-stored': ['The change could not be stored.', 'Reload the page and try again.'],
  'film-file-gone': ({ name }) => [`The video of “${name}” is not on this device any more.`, 'Remix it: the same settings and seed give the same film.'],
  'archive-not-zip': [`${NOT_ARCHIVE} It is not a zip file or a video.`, CHOOSE],
  'archive-without-films': [`${NOT_ARCHIVE} There is no film in it.`, CHOOSE],
  'archive-unreadable': [`${NOT_ARCHIVE} It cannot be read.`, CHOOSE],
  'archive-locked': ['This zip file is protected by a password.', 'Unpack it, and add the videos or pack them again without a password.'],
  'archive-split': ['This zip file is one of several parts.', 'Unpack the parts together with the program that made them, and add the videos.'],
  'archive-cut-short': ['This file was cut short, and there is no whole film in it.', 'Copy or download it once more.'],
  'archive-of-others': ['Kinora made no video in this file.', 'Drop a video on the page to go on from it.'],
  'archive-format-unsupported': ({ format }) => [
    `This is a ${format} file, which is not read here.`,
    'Unpack it, and add the videos or pack them again as a zip file.',
  ],
};
