import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ClipSettings, SettingsBlob } from '../../contract/clip-settings.js';
import type { KinoraError } from '../../contract/errors.js';
import { LIMITS, type BackendName, type Capabilities, type GeneratorApi, type LoadOptions, type VideoCodecName } from '../../contract/generator.js';
import { settledNumber } from '../../contract/typed-number.js';
import { faultTexts } from '../text/faults.js';
import { galleryTexts } from '../text/gallery.js';
import { say } from '../text/language.js';
import { browserFault } from './browser-fault.js';
import { ChosenInputs } from './chosen-inputs.js';
import { FilmJobs } from './film-job.js';
import { findTypedFault, parseWhole, type FilmOrder } from './film-order.js';
import { FilmQueue } from './film-queue.js';
import { orderFrom } from './gallery/order-settings.js';
import { PreviewChannel } from './preview-channel.js';
import { promptIdea } from './prompt-idea.js';
import { findPart, putPart, removePart, replaceWord, type PartKind } from './prompt-parts.js';
import { addScene, draftScene, editScene, moveScene, removeScene, sceneState, scenesOf, type SceneDraft, type SceneState } from './scene-list.js';
import { SegmentChannel } from './segment-channel.js';
import { readPasted } from './settings-text.js';
import { initialState, type Clip, type StudioState } from './studio-state.js';
import { Variations } from './variations.js';

export interface StudioOptions {
  readonly engine: GeneratorApi;
  readonly load: LoadOptions;
  /** Uniform in [0, 1). */
  readonly random?: () => number;
  readonly now?: () => number;
  /** Pause in typing after which the prompt is checked, in milliseconds. */
  readonly checkAfterMs?: number;
}

const CHECK_AFTER_MS = 250;
/** A page that says nothing for longer seems to hang. */
const SLOW_START_MS = 3000;

/** Everything a person can do in the page. None of it throws; what goes wrong stands in `state.error`. */
export class Studio {
  readonly store: StoreApi<StudioState>;
  readonly previews = new PreviewChannel();
  readonly segments = new SegmentChannel();
  readonly queue: FilmQueue;
  readonly variations: Variations;
  readonly inputs: ChosenInputs;
  /** Where the player of the growing film is, in seconds, so that the finished one goes on from there. */
  playhead = 0;
  readonly #options: Required<StudioOptions>;
  readonly #jobs: FilmJobs;
  #checkTimer: ReturnType<typeof setTimeout> | undefined;
  #preparing = false;

  constructor(options: StudioOptions) {
    this.#options = { random: Math.random, now: Date.now, checkAfterMs: CHECK_AFTER_MS, ...options };
    const { engine, load, now } = this.#options;
    this.store = createStore<StudioState>(() => initialState(load, this.#randomSeed()));
    this.#jobs = new FilmJobs({ engine, store: this.store, previews: this.previews, segments: this.segments, now });
    this.queue = new FilmQueue(this.store, this.#jobs, engine);
    this.inputs = new ChosenInputs(this.store, engine);
    this.variations = new Variations(this.store, engine, () => this.#randomSeed());
  }

  /** Learns what this browser can do, what the model is, and what an earlier visit left unfinished. Fetches no model. */
  async open(): Promise<void> {
    const { engine } = this.#options;
    this.store.setState({ setupError: null });
    let capabilities: Capabilities;
    const slow = setTimeout(() => this.store.setState({ slowStart: true }), SLOW_START_MS);
    try {
      capabilities = await engine.probe();
    } catch (thrown) {
      this.store.setState({ setupError: unstartable(thrown) });
      return;
    } finally {
      clearTimeout(slow);
      this.store.setState({ slowStart: false });
    }
    this.store.setState({ capabilities, setupError: browserFault(capabilities) });
    if (await this.#describe()) await this.queue.findUnfinished();
  }

  /** Uses another model from the next film on; {@link open} learns what it is. */
  readonly choosePack = (packUrl: string): void => {
    const { load } = this.store.getState();
    this.store.setState({ load: { ...load, packUrl }, pack: null, ready: false, check: null });
  };

  /** Whether nothing has been typed, chosen or made yet, so that a reload would lose nothing. */
  get untouched(): boolean {
    const { prompt, scenes, picture, endPicture, footage, job, clips, variations } = this.store.getState();
    const chosen = picture ?? endPicture ?? footage ?? job ?? variations;
    return prompt === '' && scenes.length === 1 && chosen === null && clips.length === 0;
  }

  readonly setPrompt = (prompt: string): void => this.#setScenes((state) => editScene(state, { prompt }));
  readonly setSeconds = (secondsText: string): void => this.#setScenes((state) => editScene(state, { secondsText }));
  readonly setSceneStart = (id: string, start: SceneDraft['start']): void => this.#setScenes((state) => editScene(state, { start }, id));
  readonly editScene = (id: string): void => this.#setScenes(({ scenes }) => sceneState(scenes, id));
  readonly moveScene = (id: string, to: number): void => this.#setScenes((state) => moveScene(state, id, to));
  readonly removeScene = (id: string): void => this.#setScenes((state) => removeScene(state, id));
  readonly addScene = (): void => {
    if (this.store.getState().scenes.length < LIMITS.scenes.max) this.#setScenes(addScene);
  };

  /** Takes what "Copy settings" or "Copy link" made; false leaves the paste to the browser. */
  readonly pasteSettings = (text: string): boolean => {
    const pasted = readPasted(text);
    if (pasted === null) return false;
    if (pasted.kind === 'whole') this.takeSettings(pasted.settings);
    else if (pasted.kind === 'first') this.fill(pasted.settings);
    else if (pasted.kind === 'link') void this.openLink(pasted.fragment).then((opened) => opened || this.#refusePasted());
    else this.#refusePasted();
    return true;
  };

  /** Takes the settings in the fragment of an address; false when there are none that could be made. */
  readonly openLink = async (fragment: string): Promise<boolean> => {
    // Few visits need the code that unpacks them.
    const { settingsInLink } = await import('./gallery/settings-link.js');
    const settings = settingsInLink(fragment);
    if (settings !== null) this.takeSettings(settings);
    return settings !== null;
  };

  /** Puts `term` into the prompt; takes it out again when it is there already (a film needs its object, so that stays). */
  readonly togglePart = (kind: PartKind, term: string): void => {
    const { prompt, pack } = this.store.getState();
    if (pack === null) return;
    const present = findPart(prompt, kind, pack.vocabulary)?.term === term;
    if (present && kind === 'objects') return;
    this.setPrompt(present ? removePart(prompt, kind, pack.vocabulary) : putPart(prompt, kind, term, pack.vocabulary));
  };

  readonly replaceUnknown = (word: string, near: string): void => {
    this.setPrompt(replaceWord(this.store.getState().prompt, word, near));
  };

  /** Writes a prompt out of the model's words, at random, and rolls the seed too. */
  readonly surprise = (): void => {
    const { pack } = this.store.getState();
    if (pack === null) return;
    this.setPrompt(promptIdea(pack.vocabulary, this.#options.random));
    this.rollSeed();
  };

  readonly setSeed = (seedText: string): void => this.store.setState({ seedText });
  readonly rollSeed = (): void => this.store.setState({ seedText: String(this.#randomSeed()) });
  readonly setMotion = (motion: number): void => this.store.setState({ motion });
  readonly setSteps = (stepsText: string): void => this.store.setState({ stepsText });
  readonly setFormat = (format: VideoCodecName | null): void => this.store.setState({ format });

  /** A film that loops ends as it began, so an end picture gives way; and the other way round. */
  readonly setLoop = (loop: boolean): void => this.store.setState({ loop, ...(loop ? { endPicture: null } : {}) });

  readonly choosePicture = (blob: Blob): Promise<void> => this.inputs.choose('picture', blob, nameOf(blob));
  readonly chooseEndPicture = (blob: Blob): Promise<void> => this.inputs.choose('endPicture', blob, nameOf(blob));
  /** The film goes on from the last frame of this video. */
  readonly chooseFootage = (blob: Blob, name: string): Promise<void> => this.inputs.choose('footage', blob, name);

  /** Fetches nothing, but has the next film made elsewhere; null leaves the choice to the page. */
  readonly chooseBackend = async (backend: BackendName | null): Promise<void> => {
    const { backend: _, ...load } = this.store.getState().load;
    this.store.setState({ load: { ...load, ...(backend === null ? {} : { backend }) }, ready: false });
    await this.#describe();
  };

  /** Shows the numbers of the form as they were read: a seed of "1.000" as 1000. What is no number stays as typed. */
  readonly settleNumbers = (): void =>
    this.store.setState(({ scenes, sceneId, seedText, stepsText }) => ({
      ...sceneState(scenes.map((scene) => ({ ...scene, secondsText: settledNumber(scene.secondsText, 'decimal') })), sceneId),
      seedText: settledNumber(seedText, 'whole'),
      stepsText: settledNumber(stepsText, 'whole'),
    }));

  readonly generate = async (): Promise<void> => {
    this.settleNumbers();
    // What was just dropped belongs to the film.
    const { settling } = this.inputs;
    if (settling !== null) await settling;
    const { scenes, seedText, stepsText } = this.store.getState();
    const error = findTypedFault({ seconds: scenes.map(({ secondsText }) => secondsText), seed: seedText, steps: stepsText });
    if (error !== null) {
      this.store.setState({ error });
      return;
    }
    await this.queue.add(this.#order());
    // Who made the film without them has read what was missing.
    if (this.store.getState().error === null) this.store.setState({ settingsNeed: [] });
  };

  readonly cancel = (): Promise<void> => this.#jobs.cancel();
  readonly pause = (): Promise<void> => this.#jobs.pause();
  readonly resume = (): Promise<void> => this.#jobs.resume();

  /** Makes `clip` again with a seed of its own; the form shows what is being made. */
  readonly again = (clip: Clip): Promise<void> => {
    const order: FilmOrder = { ...clip.order, seed: this.#randomSeed() };
    this.#show(order);
    return this.queue.add(order);
  };

  /** Prepares the form to go on from the end of `clip`, with its words to begin with. */
  readonly extend = (clip: Clip): void => {
    const { prompt, scenes } = clip.order;
    this.#setScenes(() => sceneState([draftScene(scenes?.at(-1)?.prompt ?? prompt)]));
    this.inputs.goOnFrom(clip.file, prompt);
  };

  readonly watchJob = (): void => this.store.setState({ watchingJob: true });
  readonly selectClip = (currentClipId: string): void => this.store.setState({ currentClipId, watchingJob: false });

  /** Puts a film on the screen, one of an earlier visit too. */
  readonly showClip = (clip: Clip): void =>
    this.store.setState(({ clips }) => ({
      clips: clips.some(({ id }) => id === clip.id) ? clips : [...clips, clip],
      currentClipId: clip.id,
      watchingJob: false,
    }));

  /** `clip` is kept on the device: no visit will find it unfinished. */
  readonly settle = async ({ jobId }: Clip): Promise<void> => {
    if (jobId !== undefined) await this.#options.engine.kept(jobId);
  };

  /** Lets go of films, so that what they hold can be freed; one that is on the screen leaves it. */
  readonly forgetClips = (ids: ReadonlySet<string>): void =>
    this.store.setState(({ clips, currentClipId }) => ({
      clips: clips.filter(({ id }) => !ids.has(id)),
      currentClipId: currentClipId !== null && ids.has(currentClipId) ? null : currentClipId,
    }));

  /** Sets the whole form to what a film was made from; makes nothing yet. */
  readonly takeOrder = (order: FilmOrder): void => {
    this.#show(order);
    this.store.setState({ error: null });
  };

  /** Sets the whole form to the settings of a film. Files that they need stay if they are in the form, and else are asked for. */
  readonly takeSettings = (settings: ClipSettings): void => {
    const { picture, endPicture, footage } = this.store.getState();
    const needs = (blob: SettingsBlob): boolean => settings.needs.includes(blob);
    this.takeOrder({
      ...orderFrom(settings),
      picture: needs('image') ? picture : null,
      ...(needs('endImage') && endPicture !== null ? { endPicture } : {}),
      ...(needs('extend') && footage !== null ? { footage } : {}),
    });
    this.store.setState({ settingsNeed: settings.needs });
    this.announce(say(galleryTexts).settingsRestored);
  };

  /** Fills the form with what a film was made from; makes nothing yet. What `order` leaves out stays as it is. */
  readonly fill = (order: Partial<FilmOrder>): void => {
    const { scenes: _, ...present } = this.#order();
    this.#show({ ...present, ...order });
    this.store.setState({ error: null });
  };

  /** Has a screen reader say `announcement`. */
  readonly announce = (announcement: string): void => this.store.setState({ announcement });

  readonly dismissError = (): void => this.store.setState({ error: null });

  /** What the form says, with NaN where no number is typed. */
  #order(): FilmOrder {
    const { scenes, seedText, picture, endPicture, footage, loop, motion, stepsText, format } = this.store.getState();
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

  #show(order: FilmOrder): void {
    const { prompt, seconds, seed, picture, scenes = [{ prompt, seconds }], endPicture, footage, loop, motion, steps, format } = order;
    this.store.setState({
      seedText: String(seed),
      picture,
      endPicture: endPicture ?? null,
      footage: footage ?? null,
      loop: loop ?? false,
      motion: motion ?? 1,
      stepsText: steps === undefined ? '' : String(steps),
      format: format ?? null,
      settingsNeed: [],
    });
    this.inputs.complete();
    this.#setScenes(() => sceneState(scenes.map((scene) => draftScene(scene.prompt, String(scene.seconds), scene.start))));
  }

  #refusePasted(): void {
    const words = say(faultTexts);
    this.store.setState({ error: { code: 'bad-request', message: words.brokenSettings, remedy: words.copySettingsAgain } });
  }

  #setScenes(change: (state: SceneState) => SceneState): void {
    const { prompt } = this.store.getState();
    this.store.setState(change);
    if (this.store.getState().prompt !== prompt) this.#checkSoon();
  }

  #randomSeed(): number {
    return Math.floor(this.#options.random() * (LIMITS.seed.max + 1));
  }

  /** Reads the manifest of the chosen model. */
  async #describe(): Promise<boolean> {
    const { load } = this.store.getState();
    const described = await this.#options.engine.describePack(load);
    if (this.store.getState().load !== load) return false;
    // What the browser lacks is told first: another model would not help.
    const fault = browserFault(this.store.getState().capabilities);
    this.store.setState(described.ok ? { pack: described.value, setupError: fault } : { setupError: fault ?? described.error });
    if (described.ok) this.#checkSoon();
    return described.ok && fault === null;
  }

  /** Has a model that is on this device loaded while a film is still being thought up. What goes wrong shows when it is made. */
  async #prepare(): Promise<void> {
    const { load, ready, job, variations } = this.store.getState();
    if (this.#preparing || ready || job !== null || variations?.drawing === true) return;
    this.#preparing = true;
    const prepared = await this.#options.engine.prepare();
    this.#preparing = false;
    if (prepared.ok && prepared.value.ready && this.store.getState().load === load) this.store.setState({ ready: true });
  }

  /** Asks the model about the prompt once the typing pauses; an answer to an older prompt is dropped. */
  #checkSoon(): void {
    clearTimeout(this.#checkTimer);
    const { prompt, pack } = this.store.getState();
    if (pack === null || prompt.trim() === '') {
      this.store.setState({ check: null });
      return;
    }
    this.#checkTimer = setTimeout(() => {
      void this.#prepare();
      void this.#options.engine.checkPrompt(prompt).then((checked) => {
        if (this.store.getState().prompt === prompt) this.store.setState({ check: checked.ok ? checked.value : null });
      });
    }, this.#options.checkAfterMs);
  }
}

const nameOf = (blob: Blob): string => (blob instanceof File ? blob.name : 'pasted picture');

function unstartable(thrown: unknown): KinoraError {
  const reason = thrown instanceof Error && 'reason' in thrown ? (thrown.reason as KinoraError) : null;
  return {
    code: 'worker-crashed',
    message: 'The generator could not be started.',
    remedy: 'Reload the page. If that does not help, use a current version of Chrome, Edge, Firefox or Safari.',
    cause: reason?.cause ?? (thrown instanceof Error ? thrown.message : String(thrown)),
  };
}
