import type { NeededFile } from '../../../contract/names.js';
import type { PromptCheck, PromptThings, PromptWeather, Still } from '../../../contract/generator.js';
import { isModelled } from '../../../contract/request/layers/layer.js';
import { scenesAreCut, type RequestOptions } from '../../../contract/request/request.js';
import { stillLook, type StillLook } from './first-frames/still-look.js';
import type { LayerDraft } from './layers/layer-draft.js';
import { draftScene, sceneState, type SceneState } from './scenes/scene-list.js';
import type { Footage, Picture } from './settings/generation-settings.js';
import type { StudioState } from '../../store/studio-state.js';

/** First frames to choose from, one for each seed. */
export interface FirstFramesState {
  /** The prompt that they show, and what of it; they are out of date when the form asks for another film. */
  readonly prompt: string;
  readonly look: StillLook;
  readonly stills: readonly { readonly seed: number; readonly still: Still | null }[];
  readonly drawing: boolean;
  /** While the model is fetched for them. */
  readonly loading: { readonly doneBytes: number; readonly totalBytes: number } | null;
}

/** Options of the request that the form holds as they are; steps are typed, and may be no number. */
export type FormOptions = Omit<RequestOptions, 'steps'>;

/** The form. */
export interface ComposerState extends SceneState {
  readonly seedText: string;
  readonly picture: Picture | null;
  readonly endPicture: Picture | null;
  readonly footage: Footage | null;
  /** Pictures that came together; nothing is decided about them yet. */
  readonly offeredPictures: readonly File[];
  readonly layers: readonly LayerDraft[];
  /** The layer that is being arranged; null while none is. */
  readonly layerId: string | null;
  /** Whether the stage of the layers is shown. */
  readonly arranging: boolean;
  readonly loop: boolean;
  /** What is absent is left to the model, or to the browser. */
  readonly options: FormOptions;
  /** As typed; empty leaves the number to the pack. */
  readonly stepsText: string;
  /** Input files that the settings in the form were made with, and that a person must choose again. */
  readonly missingInputs: readonly NeededFile[];
  /** What the model makes of the prompt; null while unknown. */
  readonly check: PromptCheck | null;
  /** The prompt that this is of: while somebody types, the one before. */
  readonly checkedPrompt: string;
  readonly firstFrames: FirstFramesState | null;
  /** The form before it was emptied, while it can be brought back. */
  readonly cleared: ComposerState | null;
}

export function initialComposerState(seed: number): ComposerState {
  return {
    ...sceneState([draftScene()]),
    seedText: String(seed),
    picture: null,
    endPicture: null,
    footage: null,
    offeredPictures: [],
    layers: [],
    layerId: null,
    arranging: false,
    loop: false,
    options: {},
    stepsText: '',
    missingInputs: [],
    check: null,
    checkedPrompt: '',
    firstFrames: null,
    cleared: null,
  };
}

/** Whether the film in the form begins with a picture that has to be drawn, or cuts to one later. */
export function drawsFirstFrame({ picture, footage, scenes }: Pick<ComposerState, 'picture' | 'footage' | 'scenes'>): boolean {
  return (picture === null && footage === null) || scenes.some(({ start }, i) => i > 0 && start !== 'continue');
}

/** Whether the first frames that were drawn are those of another film than the one in the form. */
export function areFirstFramesStale({ firstFrames, scenes, options, pack }: Pick<StudioState, 'firstFrames' | 'scenes' | 'options' | 'pack'>): boolean {
  if (firstFrames === null) return false;
  return scenes[0]?.prompt.trim() !== firstFrames.prompt || JSON.stringify(stillLook({ options, pack })) !== JSON.stringify(firstFrames.look);
}

/** Whether nothing was typed or chosen yet, apart from the seed. */
export function isPristine({ scenes, picture, endPicture, footage, layers, loop, options, stepsText }: ComposerState): boolean {
  const [scene] = scenes;
  const chosen = picture ?? endPicture ?? footage;
  return scenes.length === 1 && scene?.prompt === '' && chosen === null && layers.length === 0 && !loop && stepsText === '' && Object.keys(options).length === 0;
}

/** What the prompt is drawn as where that is not what it says, as the worker reads a request: its things become layers if there are none but titles. */
export function readThings(state: Pick<ComposerState, 'check' | 'layers' | 'scenes' | 'picture' | 'endPicture' | 'footage' | 'loop' | 'options'>): PromptThings | null {
  const { check, layers, scenes, picture, endPicture, footage, loop, options } = state;
  const things = check?.things ?? null;
  if (things === null || picture !== null || footage !== null) return null;
  if (!things.hideSubject) return things;
  const isAlone = scenes.length === 1 && things.layers.length === 0;
  // A place alone without its place would be nothing; behind layers it is one as well.
  if (isAlone) return options.transparent === true ? null : things;
  return scenesAreCut(scenes, loop || endPicture !== null) && !layers.some(isModelled) ? things : null;
}

/** The prompt in the place that suits what it draws, where it names none and a first frame is drawn that shows one; '' where that is not so. */
export function readPlaced(state: PlacedState): string {
  return state.options.transparent === true || !isInUsualPlace(state) ? '' : (state.check?.placed ?? '');
}

/** What falls in front of that, as the worker reads a request. */
export function readWeather(state: PlacedState): PromptWeather | null {
  const weather = state.check?.weather ?? null;
  return weather === null || state.options.transparent === true || !(weather.isSaid || isInUsualPlace(state)) ? null : weather;
}

type PlacedState = Pick<ComposerState, 'check' | 'picture' | 'footage' | 'options' | 'scenes' | 'prompt'>;

/** Whether a prompt without a place is drawn in one that suits it. */
function isInUsualPlace({ picture, footage, scenes, prompt }: PlacedState): boolean {
  const goesOn = scenes.some((scene, i) => i > 0 && scene.start === 'continue' && scene.prompt === prompt);
  return picture === null && footage === null && !goesOn;
}
