/**
 * The checks of a request that need no model, in one place, so that the page, the worker and the command line
 * refuse the same input in the same words. What needs the tokenizer or a decoder is checked by the worker.
 */
import type { KinoraError } from './errors.js';
import type { PromptCheck, StillsRequest } from './generator.js';
import type { FileKind } from './input/file-kind.js';
import { SCENE_STARTS, type InputRole } from './names.js';
import { requestFromFlat, type FlatRequest } from './request/flat-request.js';
import { LIMITS, type GenerateRequest, type Scene, type Subject } from './request/request.js';

const badRequest = (message: string, remedy: string): KinoraError => ({ code: 'bad-request', message, remedy });
const badImage = (message: string, remedy: string): KinoraError => ({ code: 'bad-image', message, remedy });

/** The first fault of `request`, or null when a model may be asked to make it. */
export function findRequestFault({ subject, start, ending, seed, steps, motion }: GenerateRequest): KinoraError | null {
  return (
    findSubjectFault(subject) ??
    findSeedFault(seed) ??
    findStepsFault(steps) ??
    findMotionFault(motion) ??
    findBackgroundFault(start?.file.background) ??
    findBackgroundFault(ending?.kind === 'image' ? ending.file.background : undefined)
  );
}

/** The first fault of a request in the flat format: fields that exclude each other, or what it asks for. */
export function findFlatFault(flat: FlatRequest): KinoraError | null {
  if (flat.scenes !== undefined && flat.prompt !== undefined) {
    return badRequest('The request has both a prompt and scenes.', 'Give one of the two.');
  }
  return findRequestFault(requestFromFlat(flat)) ?? findEndsFault(flat);
}

function findSubjectFault(subject: Subject | undefined): KinoraError | null {
  if (subject?.kind === 'scenes') {
    const { scenes } = subject;
    const { max } = LIMITS.scenes;
    if (scenes.length === 0) return badRequest('The list of scenes is empty.', 'Give at least one scene.');
    if (scenes.length > max) {
      return badRequest(`There are ${scenes.length} scenes; the most is ${max}.`, `Give ${max} scenes or fewer.`);
    }
    for (const [i, scene] of scenes.entries()) {
      const fault = findSceneFault(scene);
      if (fault) return { ...fault, message: `Scene ${i + 1}: ${fault.message}` };
    }
    const sum = scenes.reduce((seconds, scene) => seconds + scene.seconds, 0);
    if (sum > LIMITS.seconds.max) {
      return badRequest(
        `The scenes are ${round(sum)} seconds long together; the most is ${LIMITS.seconds.max}.`,
        'Shorten or remove scenes.',
      );
    }
    return null;
  }
  return findPromptFault(subject?.prompt) ?? findSecondsFault(subject?.seconds);
}

/** The first fault of a wish for stills, or null. */
export function findStillsFault({ prompt, seeds, steps }: StillsRequest): KinoraError | null {
  const { max } = LIMITS.stills;
  if (!Array.isArray(seeds) || seeds.length === 0) return badRequest('The list of seeds is empty.', 'Give at least one seed.');
  if (seeds.length > max) {
    return badRequest(`There are ${seeds.length} seeds; the most is ${max}.`, `Give ${max} seeds or fewer.`);
  }
  const seedFault = seeds.map(findSeedFault).find((fault) => fault !== null) ?? null;
  return findPromptFault(prompt) ?? seedFault ?? findStepsFault(steps);
}

function findSceneFault(scene: Scene): KinoraError | null {
  const given: unknown = scene;
  if (typeof given !== 'object' || given === null) {
    return badRequest('It is not a record with a prompt and seconds.', 'Write { "prompt": "...", "seconds": 4 }.');
  }
  const fault = findPromptFault(scene.prompt) ?? findSecondsFault(scene.seconds);
  if (fault) return fault;
  if (scene.start !== undefined && !SCENE_STARTS.includes(scene.start)) {
    return badRequest(`Its start is ${JSON.stringify(scene.start)}.`, 'Use "cut" or "continue".');
  }
  return null;
}

/** Faults of what a film starts from and ends with. */
function findEndsFault({ loop, image, endImage, extend, background, endBackground }: FlatRequest): KinoraError | null {
  if (loop !== undefined && typeof loop !== 'boolean') return badRequest(`Loop is ${String(loop)}.`, 'Use true or false.');
  if (loop === true && endImage !== undefined) {
    return badRequest('A film cannot both loop and end with a picture.', 'Leave out the loop or the end picture.');
  }
  if (image !== undefined && extend !== undefined) {
    return badRequest('A film cannot start from both a picture and a video.', 'Give one of the two.');
  }
  return findBackgroundFault(background) ?? findBackgroundFault(endBackground);
}

const COLOURS = /^(?:white|black|#[\da-f]{6})$/i;

export function findBackgroundFault(background: unknown): KinoraError | null {
  if (background === undefined || (typeof background === 'string' && COLOURS.test(background))) return null;
  const given = typeof background === 'string' ? `"${background.slice(0, 40)}"` : typeof background;
  return badRequest(`The background is ${given}.`, 'Use white, black, or a colour such as #1a2b3c.');
}

export function findMotionFault(motion: unknown): KinoraError | null {
  const { min, max } = LIMITS.motion;
  if (motion === undefined) return null;
  if (typeof motion !== 'number' || !(motion >= min && motion <= max)) {
    return badRequest(`The strength of the motion is ${typeof motion === 'number' ? motion : typeof motion}.`, `Use a number from ${min} to ${max}; 1 is the usual one.`);
  }
  return null;
}

export function findPromptFault(prompt: unknown): KinoraError | null {
  if (typeof prompt !== 'string' || prompt.trim() === '') {
    return badRequest('The prompt is empty.', 'Say what the film should show, such as "a red apple bouncing".');
  }
  const { max } = LIMITS.promptCharacters;
  if (prompt.length > max) {
    return badRequest(`The prompt has ${prompt.length} characters; the most is ${max}.`, 'Shorten the prompt.');
  }
  return null;
}

export function findSecondsFault(seconds: unknown): KinoraError | null {
  const { min, max } = LIMITS.seconds;
  if (typeof seconds !== 'number' || !Number.isFinite(seconds)) {
    return badRequest(`Seconds is ${String(seconds)}, which is not a number.`, `Ask for ${min} to ${max} seconds.`);
  }
  if (seconds < min) {
    return badRequest(`Seconds is ${seconds}; the least is ${min}.`, `Ask for ${min} seconds or more.`);
  }
  if (seconds > max) {
    return badRequest(`Seconds is ${seconds}; the most is ${max}.`, `Ask for ${max} seconds or fewer.`);
  }
  return null;
}

export function findSeedFault(seed: unknown): KinoraError | null {
  const { min, max } = LIMITS.seed;
  if (typeof seed !== 'number' || !Number.isInteger(seed) || seed < min || seed > max) {
    return badRequest(`Seed is ${String(seed)}.`, `Use a whole number from ${min} to ${max}.`);
  }
  return null;
}

export function findStepsFault(steps: number | undefined): KinoraError | null {
  const { min, max } = LIMITS.steps;
  if (steps === undefined) return null;
  if (!Number.isInteger(steps) || steps < min || steps > max) {
    return badRequest(`Steps is ${steps}.`, `Use a whole number from ${min} to ${max}.`);
  }
  return null;
}

/** The fault of a picture, or of the frames of a video, of `width` x `height` pixels, or null. */
export function findImageSizeFault(width: number, height: number, what: InputRole = 'picture'): KinoraError | null {
  const [{ min }, { max }] = [LIMITS.imagePixelsPerSide, LIMITS.imagePixels];
  if (Math.min(width, height) < min) {
    return badImage(`The ${what} is ${width}x${height} pixels; the least is ${min} on each side.`, `Use a larger ${what}.`);
  }
  if (width * height > max) {
    const [size, most] = [width * height, max].map((pixels) => Math.round(pixels / 1e6));
    return badImage(`The ${what} is ${width}x${height} pixels (${size} megapixels); the most is ${most} megapixels.`, `Scale the ${what} down.`);
  }
  return null;
}

/** A file as far as messages need it. */
interface GivenFile {
  readonly type: string;
  readonly size: number;
}

const empty = (what: string): KinoraError => badImage('The file is empty (0 bytes).', `Choose another ${what}.`);
const describe = ({ type, size }: GivenFile): string => `${type === '' ? 'of an unknown type' : type}, ${size} bytes`;

/** The fault of bytes that are no video to go on from. `detail` is a sentence. */
export function unreadableVideoFault(file: GivenFile, kind: FileKind | null, detail?: string): KinoraError {
  if (file.size === 0) return empty('video');
  const remedy = 'Use an MP4 or WebM video with H.264, VP8, VP9 or AV1 pictures.';
  if (kind === null) return badImage(`The file (${describe(file)}) is not a video that this browser can read.`, remedy);
  if (kind.family !== 'video') return badImage(`This is ${kind.what}, which is not a video that this browser can read.`, remedy);
  const why = detail ?? (kind.common === true ? 'It is damaged or cut short.' : null);
  return badImage(`This is ${kind.what}, which this browser cannot read.${why === null ? '' : ` ${why}`}`, remedy);
}

/** The fault of a file that cannot be opened: a folder, or one that was moved. `cause` is what was thrown; it may be our own code that did not arrive. */
export function unopenedFileFault(name: string, cause: unknown): KinoraError {
  return { ...badImage(`"${name}" cannot be opened.`, 'Choose a file that is still there, and no folder.'), cause: String(cause) };
}

/** The fault of a video to go on from that is `seconds` long, or null. */
export function findVideoLengthFault(seconds: number): KinoraError | null {
  const { max } = LIMITS.extendSeconds;
  if (seconds <= max) return null;
  return badRequest(`The video to go on from is ${round(seconds)} seconds long; the most is ${max}.`, 'Cut the video to its last part.');
}

/** The fault of bytes that no decoder of the browser takes. */
export function unreadableImageFault(file: GivenFile, kind: FileKind | null): KinoraError {
  if (file.size === 0) return empty('picture');
  const remedy = 'Use a PNG, JPEG or WebP picture.';
  if (kind === null) return badImage(`The file (${describe(file)}) is not a picture that this browser can read.`, remedy);
  if (kind.family !== 'picture') return badImage(`This is ${kind.what}, not a picture.`, remedy);
  if (kind.common === true) return badImage(`This is ${kind.what} that is damaged or cut short (${file.size} bytes).`, 'Choose another, or save it anew as PNG or JPEG.');
  return badImage(`This is ${kind.what}, which this browser cannot read.`, 'Save it as JPEG or PNG.');
}

/** In a message; the rest of a long prompt is counted. */
const MOST_NAMED_WORDS = 8;

/** The fault of a prompt of which the model knows no word, or null. */
export function findVocabularyFault(check: PromptCheck): KinoraError | null {
  if (check.knownCount > 0) return null;
  const named = check.unknown.slice(0, MOST_NAMED_WORDS).map(({ word }) => `"${word}"`);
  const more = check.unknown.length - named.length;
  const words = [...named, ...(more > 0 ? [`${more} more`] : [])].join(', ');
  const near = check.unknown.flatMap((entry) => entry.near)[0];
  return badRequest(
    words === '' ? 'The prompt names nothing that could be drawn.' : `The model knows none of the words of the prompt (${words}).`,
    near === undefined ? 'Use English words from the list of what it can draw.' : `Use words that it knows, such as "${near}".`,
  );
}

/** For messages: no more digits than a person cares for. */
function round(seconds: number): number {
  return Math.round(seconds * 100) / 100;
}
