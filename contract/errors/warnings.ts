import type { VideoCodecName } from '../names.js';
import type { KinoraError } from '../errors.js';

/** What a person should know of a film that is made all the same, by code, each with what its sentence needs. */
export interface WarningParams {
  'little-memory': Readonly<Record<string, never>>;
  /** A word of the prompt that the model does not know, and what it draws in its place. */
  'word-replaced': { readonly word: string; readonly drawn: string };
  /** `near`: words that it knows. `isKnown`: it knows this one too, by which it would draw something else. */
  'word-left-out': { readonly word: string; readonly near: readonly string[]; readonly isKnown?: true };
  /** `asked`: as it was typed, "two dogs". */
  'one-of-it': { readonly asked: string; readonly thing: string };
  /** More of it than a film has layers for. */
  'fewer-of-it': { readonly asked: string; readonly thing: string; readonly drawn: number };
  /** All the things that the prompt names. */
  'one-subject': { readonly things: readonly string[] };
  'own-colours': { readonly thing: string; readonly colour: string };
  /** A schedule that cannot be made longer or shorter. */
  'steps-kept': { readonly title: string; readonly asked: number; readonly kept: number };
  'prompt-cut-off': Readonly<Record<string, never>>;
  /** `isolationLost`: the page had more threads when the film was begun. */
  'other-adapter': { readonly begunOn: string; readonly now: string; readonly isolationLost: boolean };
  'other-codec': { readonly wanted: VideoCodecName; readonly used: VideoCodecName };
  /** Frames are painted in ordinary memory, though the model runs on a GPU. */
  'painted-on-cpu': Readonly<Record<string, never>>;
  /** For host pages, which have no event for a pause. `error` is null when it was only asked for. */
  paused: { readonly error: KinoraError | null };
}

export type WarningCode = keyof WarningParams;

export type FilmWarning = {
  readonly [Code in WarningCode]: { readonly code: Code; readonly params: WarningParams[Code] };
}[WarningCode];

/** What a prompt asks for and a model of one subject does not draw. */
export type PromptLimit = Extract<FilmWarning, { readonly code: 'one-of-it' | 'fewer-of-it' | 'one-subject' | 'own-colours' }>;
