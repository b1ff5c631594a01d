import { kinoraError, type KinoraError } from '../../../../contract/errors.js';
import { LIMITS, type GenerateRequest, type Scene, type VideoCodecName } from '../../../../contract/generator.js';
import { readTypedNumber } from '../../../../contract/typed-number.js';
import { runsRightToLeft } from '../../../i18n/isolated-text.js';

/** A picture that was given as the first or the last frame; it decoded, and its size is within the limits. */
export interface Picture {
  readonly blob: Blob;
  readonly name: string;
  readonly width: number;
  readonly height: number;
  /** As it enters the film, with what is transparent; absent with films of earlier builds, and until it was looked at. */
  readonly preview?: Blob;
  /** Behind what is transparent, as "#rrggbb"; absent where nothing is. */
  readonly background?: string;
}

/** A video that a film goes on from. */
export interface Footage extends Pick<Picture, 'blob' | 'name' | 'preview' | 'background'> {
  readonly width?: number;
  readonly height?: number;
  readonly seconds?: number;
}

/** What a person asked for; kept with the clip so that it can be made again. */
export interface GenerationSettings {
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

export function requestOf({ prompt, scenes, seconds, seed, picture, endPicture, footage, loop, motion, steps, format }: GenerationSettings): GenerateRequest {
  const background = (footage ?? picture)?.background;
  // One background serves both pictures, so an end picture without transparency needs none.
  const endBackground = endPicture?.background;
  return {
    ...(scenes === undefined ? { prompt } : { scenes }),
    seconds,
    seed,
    ...(picture === null ? {} : { image: picture.blob }),
    ...(endPicture === undefined ? {} : { endImage: endPicture.blob }),
    ...(footage === undefined ? {} : { extend: footage.blob }),
    ...(background === undefined ? {} : { background }),
    ...(endBackground === undefined ? {} : { endBackground }),
    ...(loop === undefined ? {} : { loop }),
    ...(motion === undefined ? {} : { motion }),
    ...(steps === undefined ? {} : { steps }),
    ...(format === undefined ? {} : { format }),
  };
}

/** The words of a film in one line: those of its scenes, one after another. */
export function settingsTitle({ prompt, scenes }: Pick<GenerationSettings, 'prompt' | 'scenes'>): string {
  if (scenes === undefined) return prompt;
  const title = scenes.map((scene) => scene.prompt);
  return title.join(runsRightToLeft(title[0] ?? '') ? ' ← ' : ' → ');
}

/** The fault of a field that holds no number; told here, because only the page knows what was typed. */
export function findTypingError(fields: { readonly seconds: readonly string[]; readonly seed: string; readonly steps: string }): KinoraError | null {
  for (const [index, text] of fields.seconds.entries()) {
    const { fault } = readTypedNumber(text, 'decimal');
    const scene = fields.seconds.length > 1 ? index + 1 : null;
    if (fault !== null) return kinoraError('seconds-mistyped', { text: text.trim(), scene, fault, ...LIMITS.seconds });
  }
  const seedFault = readTypedNumber(fields.seed, 'whole').fault;
  if (seedFault !== null) return kinoraError('seed-mistyped', { text: fields.seed.trim(), fault: seedFault, ...LIMITS.seed });
  const stepsFault = readTypedNumber(fields.steps, 'whole').fault;
  if (stepsFault !== null && stepsFault !== 'empty') {
    return kinoraError('steps-mistyped', { text: fields.steps.trim(), fault: stepsFault, ...LIMITS.steps });
  }
  return null;
}

/** A length as typed; NaN for what is none, including nothing at all. */
export const parseSeconds = (text: string): number => readTypedNumber(text, 'decimal').value ?? Number.NaN;

/** A seed or a number of steps as typed; NaN for what is none, including nothing at all. */
export const parseWhole = (text: string): number => readTypedNumber(text, 'whole').value ?? Number.NaN;
