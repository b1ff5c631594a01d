import type { KinoraError } from '../../contract/errors.js';
import { LIMITS, type GenerateRequest, type Scene, type VideoCodecName } from '../../contract/generator.js';
import { faultTexts } from '../text/faults.js';
import { say } from '../text/language.js';

/** A picture that was given as the first or the last frame; it decoded, and its size is within the limits. */
export interface Picture {
  readonly blob: Blob;
  readonly name: string;
  readonly width: number;
  readonly height: number;
}

/** A video that a film goes on from. */
export interface Footage {
  readonly blob: Blob;
  readonly name: string;
}

/** What a person asked for; kept with the clip so that it can be made again. */
export interface FilmOrder {
  /** Of the first scene, where there are several. */
  readonly prompt: string;
  /** Of all scenes together. */
  readonly seconds: number;
  readonly seed: number;
  readonly picture: Picture | null;
  /** Two or more; absent for a film of one prompt. */
  readonly scenes?: readonly Scene[];
  readonly endPicture?: Picture;
  readonly footage?: Footage;
  readonly loop?: true;
  /** 1 when absent. */
  readonly motion?: number;
  readonly steps?: number;
  readonly format?: VideoCodecName;
}

export function requestOf({ prompt, scenes, seconds, seed, picture, endPicture, footage, loop, motion, steps, format }: FilmOrder): GenerateRequest {
  return {
    ...(scenes === undefined ? { prompt } : { scenes }),
    seconds,
    seed,
    ...(picture === null ? {} : { image: picture.blob }),
    ...(endPicture === undefined ? {} : { endImage: endPicture.blob }),
    ...(footage === undefined ? {} : { extend: footage.blob }),
    ...(loop === undefined ? {} : { loop }),
    ...(motion === undefined ? {} : { motion }),
    ...(steps === undefined ? {} : { steps }),
    ...(format === undefined ? {} : { format }),
  };
}

/** The words of a film in one line: those of its scenes, one after another. */
export function orderTitle({ prompt, scenes }: Pick<FilmOrder, 'prompt' | 'scenes'>): string {
  return scenes === undefined ? prompt : scenes.map((scene) => scene.prompt).join(' → ');
}

/** The fault of a field that holds no number; told here, because only the page knows what was typed. */
export function findTypedFault(fields: { readonly seconds: readonly string[]; readonly seed: string; readonly steps: string }): KinoraError | null {
  const words = say(faultTexts);
  const { seconds, seed } = LIMITS;
  for (const [index, text] of fields.seconds.entries()) {
    if (!Number.isNaN(parseNumber(text))) continue;
    const scene = fields.seconds.length > 1 ? index + 1 : null;
    return badRequest(words.noLength(text.trim(), scene), words.askSeconds(seconds.min, seconds.max));
  }
  if (Number.isNaN(parseNumber(fields.seed))) return badRequest(words.noSeed(fields.seed.trim()), words.askSeed(seed.min, seed.max));
  if (fields.steps.trim() !== '' && Number.isNaN(parseNumber(fields.steps))) {
    return badRequest(words.noSteps(fields.steps.trim()), words.askSteps(LIMITS.steps.min, LIMITS.steps.max));
  }
  return null;
}

/** A number as typed; NaN for what is none, including nothing at all. */
export function parseNumber(text: string): number {
  return text.trim() === '' ? Number.NaN : Number(text.trim().replace(',', '.'));
}

const badRequest = (message: string, remedy: string): KinoraError => ({ code: 'bad-request', message, remedy });
