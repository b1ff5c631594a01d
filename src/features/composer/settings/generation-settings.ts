import { kinoraError, type KinoraError } from '../../../../contract/errors.js';
import { isLayersAlone, LIMITS, scenesOf, type FilmRequest, type GenerateRequest, type InputFile } from '../../../../contract/request/request.js';
import { readTypedNumber } from '../../../../contract/input/typed-number.js';
import { pickDefined } from '../../../../contract/lib/pick-defined.js';
import { mapImages } from '../../../../contract/request/layers/layer.js';
import { withFiles, withoutFiles } from '../../../../contract/request/flat-request.js';
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
export type GenerationSettings = FilmRequest<Picture, Footage>;

/** The request for the worker, which needs no more of a file than its content and its background. */
export function requestOf(settings: GenerationSettings): GenerateRequest {
  const { fields: { layers, ...fields }, image, endImage, extend } = withoutFiles(settings);
  return withFiles({ ...fields, ...(layers && { layers: mapImages(layers, inputOf) }) }, pickDefined({ image: image && inputOf(image), endImage: endImage && inputOf(endImage), extend: extend && inputOf(extend) }));
}

const inputOf = ({ blob, background }: Picture | Footage): InputFile => pickDefined({ blob, background });

/** The words of a film in one line: those of its scenes, one after another, and those of its layers. */
export function settingsTitle(settings: Pick<GenerationSettings, 'subject' | 'layers' | 'transparent' | 'hideSubject'>): string {
  const { subject, layers = [] } = settings;
  const scenes = isLayersAlone(settings) ? [] : scenesOf(subject).map(({ prompt }) => prompt);
  const base = scenes.join(runsRightToLeft(scenes[0] ?? '') ? ' ← ' : ' → ');
  return [base, ...layers.map(({ content }) => (content.kind === 'title' ? content.text.trim().replace(/\s+/gu, ' ') : content.prompt))].filter((words) => words !== '').join(' + ');
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
