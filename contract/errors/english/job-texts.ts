import type { ErrorText, ErrorTexts } from '../describe.js';
import type { JobErrors, WorkerRole } from '../error-params.js';

const CANCELLED: Readonly<Record<JobErrors['cancelled']['what'], ErrorText>> = {
  job: ['The job was cancelled.', 'Generate again when you are ready.'],
  film: ['The film was cancelled.', 'Generate again when you like.'],
  conversion: ['The conversion was cancelled.', 'Start it again when you want it.'],
};

const WORKERS: Readonly<Record<WorkerRole, { readonly name: string; readonly remedy: string }>> = {
  generator: {
    name: 'The generator',
    remedy: 'Generate again: it restarts by itself. If it happens again, ask for fewer seconds or close other tabs.',
  },
  'model-store': { name: 'The store of models', remedy: 'Try again: it restarts by itself, and a download continues where it stopped.' },
  converter: { name: 'The conversion', remedy: 'Try again; if it stops again, close other tabs to free memory.' },
};

const RELOAD = 'Reload the page and try again.';
const CHOOSE_WASM = 'Choose the WASM backend.';
const DISCARD = 'Discard it and generate it anew.';

const kilobytes = (bytes: number): number => Math.ceil(bytes / 1000);

export const JOB_ERRORS: ErrorTexts<keyof JobErrors> = {
  cancelled: ({ what }) => CANCELLED[what],
  'job-id-taken': ({ id }) => [`There is a job called "${id}" already.`, 'Choose another jobId.'],
  'unfinished-film-not-found': ({ id }) => [`There is no unfinished film "${id}".`, 'Generate it anew.'],
  'film-under-way': ['This film is being made already.', 'Wait for it.'],
  'film-in-another-tab': ({ id }) => [`Another tab is making this film (${id}).`, 'Wait for it there, or close that tab first.'],
  'film-begun-with-other-pack': ({ begun, now }) => [
    `This film was begun with the pack "${begun.id}" ${begun.version}; now there is "${now.id}" ${now.version}.`,
    DISCARD,
  ],
  'film-begun-with-other-files': ['This film was begun with other files of the model than there are now.', DISCARD],
  'out-of-memory': ['There is not enough memory to go on.', 'Close other tabs, ask for a shorter video, or choose the WASM backend.'],
  'conversion-out-of-memory': ['There was not enough memory for the conversion.', 'Close other tabs, or choose a smaller format such as MP4.'],
  'no-room': ['The browser has no room left for files.', 'Free some disk space and try again.'],
  'no-room-for-film': ({ megabytes }) => [
    `The browser has no room left for the film: about ${megabytes} MB are missing.`,
    'Delete films you no longer need, or free disk space, then continue.',
  ],
  'device-lost': ['The GPU was taken away in the middle of the job.', 'Try again; if it happens again, close other tabs or choose the WASM backend.'],
  'no-webgpu-adapter': ['This browser offers no WebGPU adapter.', CHOOSE_WASM],
  'no-webgpu-device': ['The WebGPU adapter gives no device.', CHOOSE_WASM],
  'numbers-not-finite': ({ graph }) => [`The graph ${graph} gave numbers that are not finite on this device.`, CHOOSE_WASM],
  'no-codec-at-size': ({ width, height }) => [
    `This browser encodes none of H.264, VP9 and AV1 at ${width}x${height}.`,
    'Use a current Chrome, Edge, Firefox or Safari, over https or on localhost.',
  ],
  'codec-not-encodable': ({ codec }) => [`This browser cannot encode ${codec} at this size.`, 'Choose another format.'],
  'encoder-silent': ({ seconds }) => [
    `The browser's video encoder has not answered for ${seconds} seconds.`,
    'Try again; if it stays silent, close other tabs that show or record video, or ask for another format.',
  ],
  'encoder-broke': ["The browser's video encoder stopped working.", 'Try again, or ask for another format.'],
  'encoder-changed': ["The browser's video encoder changed its kind of stream.", 'Try again, or ask for another format.'],
  'film-not-decodable': ['The film cannot be read.', 'Download the MP4 as it was made, or make the film again.'],
  'webp-not-encodable': ['This browser cannot write WebP.', 'Use Chrome, Edge or Firefox for it, or choose another format.'],
  'sticker-needs-transparency': ({ place }) => [`${place} takes transparent stickers only, and this film has a background.`, 'Make the film with a transparent background.'],
  'sticker-too-few-frames': ({ frames, min }) => [`The film has too few frames for it: ${frames}, and it takes at least ${min}.`, 'Make a longer film, or choose another format.'],
  'sticker-over-limit': ({ bytes, max }) => [
    `The film does not fit: the smallest that could be made of it has ${kilobytes(bytes)} KB, and ${kilobytes(max)} KB are the limit.`,
    'Make a shorter or plainer film, or choose another format.',
  ],
  'finished-film-unreadable': ['The finished film cannot be read.', 'Generate it again.'],
  'worker-stopped': ({ worker }) => [
    worker === 'converter' ? 'The conversion stopped unexpectedly.' : `${WORKERS[worker].name} stopped because of an error.`,
    WORKERS[worker].remedy,
  ],
  'worker-garbled': ({ worker }) => [`${WORKERS[worker].name} sent something that could not be read.`, WORKERS[worker].remedy],
  'generator-silent': ['The generator did not say what this browser can do.', WORKERS.generator.remedy],
  'generator-not-started': [
    'The generator could not be started.',
    'Reload the page. If that does not help, use a current version of Chrome, Edge, Firefox or Safari.',
  ],
  'generator-released': ['The generator was released.', WORKERS.generator.remedy],
  'generator-restarted': ({ why }) => [
    why === 'cancel' ? 'The generator was restarted to cancel a film.' : 'The generator was restarted with another number of threads.',
    WORKERS.generator.remedy,
  ],
  unforeseen: ['Something unforeseen went wrong while the video was made.', 'Try again; if it happens again, report it with the detail.'],
  'call-failed': ({ worker }) => [`Something went wrong inside ${WORKERS[worker].name.replace(/^The/, 'the')}.`, RELOAD],
  'conversion-failed': ['The conversion failed.', 'Try again, or choose another format; the film itself is unharmed.'],
};
