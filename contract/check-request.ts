/**
 * The checks of a request that need no model, in one place, so that the page, the worker and the command line
 * refuse the same input. What needs the tokenizer or a decoder is checked by the worker.
 */
import { kinoraError, type KinoraError } from './errors.js';
import type { PromptCheck, StillsRequest } from './generator.js';
import type { FileKind } from './input/file-kind.js';
import { SCENE_STARTS, type InputRole } from './names.js';
import { requestFromFlat, type FlatRequest } from './request/flat-request.js';
import { LIMITS, secondsOf, type GenerateRequest, type Scene, type Subject } from './request/request.js';

/** The first fault of `request`, or null when a model may be asked to make it. */
export function findRequestFault({ subject, start, ending, seed, steps, motion, transparent }: GenerateRequest): KinoraError | null {
  return (
    findSubjectFault(subject) ??
    findSeedFault(seed) ??
    findStepsFault(steps) ??
    findMotionFault(motion) ??
    (transparent === true && start?.kind === 'video' ? kinoraError('transparent-video', {}) : null) ??
    findBackgroundFault(start?.file.background) ??
    findBackgroundFault(ending?.kind === 'image' ? ending.file.background : undefined)
  );
}

/** The first fault of a request in the flat format: fields that exclude each other, or what it asks for. */
export function findFlatFault(flat: FlatRequest): KinoraError | null {
  if (flat.scenes !== undefined && flat.prompt !== undefined) {
    return kinoraError('prompt-and-scenes', {});
  }
  return findRequestFault(requestFromFlat(flat)) ?? findEndsFault(flat);
}

function findSubjectFault(subject: Subject | undefined): KinoraError | null {
  if (subject?.kind === 'scenes') {
    const { scenes } = subject;
    const { max } = LIMITS.scenes;
    if (scenes.length === 0) return kinoraError('scenes-empty', {});
    if (scenes.length > max) {
      return kinoraError('too-many-scenes', { count: scenes.length, max });
    }
    for (const [i, scene] of scenes.entries()) {
      const fault = findSceneFault(scene);
      if (fault) return { ...fault, place: { scene: i + 1 } };
    }
    const seconds = secondsOf(subject);
    if (seconds > LIMITS.seconds.max) return kinoraError('scenes-too-long', { seconds, max: LIMITS.seconds.max });
    return null;
  }
  return findPromptFault(subject?.prompt) ?? findSecondsFault(subject?.seconds);
}

/** The first fault of a wish for stills, or null. */
export function findStillsFault({ prompt, seeds, steps }: StillsRequest): KinoraError | null {
  const { max } = LIMITS.stills;
  if (!Array.isArray(seeds) || seeds.length === 0) return kinoraError('seeds-empty', {});
  if (seeds.length > max) {
    return kinoraError('too-many-seeds', { count: seeds.length, max });
  }
  const seedFault = seeds.map(findSeedFault).find((fault) => fault !== null) ?? null;
  return findPromptFault(prompt) ?? seedFault ?? findStepsFault(steps);
}

function findSceneFault(scene: Scene): KinoraError | null {
  const given: unknown = scene;
  if (typeof given !== 'object' || given === null) {
    return kinoraError('scene-malformed', {});
  }
  const fault = findPromptFault(scene.prompt) ?? findSecondsFault(scene.seconds);
  if (fault) return fault;
  if (scene.start !== undefined && !SCENE_STARTS.includes(scene.start)) {
    return kinoraError('scene-start-unknown', { given: JSON.stringify(scene.start) });
  }
  return null;
}

/** Faults of what a film starts from and ends with. */
function findEndsFault({ loop, image, endImage, extend, background, endBackground }: FlatRequest): KinoraError | null {
  if (loop !== undefined && typeof loop !== 'boolean') return kinoraError('loop-malformed', { given: String(loop) });
  if (loop === true && endImage !== undefined) {
    return kinoraError('loop-with-end-picture', {});
  }
  if (image !== undefined && extend !== undefined) {
    return kinoraError('picture-and-video', {});
  }
  return findBackgroundFault(background) ?? findBackgroundFault(endBackground);
}

const COLOURS = /^(?:white|black|#[\da-f]{6})$/i;

export function findBackgroundFault(background: unknown): KinoraError | null {
  if (background === undefined || (typeof background === 'string' && COLOURS.test(background))) return null;
  const given = typeof background === 'string' ? `"${background.slice(0, 40)}"` : typeof background;
  return kinoraError('background-unknown', { given });
}

export function findMotionFault(motion: unknown): KinoraError | null {
  const { min, max } = LIMITS.motion;
  if (motion === undefined) return null;
  if (typeof motion !== 'number' || !(motion >= min && motion <= max)) {
    return kinoraError('motion-out-of-range', { given: typeof motion === 'number' ? String(motion) : typeof motion, min, max });
  }
  return null;
}

export function findPromptFault(prompt: unknown): KinoraError | null {
  if (typeof prompt !== 'string' || prompt.trim() === '') {
    return kinoraError('prompt-empty', {});
  }
  const { max } = LIMITS.promptCharacters;
  if (prompt.length > max) {
    return kinoraError('prompt-too-long', { characters: prompt.length, max });
  }
  return null;
}

export function findSecondsFault(seconds: unknown): KinoraError | null {
  const { min, max } = LIMITS.seconds;
  if (typeof seconds !== 'number' || !Number.isFinite(seconds)) {
    return kinoraError('seconds-not-a-number', { given: String(seconds), min, max });
  }
  if (seconds < min) {
    return kinoraError('seconds-below-limit', { seconds, min });
  }
  if (seconds > max) {
    return kinoraError('seconds-above-limit', { seconds, max });
  }
  return null;
}

export function findSeedFault(seed: unknown): KinoraError | null {
  const { min, max } = LIMITS.seed;
  if (typeof seed !== 'number' || !Number.isInteger(seed) || seed < min || seed > max) {
    return kinoraError('seed-out-of-range', { given: String(seed), min, max });
  }
  return null;
}

export function findStepsFault(steps: number | undefined): KinoraError | null {
  const { min, max } = LIMITS.steps;
  if (steps === undefined) return null;
  if (!Number.isInteger(steps) || steps < min || steps > max) {
    return kinoraError('steps-out-of-range', { given: String(steps), min, max });
  }
  return null;
}

/** The fault of a picture, or of the frames of a video, of `width` x `height` pixels, or null. */
export function findImageSizeFault(width: number, height: number, what: InputRole = 'picture'): KinoraError | null {
  const [{ min }, { max }] = [LIMITS.imagePixelsPerSide, LIMITS.imagePixels];
  if (Math.min(width, height) < min) return kinoraError('input-too-small', { what, width, height, min });
  if (width * height > max) return kinoraError('input-too-large', { what, width, height, max });
  return null;
}

/** A file as far as messages need it. */
interface GivenFile {
  readonly type: string;
  readonly size: number;
}

/** What is wrong with a video whose container was read. */
export type VideoFault = { readonly code: 'video-cut-short' | 'video-without-pictures' } | { readonly code: 'video-codec-unsupported'; readonly codec: string };

/** The fault of bytes that are no video to go on from. */
export function unreadableVideoFault({ type, size }: GivenFile, kind: FileKind | null, fault?: VideoFault): KinoraError {
  if (size === 0) return kinoraError('input-empty', { what: 'video' });
  if (kind === null) return kinoraError('video-unknown', { type, size });
  const { format } = kind;
  if (kind.family !== 'video') return kinoraError('not-a-video', { format });
  if (fault?.code === 'video-codec-unsupported') return kinoraError(fault.code, { format, codec: fault.codec });
  return kinoraError(fault?.code ?? (kind.common === true ? 'video-damaged' : 'video-unsupported'), { format });
}

/** The fault of a file that cannot be opened: a folder, or one that was moved. `cause` is what was thrown; it may be our own code that did not arrive. */
export function unopenedFileFault(name: string, cause: unknown): KinoraError {
  return kinoraError('file-not-opened', { name }, String(cause));
}

/** The fault of a video to go on from that is `seconds` long, or null. */
export function findVideoLengthFault(seconds: number): KinoraError | null {
  const { max } = LIMITS.extendSeconds;
  return seconds <= max ? null : kinoraError('video-too-long', { seconds, max });
}

/** The fault of bytes that no decoder of the browser takes. */
export function unreadableImageFault({ type, size }: GivenFile, kind: FileKind | null): KinoraError {
  if (size === 0) return kinoraError('input-empty', { what: 'picture' });
  if (kind === null) return kinoraError('picture-unknown', { type, size });
  const { format } = kind;
  if (kind.family !== 'picture') return kinoraError('not-a-picture', { format });
  return kind.common === true ? kinoraError('picture-damaged', { format, size }) : kinoraError('picture-unsupported', { format });
}

/** In a message; the rest of a long prompt is counted. */
const MOST_NAMED_WORDS = 8;

/** The fault of a prompt of which the model knows no word, or null. */
export function findVocabularyFault(check: Pick<PromptCheck, 'unknown' | 'knownCount'>): KinoraError | null {
  if (check.knownCount > 0) return null;
  const words = check.unknown.slice(0, MOST_NAMED_WORDS).map(({ word }) => word);
  if (words.length === 0) return kinoraError('prompt-draws-nothing', {});
  const near = check.unknown.flatMap((entry) => entry.near)[0] ?? null;
  return kinoraError('prompt-words-unknown', { words, more: check.unknown.length - words.length, near });
}
