import type { SettingsBlob } from '../../../contract/clip-settings.js';
import type { PromptCheck, Still, VideoCodecName } from '../../../contract/generator.js';
import { draftScene, sceneState, type SceneState } from './scenes/scene-list.js';
import type { Footage, Picture } from './settings/generation-settings.js';

/** First frames to choose from, one for each seed. */
export interface FirstFramesState {
  /** The prompt that they show; they are out of date when the form holds another. */
  readonly prompt: string;
  readonly stills: readonly { readonly seed: number; readonly still: Still | null }[];
  readonly drawing: boolean;
  /** While the model is fetched for them. */
  readonly loading: { readonly doneBytes: number; readonly totalBytes: number } | null;
}

/** The form. */
export interface ComposerState extends SceneState {
  readonly seedText: string;
  readonly picture: Picture | null;
  readonly endPicture: Picture | null;
  readonly footage: Footage | null;
  readonly loop: boolean;
  /** Within LIMITS.motion; 1 is the strength that the model was trained on. */
  readonly motion: number;
  /** As typed; empty leaves the number to the pack. */
  readonly stepsText: string;
  /** Null leaves the codec to the browser. */
  readonly format: VideoCodecName | null;
  /** Input files that the settings in the form were made with, and that a person must choose again. */
  readonly missingInputs: readonly SettingsBlob[];
  /** What the model makes of the prompt; null while unknown. */
  readonly check: PromptCheck | null;
  readonly firstFrames: FirstFramesState | null;
}

export function initialComposerState(seed: number): ComposerState {
  return {
    ...sceneState([draftScene()]),
    seedText: String(seed),
    picture: null,
    endPicture: null,
    footage: null,
    loop: false,
    motion: 1,
    stepsText: '',
    format: null,
    missingInputs: [],
    check: null,
    firstFrames: null,
  };
}
