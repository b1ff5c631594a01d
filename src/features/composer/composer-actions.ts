import type { StoreApi } from 'zustand/vanilla';
import type { RequestFileName } from '../../../contract/names.js';
import type { ClipSettings } from '../../../contract/request/clip-settings.js';
import { findVocabularyFault } from '../../../contract/check-request.js';
import { kinoraError } from '../../../contract/errors.js';
import { pickDefined } from '../../../contract/lib/pick-defined.js';
import { withFiles } from '../../../contract/request/flat-request.js';
import { FORMER_OPTIONS, isLayersAlone, LIMITS, newFilmOptions, scenesOf, secondsOf } from '../../../contract/request/request.js';
import { settledNumber } from '../../../contract/input/typed-number.js';
import { translate } from '../../i18n/language.js';
import type { StudioState } from '../../store/studio-state.js';
import { galleryTexts } from '../gallery/gallery-texts.js';
import type { JobActions } from '../jobs/job-actions.js';
import type { Clip } from '../player/player-slice.js';
import type { FilmOfModels } from '../models/model-slice.js';
import { initialComposerState, type ComposerState, type FormOptions } from './composer-slice.js';
import { composerTexts } from './composer-texts.js';
import type { ChosenInputs } from './inputs/chosen-inputs.js';
import type { PromptActions } from './prompt/prompt-actions.js';
import type { SceneActions } from './scenes/scene-actions.js';
import { draftOf, layersOf } from './layers/layer-draft.js';
import type { Preset } from './memory/presets.js';
import { draftScene, draftedScenes, sceneState } from './scenes/scene-list.js';
import { settingsFromClip } from './settings/clip-to-settings.js';
import { findTypingError, parseWhole, type Footage, type GenerationSettings, type Picture } from './settings/generation-settings.js';
import { isSettings } from './settings/settings-text.js';

export interface ComposerActionsDeps {
  readonly store: StoreApi<StudioState>;
  readonly scenes: SceneActions;
  readonly prompt: PromptActions;
  readonly inputs: ChosenInputs;
  readonly jobs: JobActions;
  readonly randomSeed: () => number;
}

/** The form as a whole: its options, and the settings that it takes and gives. */
export class ComposerActions {
  readonly #deps: ComposerActionsDeps;
  readonly #store: StoreApi<StudioState>;

  constructor(deps: ComposerActionsDeps) {
    this.#deps = deps;
    this.#store = deps.store;
  }

  /** A seed for another take. */
  readonly randomSeed = (): number => this.#deps.randomSeed();
  readonly setSeed = (seedText: string): void => this.#store.setState({ seedText });
  readonly rollSeed = (): void => this.#store.setState({ seedText: String(this.#deps.randomSeed()) });
  readonly setSteps = (stepsText: string): void => this.#store.setState({ stepsText });
  /** Without a value the option is left to the model, or to the browser. */
  readonly setOption = <Name extends keyof FormOptions>(name: Name, value: FormOptions[Name] | undefined): void =>
    this.#store.setState(({ options }) => ({ options: pickDefined({ ...options, [name]: value }) }));
  /** A film that loops ends as it began, so it has no end picture. */
  readonly setLoop = (loop: boolean): void => this.#store.setState({ loop, ...(loop ? { endPicture: null } : {}) });

  /** Takes options that were kept under a name, in place of those of the form. */
  readonly usePreset = ({ seconds, steps, loop, options }: Preset): void => {
    this.#store.setState(({ options: { hideSubject } }) => ({ stepsText: steps, options: { ...options, ...pickDefined({ hideSubject }) } }));
    this.setLoop(loop);
    this.#deps.scenes.setSeconds(seconds);
  };

  /** Empties the form; {@link bringBack} undoes it. */
  readonly clear = (): void => {
    const before = this.#store.getState();
    const empty = initialComposerState(this.#deps.randomSeed());
    this.#deps.jobs.stopEditing();
    this.#store.setState({ ...empty, cleared: pickForm(before, empty), error: null, announcement: translate(composerTexts).cleared });
  };

  readonly bringBack = (): void => {
    const { cleared } = this.#store.getState();
    if (cleared !== null) this.#store.setState({ ...cleared, cleared: null });
  };

  readonly forgetCleared = (): void => this.#store.setState({ cleared: null });

  /** Writes a random prompt and rolls the seed. */
  readonly surprise = (): void => {
    if (this.#store.getState().pack === null) return;
    this.#deps.prompt.suggest();
    this.rollSeed();
  };

  /** Rewrites the numbers of the form as they were read ("1.000" as 1000); what is not a number stays as typed. */
  readonly settleNumbers = (): void =>
    this.#store.setState(({ scenes, sceneId, seedText, stepsText }) => ({
      ...sceneState(scenes.map((scene) => ({ ...scene, secondsText: settledNumber(scene.secondsText, 'decimal') })), sceneId),
      seedText: settledNumber(seedText, 'whole'),
      stepsText: settledNumber(stepsText, 'whole'),
    }));

  /** Makes the film that the form describes. */
  readonly generate = async (): Promise<void> => {
    // A file that was just dropped belongs to the film; without one, the film begins within the press that asks for it.
    if (this.#deps.inputs.settling !== null) await this.#deps.inputs.settling;
    const settings = this.#typed();
    if (settings === null || this.#isUnreadable(settings)) return;
    await this.#deps.jobs.add(settings);
    // A person who makes the film without the missing files has read which they are.
    if (this.#store.getState().error === null) this.#store.setState({ missingInputs: [] });
  };

  /** Makes a film of each prompt, with all else as it is in the form. */
  readonly generateEach = async (prompts: readonly string[]): Promise<void> => {
    await this.#deps.inputs.settling;
    const settings = this.#typed();
    if (settings === null) return;
    const seconds = secondsOf(settings.subject);
    await this.#deps.jobs.addAll(prompts.map((prompt) => ({ ...settings, subject: { kind: 'prompt', prompt, seconds } })));
  };

  /** Makes a film that begins with each picture, with all else as it is in the form. Pictures that cannot be used stay offered. */
  readonly generateFrom = async (pictures: readonly File[]): Promise<void> => {
    await this.#deps.inputs.settling;
    const settings = this.#typed();
    if (settings === null) return;
    const looked = await Promise.all(pictures.map(async (picture) => ({ picture, read: await this.#deps.inputs.look(picture) })));
    await this.#deps.jobs.addAll(looked.flatMap(({ read }) => (read.ok ? [{ ...settings, start: { kind: 'image', file: read.value } }] : [])));
    if (this.#store.getState().error !== null) return;
    const refused = looked.flatMap(({ picture, read }) => (read.ok ? [] : [{ picture, error: read.error }]));
    this.#deps.inputs.offer(refused.map(({ picture }) => picture));
    this.#store.setState({ error: refused[0]?.error ?? null });
  };

  /** Makes `clip` again with a new seed; the form shows its settings. */
  readonly again = (clip: Clip): Promise<void> => {
    const settings: GenerationSettings = { ...clip.settings, seed: this.#deps.randomSeed() };
    this.#show(settings);
    return this.#deps.jobs.add(settings);
  };

  /** Prepares the form to continue from the last frame of `clip`, with its prompt to begin with; a transparent film goes on as one. */
  readonly extend = (clip: Clip): void => {
    const scenes = scenesOf(clip.settings.subject);
    this.setOption('transparent', clip.metadata.settings.transparent);
    this.#deps.scenes.replace([draftScene(scenes.at(-1)?.prompt)]);
    this.#deps.inputs.continueFrom(clip.file, scenes[0]?.prompt ?? '');
  };

  /** Takes what "Copy settings" or "Copy link" made; false leaves the paste to the browser. */
  readonly pasteSettings = (text: string): boolean => {
    if (!isSettings(text)) return false;
    void this.#paste(text);
    return true;
  };

  /** Takes the settings in the fragment of an address; false when there are none that could be made. */
  readonly openLink = async (fragment: string): Promise<boolean> => {
    // Few visits need the code that unpacks and checks them.
    const { settingsInLink } = await import('./settings/settings-link.js');
    const settings = settingsInLink(fragment);
    if (settings !== null) this.restoreClipSettings(settings);
    return settings !== null;
  };

  /** Sets the whole form. @param film whose settings they are; its models are asked for */
  readonly restoreSettings = (settings: GenerationSettings, film?: FilmOfModels): void => {
    this.#show(settings);
    // A record of its own each time: who asks for the same film again wants its models again.
    this.#store.setState({ error: null, ...(film && { filmModels: { pack: film.pack, ...pickDefined({ models: film.models }) } }) });
  };

  /** Sets the whole form to the settings of a film. Files that they need stay if the form has them, and are asked for otherwise. */
  readonly restoreClipSettings = (settings: ClipSettings): void => {
    const { picture, endPicture, footage } = this.#store.getState();
    const needed = <File>(name: RequestFileName, file: File | null): File | undefined => (file !== null && settings.needs.includes(name) ? file : undefined);
    this.restoreSettings(settingsFromClip(settings, pickDefined({ image: needed('image', picture), endImage: needed('endImage', endPicture), extend: needed('extend', footage) })), settings);
    this.#store.setState(({ layers }) => ({
      layers: layers.map((layer, index) => (settings.layers?.[index]?.image === true ? { ...layer, lacksPicture: true } : layer)),
      missingInputs: settings.needs,
      announcement: translate(galleryTexts).settingsRestored,
    }));
  };

  /** Sets part of the form; what `settings` leaves out stays as it is. */
  readonly fill = (settings: Partial<GenerationSettings>): void => this.restoreSettings({ ...this.#settings(), ...settings });

  /** Whether no word of the prompt is known, which is told before a model is fetched for it. */
  #isUnreadable(settings: GenerationSettings): boolean {
    const { check, checkedPrompt } = this.#store.getState();
    const { subject } = settings;
    if (check === null || subject.kind !== 'prompt' || subject.prompt !== checkedPrompt.trim() || isLayersAlone(settings)) return false;
    const error = findVocabularyFault(check);
    if (error !== null) this.#store.setState({ error });
    return error !== null;
  }

  /** The settings in the form; null, with an error in `state.error`, where a number is not typed as one. */
  #typed(): GenerationSettings | null {
    this.settleNumbers();
    const { scenes, seedText, stepsText } = this.#store.getState();
    const error = findTypingError({ seconds: scenes.map(({ secondsText }) => secondsText), seed: seedText, steps: stepsText });
    if (error !== null) this.#store.setState({ error });
    return error === null ? this.#settings() : null;
  }

  /** The settings in the form, with NaN for a number that is not typed. */
  #settings(): GenerationSettings {
    const { scenes, seedText, picture, footage, layers, stepsText, ...form } = this.#store.getState();
    const { loop, endPicture, options, steps } = offered(form);
    const drafted = draftedScenes(scenes);
    const [{ prompt, seconds } = { prompt: '', seconds: 0 }, ...more] = drafted;
    const fields = {
      ...(more.length > 0 ? { scenes: drafted } : { prompt }),
      seconds,
      seed: parseWhole(seedText),
      loop,
      ...newFilmOptions(options),
      ...(stepsText.trim() === '' || !steps ? {} : { steps: parseWhole(stepsText) }),
    };
    const settings = withFiles<Picture, Footage>(fields, pickDefined({ image: picture ?? undefined, endImage: endPicture ?? undefined, extend: footage ?? undefined }));
    return layers.length === 0 ? settings : { ...settings, layers: layersOf(layers) };
  }

  #show(settings: GenerationSettings): void {
    const { subject, start, ending, layers = [], seed, steps, ...options } = settings;
    this.#store.setState({
      seedText: String(seed),
      picture: start?.kind === 'image' ? start.file : null,
      endPicture: ending?.kind === 'image' ? ending.file : null,
      footage: start?.kind === 'video' ? start.file : null,
      loop: ending?.kind === 'loop',
      layers: layers.map(draftOf),
      layerId: null,
      options: { ...FORMER_OPTIONS, ...options },
      stepsText: steps === undefined ? '' : String(steps),
      missingInputs: [],
    });
    this.#deps.inputs.complete();
    this.#deps.scenes.replace(scenesOf(subject).map((scene) => draftScene(scene.prompt, String(scene.seconds), scene.start)));
  }

  async #paste(text: string): Promise<void> {
    const { readPasted } = await import('./settings/read-pasted.js');
    const pasted = readPasted(text);
    if (pasted?.kind === 'whole') this.restoreClipSettings(pasted.settings);
    else if (pasted?.kind === 'first') this.fill(withFiles(pasted.settings, {}));
    else if (pasted?.kind !== 'link' || !(await this.openLink(pasted.fragment))) this.#refusePasted();
  }

  #refusePasted(): void {
    this.#store.setState({ error: kinoraError('pasted-settings-unreadable', {}) });
  }
}

/** A seed within LIMITS.seed; `random` is uniform in [0, 1). */
export const randomSeedOf = (random: () => number): number => Math.floor(random() * (LIMITS.seed.max + 1));

/** The fields of the form in the state of the page. */
const pickForm = (state: ComposerState, names: ComposerState): ComposerState =>
  Object.fromEntries(Object.keys(names).map((name) => [name, state[name as keyof ComposerState]])) as unknown as ComposerState;

/** What of the form the models in use can do; the rest is not shown. */
function offered({ pack, loop, endPicture, options }: Pick<StudioState, 'pack' | 'loop' | 'endPicture' | 'options'>) {
  const can = pack?.controls;
  const without: readonly string[] = can?.without ?? [];
  return {
    loop: loop && can?.loop !== false,
    endPicture: can?.endPicture === false ? null : endPicture,
    options: Object.fromEntries(Object.entries(options).filter(([name]) => !without.includes(name))) as FormOptions,
    steps: !without.includes('steps'),
  };
}
