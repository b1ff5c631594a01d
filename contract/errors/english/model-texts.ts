import type { ErrorTexts } from '../describe.js';
import type { ModelErrors } from '../error-params.js';
import { describeFault } from '../manifest-fault.js';
import { COMPOSED } from './composed.js';
import { MANIFEST_FAULTS } from './manifest-faults.js';

const FETCH_AGAIN = 'Fetch the pack again; if that does not help, the pack was published wrong.';
const OTHER_PACK = 'Use another pack, or ask whoever made this one.';
const OTHER_BACKEND = 'Fetch the pack again, or choose another backend or another pack.';

const gigabytes = (bytes: number): string => `${(bytes / 1e9).toFixed(1)} GB`;
const megabytes = (bytes: number): string => (Math.max(0, bytes) / 1e6).toFixed(1);

export const MODEL_ERRORS: ErrorTexts<keyof ModelErrors> = {
  'no-pack-loaded': ['No pack is loaded.', 'Load a pack first.'],
  'pack-address-malformed': ({ address }) => [`"${address}" is not an address of a pack.`, 'Give the full address of the folder that holds pack.json.'],
  'not-a-pack-address': ['That is no address of a model.', 'Paste the full address of the folder that holds pack.json, or of a repository on a hub.'],
  'pack-file-not-found': ({ file, status, url }) => [`"${file}" of the pack cannot be fetched: the server answered ${status}.`, `Check that ${url} exists.`],
  'pack-file-needs-sign-in': ({ file, host }) => [
    `The server ${host} gives "${file}" of the pack only to people who signed in there.`,
    'Sign in there, accept the terms of the model, download its files, and choose their folder.',
  ],
  'pack-server-busy': ({ file, host, status }) => [
    `The server ${host} cannot give "${file}" of the pack at the moment: it answered ${status}.`,
    'Wait a few minutes, then try again: it goes on from there.',
  ],
  'pack-server-not-reached': ({ host }) => [
    `The server ${host} gives this page no answer that it may read.`,
    'Check the connection; if it is fine, it does not let other sites read its files (CORS): use another address of the model.',
  ],
  'pack-rows-not-reached': ({ host }) => [
    `This film needs a part of the model that is not on this device yet, and the server ${host} does not answer.`,
    'Check the connection, then try again. A model that is kept on the device as a whole needs none.',
  ],
  'manifest-interrupted': [
    'The connection dropped while "pack.json" of the pack was fetched.',
    'Check the connection and the address of the pack, then try again.',
  ],
  'pack-file-interrupted': ({ file, percent }) => [
    `The connection dropped while "${file}" of the pack was fetched, at ${percent}%.`,
    'Check the connection, then try again: it goes on from there.',
  ],
  'pack-fetch-under-way': ['This model is being fetched already.', 'Wait for it, or pause it.'],
  'manifest-not-json': ['pack.json is not JSON.', 'Check that the address is the folder of a pack.'],
  'pack-format-unknown': ({ format, reads }) => [
    `The pack has ${format === null ? 'no format' : `the format ${format}`}; this version of Kinora reads ${reads.join(' and ')}.`,
    'Use a pack made for this version, or update Kinora.',
  ],
  'manifest-faulty': ({ where, fault }) => [`pack.json is not right at "${where}": ${describeFault(fault, MANIFEST_FAULTS)}.`, 'Mend pack.json, or ask whoever made the pack.'],
  'pack-draws-nothing': ({ title }) => [`The model "${title}" draws no pictures; it sets them in motion.`, 'Give a picture to start with, or use another model.'],
  'pack-not-layered': ({ title, what }) => [`Films of the model "${title}" cannot have ${COMPOSED[what]}.`, 'Choose another model for the motion, such as the starter, or leave that out.'],
  'pack-not-transparent': ({ title }) => [`The model "${title}" cannot make films on a transparent background.`, 'Choose another model for the motion, such as the starter, or leave transparency out.'],
  'pack-moves-nothing': ({ title }) => [`The model "${title}" draws pictures, and does not set them in motion.`, 'Use a model that makes films.'],
  'graph-value-missing': ({ graph, role }) => [`The graph ${graph} of the pack wants "${role}", which nothing in the pack gives.`, OTHER_PACK],
  'pack-file-short': ({ file, found, bytes }) => [`"${file}" is cut short: ${found} of ${bytes} bytes.`, FETCH_AGAIN],
  'pack-file-long': ({ file, found, bytes }) => [`"${file}" has ${found} bytes or more; the manifest says ${bytes}.`, FETCH_AGAIN],
  'pack-hash-mismatch': ({ file, found, expected }) => [
    `"${file}" is not the file that the manifest means: its SHA-256 is ${found.slice(0, 12)}..., not ${expected.slice(0, 12)}....`,
    FETCH_AGAIN,
  ],
  'tokenizer-unreadable': ({ file }) => [`"${file}" is not a tokenizer that can be read.`, OTHER_PACK],
  'near-words-unreadable': ["The pack's near words cannot be read.", OTHER_PACK],
  'word-forms-unreadable': ["The pack's word forms cannot be read.", OTHER_PACK],
  'graph-not-loaded': ({ graph }) => [`The graph ${graph} of the pack cannot be loaded.`, OTHER_BACKEND],
  'graph-not-run': ({ graph }) => [`The graph ${graph} of the pack cannot be run.`, OTHER_BACKEND],
  'no-variant': ({ title, graph, backend }) => [
    `The pack "${title}" has no variant of ${graph} for ${backend} on this device.`,
    `Choose the ${backend === 'webgpu' ? 'WASM' : 'WebGPU'} backend, or another pack.`,
  ],
  'pack-needs-gpu': ({ title }) => [`"${title}" needs a GPU through WebGPU, and here it would run on the CPU.`, 'Let it run on the GPU if this browser offers one, or choose another model.'],
  'pack-needs-features': ({ title, features }) => [`"${title}" needs a GPU feature that this device or browser does not have: ${features.join(', ')}.`, 'Choose another model, or use another device or browser.'],
  'pack-needs-buffer': ({ title, neededBytes, availableBytes }) => [
    `"${title}" needs GPU buffers of ${gigabytes(neededBytes)}; this device allows ${gigabytes(availableBytes)}.`,
    'Choose a smaller model, or use another device.',
  ],
  'pack-needs-memory': ({ title, neededBytes, availableBytes }) => [
    `The pack "${title}" needs about ${gigabytes(neededBytes)} of memory; a page on this device can have about ${gigabytes(availableBytes)}.`,
    'Choose a smaller pack, or use a device with more memory.',
  ],
  'no-room-for-pack': ({ neededBytes, freeBytes }) => [
    `The model needs ${megabytes(neededBytes)} MB more on this device, and the browser has ${
      freeBytes === null || freeBytes >= neededBytes ? 'less than that' : `${megabytes(freeBytes)} MB`
    } left for this site.`,
    'Free some disk space, delete another model or some films, or use the model without keeping it.',
  ],
  'no-storage-for-packs': ['This browser gives the page no storage, so no model can be kept.', 'Leave the private window, or allow this site to store data.'],
  'pack-not-kept': ['The browser did not keep the model.', 'Free some disk space and fetch it again.'],
  'folder-lacks-file': ({ file }) => [`The folder has no "${file}", which its pack.json names.`, 'Choose the whole folder of the model.'],
  'folder-lacks-manifest': ['The folder holds no pack.json.', 'Choose the folder of a Kinora model: the one with pack.json in it.'],
  'folder-pack-gone': ['The model from a folder of this device is not kept here any more.', 'Choose its folder again, or use another model.'],
  'folder-file-gone': ({ file }) => [`"${file}" of the model from a folder is not on this device.`, 'Choose the folder of the model again.'],
  'licence-not-accepted': ({ title, licence, url }) => [
    `"${title}" comes under a licence that has to be accepted first: ${licence}${url === null ? '' : ` (${url})`}.`,
    'Read it, and accept it under "Models"; on the command line, with --accept-licence.',
  ],
  'hub-pack-not-chosen': ({ title, host }) => [`The files of "${title}" lie at ${host}, which has not been asked for anything.`, 'Choose the model under "Models".'],
  'hub-not-reached': ({ host }) => [`The site ${host} gives this page no answer that it may read.`, 'Check the connection, and whether this network or the rules of this site keep the page from it.'],
  'hub-asks-for-sign-in': ({ host, repo }) => [`The site ${host} gives "${repo}" only to those who sign in there.`, 'Choose another model, or download that one yourself and load its folder.'],
  'hub-revision-gone': ({ host, repo, revision }) => [`The site ${host} has no "${repo}" with the revision ${revision}: it was moved or deleted.`, 'Choose another model, or update Kinora.'],
  'hub-refuses': ({ host, repo, status }) => [`The site ${host} answered ${status} when it was asked for "${repo}".`, 'Try again later, or choose another model.'],
  'hub-listing-unreadable': ({ host, repo }) => [`The site ${host} lists the files of "${repo}" in a way that this version of Kinora does not read.`, 'Update Kinora, or choose another model.'],
  'hub-file-gone': ({ repo, file }) => [`"${repo}" has no file "${file}" any more.`, 'Choose another model, or update Kinora.'],
  'catalogue-unreadable': ['The list of models that this site offers cannot be read.', 'Reload the page, or add a model by its address.'],
  'model-not-here': ({ id }) => [`The model "${id}" is neither of this site nor on this device.`, 'Name a model that this site offers, or fetch it under "Models".'],
  'runtime-interrupted': ['The part that runs models could not be fetched.', 'Check the connection and reload the page.'],
};
