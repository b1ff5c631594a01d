/**
 * The checks of a request that need no model, in one place, so that the page, the worker and the command line
 * refuse the same input. What needs the tokenizer or a decoder is checked by the worker.
 */
import { kinoraError, type KinoraError } from './errors.js';
import type { PromptCheck, StillsRequest } from './generator.js';
import type { FileKind } from './input/file-kind.js';
import { FRAME_RATES, SCENE_STARTS, type InputRole } from './names.js';
import { findFlatLayersFault, findLayersFault } from './request/layers/check-layers.js';
import { findBackgroundFault, findPromptFault, findSamplingFault, findSeedFault, findStepsFault } from './request/check-values.js';
import { requestFromFlat, type FlatRequest } from './request/flat-request.js';
import { LIMITS, isLayersAlone, secondsOf, type GenerateRequest, type Scene, type Subject } from './request/request.js';

/** The first fault of `request`, or null when a model may be asked to make it. */
export function findRequestFault(request: GenerateRequest): KinoraError | null {
  const { subject, start, ending, layers, seed } = request;
  const given: unknown = subject;
  return (
    findSubjectFault(subject, isLayersAlone(request)) ??
    findSeedFault(seed) ??
    findSamplingFault(request) ??
    findBackgroundFault(start?.file.background) ??
    findBackgroundFault(ending?.kind === 'image' ? ending.file.background : undefined) ??
    findCompositionFault(request) ??
    findLayersFault(layers, typeof given === 'object' && given !== null ? secondsOf(subject) : 0)
  );
}

/** Faults of what takes more than a model's own pictures. */
function findCompositionFault({ start, layers, transparent, hideSubject, size, fps }: GenerateRequest): KinoraError | null {
  const video = start?.kind === 'video';
  if (video && layers !== undefined && layers.length > 0) return kinoraError('composed-video', { what: 'layers' });
  const composed = Object.entries({ size, fps, hideSubject: hideSubject === true ? true : undefined }).find(([, value]) => value !== undefined);
  if (video && composed) return kinoraError('composed-video', { what: composed[0] as 'size' | 'fps' | 'hideSubject' });
  if (hideSubject === true && start !== undefined) return kinoraError('hidden-subject-of-file', {});
  if (transparent === true && hideSubject === true && (layers ?? []).length === 0) return kinoraError('nothing-to-show', {});
  return findSizeFault(size) ?? findRateFault(fps);
}

/** The fault of a film of `size` pixels, or null. */
export function findSizeFault(size: unknown): KinoraError | null {
  if (size === undefined) return null;
  const { min, max } = LIMITS.frameSide;
  const { width, height } = typeof size === 'object' && size !== null ? (size as Record<string, unknown>) : {};
  const isSide = (side: unknown): side is number => typeof side === 'number' && Number.isInteger(side) && side >= min && side <= max;
  if (!isSide(width) || !isSide(height)) return kinoraError('size-out-of-range', { given: `${String(width)}x${String(height)}`, min, max });
  return width % 2 === 0 && height % 2 === 0 ? null : kinoraError('size-odd', { width, height });
}

function findRateFault(fps: unknown): KinoraError | null {
  const known: readonly unknown[] = FRAME_RATES;
  return fps === undefined || known.includes(fps) ? null : kinoraError('fps-unknown', { given: typeof fps === 'number' ? String(fps) : typeof fps, known: FRAME_RATES });
}

/** The first fault of a request in the flat format: fields that exclude each other, or what it asks for. */
export function findFlatFault(flat: FlatRequest): KinoraError | null {
  if (flat.scenes !== undefined && flat.prompt !== undefined) {
    return kinoraError('prompt-and-scenes', {});
  }
  return findFlatLayersFault(flat.layers) ?? findRequestFault(requestFromFlat(flat)) ?? findEndsFault(flat);
}

/** @param isLength whether only its length counts */
function findSubjectFault(subject: Subject | undefined, isLength: boolean): KinoraError | null {
  if (subject?.kind === 'scenes') {
    const { scenes } = subject;
    const { max } = LIMITS.scenes;
    if (scenes.length === 0) return kinoraError('scenes-empty', {});
    if (scenes.length > max) {
      return kinoraError('too-many-scenes', { count: scenes.length, max });
    }
    for (const [i, scene] of scenes.entries()) {
      const fault = findSceneFault(scene, isLength);
      if (fault) return { ...fault, place: { scene: i + 1 } };
    }
    const seconds = secondsOf(subject);
    if (seconds > LIMITS.seconds.max) return kinoraError('scenes-too-long', { seconds, max: LIMITS.seconds.max });
    return null;
  }
  return (isLength ? null : findPromptFault(subject?.prompt)) ?? findSecondsFault(subject?.seconds);
}

/** The first fault of a wish for stills, or null. */
export function findStillsFault({ prompt, seeds, steps, transparent, hideSubject }: StillsRequest): KinoraError | null {
  const { max } = LIMITS.stills;
  if (!Array.isArray(seeds) || seeds.length === 0) return kinoraError('seeds-empty', {});
  if (seeds.length > max) {
    return kinoraError('too-many-seeds', { count: seeds.length, max });
  }
  const seedFault = seeds.map(findSeedFault).find((fault) => fault !== null) ?? null;
  const nothing = transparent === true && hideSubject === true ? kinoraError('nothing-to-show', {}) : null;
  return findPromptFault(prompt) ?? seedFault ?? findStepsFault(steps) ?? nothing;
}

function findSceneFault(scene: Scene, isLength: boolean): KinoraError | null {
  const given: unknown = scene;
  if (typeof given !== 'object' || given === null) {
    return kinoraError('scene-malformed', {});
  }
  const fault = (isLength ? null : findPromptFault(scene.prompt)) ?? findSecondsFault(scene.seconds);
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

/** Unknown words from which on a prompt may be in another language. */
const LEAST_FOREIGN = 3;

/** Whether so little of a prompt is known that words which are spelled alike are no help: it may be in another language. */
export function isForeign({ unknown, knownCount }: Pick<PromptCheck, 'unknown' | 'knownCount'>): boolean {
  const { length } = unknown.filter(({ isRead, isKnown }) => !isRead && isKnown !== true);
  return length >= LEAST_FOREIGN && length > knownCount;
}

/** The fault of a prompt of which the model knows no word, or null. */
export function findVocabularyFault(check: Pick<PromptCheck, 'unknown' | 'knownCount'>): KinoraError | null {
  if (check.knownCount > 0) return null;
  const words = check.unknown.slice(0, MOST_NAMED_WORDS).map(({ word }) => word);
  if (words.length === 0) return kinoraError('prompt-draws-nothing', {});
  const near = isForeign(check) ? null : (check.unknown.flatMap((entry) => entry.near)[0] ?? null);
  return kinoraError('prompt-words-unknown', { words, more: check.unknown.length - words.length, near });
}
