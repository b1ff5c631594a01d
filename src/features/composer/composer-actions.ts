import type { StoreApi } from 'zustand/vanilla';
import type { ClipSettings, SettingsBlob } from '../../../contract/clip-settings.js';
import { kinoraError } from '../../../contract/errors.js';
import { LIMITS, type VideoCodecName } from '../../../contract/generator.js';
import { settledNumber } from '../../../contract/typed-number.js';
import { translate } from '../../i18n/language.js';
import type { StudioState } from '../../store/studio-state.js';
import { galleryTexts } from '../gallery/gallery-texts.js';
import type { JobActions } from '../jobs/job-actions.js';
import type { Clip } from '../player/player-slice.js';
import type { ChosenInputs } from './inputs/chosen-inputs.js';
import type { PromptActions } from './prompt/prompt-actions.js';
import type { SceneActions } from './scenes/scene-actions.js';
import { draftScene, sceneState, scenesOf } from './scenes/scene-list.js';
import { settingsFromClip } from './settings/clip-to-settings.js';
import { findTypingError, parseWhole, type GenerationSettings } from './settings/generation-settings.js';
import { readPasted } from './settings/settings-text.js';

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

  readonly setSeed = (seedText: string): void => this.#store.setState({ seedText });
  readonly rollSeed = (): void => this.#store.setState({ seedText: String(this.#deps.randomSeed()) });
  readonly setMotion = (motion: number): void => this.#store.setState({ motion });
  readonly setSteps = (stepsText: string): void => this.#store.setState({ stepsText });
  readonly setFormat = (format: VideoCodecName | null): void => this.#store.setState({ format });
  /** A film that loops ends as it began, so it has no end picture. */
  readonly setLoop = (loop: boolean): void => this.#store.setState({ loop, ...(loop ? { endPicture: null } : {}) });

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
    this.settleNumbers();
    // A file that was just dropped belongs to the film.
    const { settling } = this.#deps.inputs;
    if (settling !== null) await settling;
    const { scenes, seedText, stepsText } = this.#store.getState();
    const error = findTypingError({ seconds: scenes.map(({ secondsText }) => secondsText), seed: seedText, steps: stepsText });
    if (error !== null) {
      this.#store.setState({ error });
      return;
    }
    await this.#deps.jobs.add(this.#settings());
    // A person who makes the film without the missing files has read which they are.
    if (this.#store.getState().error === null) this.#store.setState({ missingInputs: [] });
  };

  /** Makes `clip` again with a new seed; the form shows its settings. */
  readonly again = (clip: Clip): Promise<void> => {
    const settings: GenerationSettings = { ...clip.settings, seed: this.#deps.randomSeed() };
    this.#show(settings);
    return this.#deps.jobs.add(settings);
  };

  /** Prepares the form to continue from the last frame of `clip`, with its prompt to begin with. */
  readonly extend = (clip: Clip): void => {
    const { prompt, scenes } = clip.settings;
    this.#deps.scenes.replace([draftScene(scenes?.at(-1)?.prompt ?? prompt)]);
    this.#deps.inputs.continueFrom(clip.file, prompt);
  };

  /** Takes what "Copy settings" or "Copy link" made; false leaves the paste to the browser. */
  readonly pasteSettings = (text: string): boolean => {
    const pasted = readPasted(text);
    if (pasted === null) return false;
    if (pasted.kind === 'whole') this.restoreClipSettings(pasted.settings);
    else if (pasted.kind === 'first') this.fill(pasted.settings);
    else if (pasted.kind === 'link') void this.openLink(pasted.fragment).then((opened) => opened || this.#refusePasted());
    else this.#refusePasted();
    return true;
  };

  /** Takes the settings in the fragment of an address; false when there are none that could be made. */
  readonly openLink = async (fragment: string): Promise<boolean> => {
    // Few visits need the code that unpacks them.
    const { settingsInLink } = await import('./settings/settings-link.js');
    const settings = settingsInLink(fragment);
    if (settings !== null) this.restoreClipSettings(settings);
    return settings !== null;
  };

  /** Sets the whole form. */
  readonly restoreSettings = (settings: GenerationSettings): void => {
    this.#show(settings);
    this.#store.setState({ error: null });
  };

  /** Sets the whole form to the settings of a film. Files that they need stay if the form has them, and are asked for otherwise. */
  readonly restoreClipSettings = (settings: ClipSettings): void => {
    const { picture, endPicture, footage } = this.#store.getState();
    const needs = (blob: SettingsBlob): boolean => settings.needs.includes(blob);
    this.restoreSettings({
      ...settingsFromClip(settings),
      picture: needs('image') ? picture : null,
      ...(needs('endImage') && endPicture !== null ? { endPicture } : {}),
      ...(needs('extend') && footage !== null ? { footage } : {}),
    });
    this.#store.setState({ missingInputs: settings.needs, announcement: translate(galleryTexts).settingsRestored });
  };

  /** Sets part of the form; what `settings` leaves out stays as it is. */
  readonly fill = (settings: Partial<GenerationSettings>): void => {
    const { scenes: _, ...present } = this.#settings();
    this.restoreSettings({ ...present, ...settings });
  };

  /** The settings in the form, with NaN for a number that is not typed. */
  #settings(): GenerationSettings {
    const { scenes, seedText, picture, endPicture, footage, loop, motion, stepsText, format } = this.#store.getState();
    const drafted = scenesOf(scenes);
    return {
      prompt: drafted[0]?.prompt ?? '',
      seconds: drafted.reduce((sum, { seconds }) => sum + seconds, 0),
      seed: parseWhole(seedText),
      picture,
      ...(drafted.length > 1 ? { scenes: drafted } : {}),
      ...(endPicture === null ? {} : { endPicture }),
      ...(footage === null ? {} : { footage }),
      ...(loop ? { loop } : {}),
      ...(motion === 1 ? {} : { motion }),
      ...(stepsText.trim() === '' ? {} : { steps: parseWhole(stepsText) }),
      ...(format === null ? {} : { format }),
    };
  }

  #show(settings: GenerationSettings): void {
    const { prompt, seconds, seed, picture, scenes = [{ prompt, seconds }], endPicture, footage, loop, motion, steps, format } = settings;
    this.#store.setState({
      seedText: String(seed),
      picture,
      endPicture: endPicture ?? null,
      footage: footage ?? null,
      loop: loop ?? false,
      motion: motion ?? 1,
      stepsText: steps === undefined ? '' : String(steps),
      format: format ?? null,
      missingInputs: [],
    });
    this.#deps.inputs.complete();
    this.#deps.scenes.replace(scenes.map((scene) => draftScene(scene.prompt, String(scene.seconds), scene.start)));
  }

  #refusePasted(): void {
    this.#store.setState({ error: kinoraError('pasted-settings-unreadable', {}) });
  }
}

/** A seed within LIMITS.seed; `random` is uniform in [0, 1). */
export const randomSeedOf = (random: () => number): number => Math.floor(random() * (LIMITS.seed.max + 1));
