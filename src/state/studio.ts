import { createStore, type StoreApi } from 'zustand/vanilla';
import type { KinoraError, Result } from '../../contract/errors.js';
import { LIMITS, type Capabilities, type GeneratorApi, type LoadOptions } from '../../contract/generator.js';
import { FilmJobs } from './film-job.js';
import { PreviewChannel } from './preview-channel.js';
import { findPart, putPart, removePart, replaceWord, type PartKind } from './prompt-parts.js';
import { parseSettings } from './settings-text.js';
import { initialState, parseNumber, type Clip, type FilmOrder, type Picture, type StudioState } from './studio-state.js';

export interface StudioOptions {
  readonly engine: GeneratorApi;
  readonly load: LoadOptions;
  /** Decodes a picture to see whether it can be used. */
  readonly readPicture: (blob: Blob) => Promise<Result<Picture>>;
  /** Uniform in [0, 1). */
  readonly random?: () => number;
  readonly now?: () => number;
  /** Pause in typing after which the prompt is checked, in milliseconds. */
  readonly checkAfterMs?: number;
}

const CHECK_AFTER_MS = 250;

/** Everything a person can do in the page. None of it throws; what goes wrong stands in `state.error`. */
export class Studio {
  readonly store: StoreApi<StudioState>;
  readonly previews = new PreviewChannel();
  readonly #options: Required<StudioOptions>;
  readonly #jobs: FilmJobs;
  #checkTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: StudioOptions) {
    this.#options = { random: Math.random, now: Date.now, checkAfterMs: CHECK_AFTER_MS, ...options };
    const { engine, load, now } = this.#options;
    this.store = createStore<StudioState>(() => initialState(load, this.#randomSeed()));
    this.#jobs = new FilmJobs({ engine, store: this.store, previews: this.previews, now });
  }

  /** Learns what this browser can do and what the model is. Fetches the manifest, not the model. */
  async open(): Promise<void> {
    const { engine, load } = this.#options;
    this.store.setState({ setupError: null });
    let capabilities: Capabilities;
    try {
      capabilities = await engine.probe();
    } catch (thrown) {
      this.store.setState({ setupError: unstartable(thrown) });
      return;
    }
    this.store.setState({ capabilities });
    const described = await engine.describePack(load);
    if (!described.ok) {
      this.store.setState({ setupError: described.error });
      return;
    }
    this.store.setState({ pack: described.value });
    this.#checkSoon();
  }

  /** Whether nothing has been typed, chosen or made yet, so that a reload would lose nothing. */
  get untouched(): boolean {
    const { prompt, picture, job, clips } = this.store.getState();
    return prompt === '' && picture === null && job === null && clips.length === 0;
  }

  readonly setPrompt = (prompt: string): void => {
    this.store.setState({ prompt });
    this.#checkSoon();
  };

  /** Takes pasted text that "Copy settings" made; false leaves the paste to the browser. */
  readonly pasteSettings = (text: string): boolean => {
    const settings = parseSettings(text);
    if (settings === null) return false;
    this.store.setState({ secondsText: String(settings.seconds), seedText: String(settings.seed) });
    this.setPrompt(settings.prompt);
    return true;
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

  readonly setSeconds = (secondsText: string): void => this.store.setState({ secondsText });
  readonly setSeed = (seedText: string): void => this.store.setState({ seedText });
  readonly rollSeed = (): void => this.store.setState({ seedText: String(this.#randomSeed()) });

  readonly choosePicture = async (blob: Blob): Promise<void> => {
    const read = await this.#options.readPicture(blob);
    this.store.setState(read.ok ? { picture: read.value, error: null } : { error: read.error });
  };

  readonly removePicture = (): void => this.store.setState({ picture: null });

  readonly generate = (): Promise<void> => {
    const { prompt, secondsText, seedText, picture } = this.store.getState();
    return this.#jobs.start({ prompt: prompt.trim(), seconds: parseNumber(secondsText), seed: parseNumber(seedText), picture });
  };

  readonly cancel = (): Promise<void> => this.#jobs.cancel();

  /** Makes `clip` again with a seed of its own; the form shows what is being made. */
  readonly again = (clip: Clip): Promise<void> => {
    const order: FilmOrder = { ...clip.order, seed: this.#randomSeed() };
    this.#show(order);
    return this.#jobs.start(order);
  };

  readonly selectClip = (currentClipId: string): void => this.store.setState({ currentClipId });

  /** Puts a film on the screen, one of an earlier visit too. */
  readonly showClip = (clip: Clip): void =>
    this.store.setState(({ clips }) => ({
      clips: clips.some(({ id }) => id === clip.id) ? clips : [...clips, clip],
      currentClipId: clip.id,
    }));

  /** Lets go of films, so that what they hold can be freed; one that is on the screen leaves it. */
  readonly forgetClips = (ids: ReadonlySet<string>): void =>
    this.store.setState(({ clips, currentClipId }) => ({
      clips: clips.filter(({ id }) => !ids.has(id)),
      currentClipId: currentClipId !== null && ids.has(currentClipId) ? null : currentClipId,
    }));

  /** Fills the form with what a film was made from; makes nothing yet. What `order` leaves out stays as it is. */
  readonly fill = (order: Partial<FilmOrder>): void => {
    const { prompt, secondsText, seedText, picture } = this.store.getState();
    const present: FilmOrder = { prompt, seconds: parseNumber(secondsText), seed: parseNumber(seedText), picture };
    this.#show({ ...present, ...order });
    this.store.setState({ error: null });
  };

  readonly dismissError = (): void => this.store.setState({ error: null });

  #show({ prompt, seconds, seed, picture }: FilmOrder): void {
    this.store.setState({ secondsText: String(seconds), seedText: String(seed), picture });
    this.setPrompt(prompt);
  }

  #randomSeed(): number {
    return Math.floor(this.#options.random() * (LIMITS.seed.max + 1));
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
      void this.#options.engine.checkPrompt(prompt).then((checked) => {
        if (this.store.getState().prompt === prompt) this.store.setState({ check: checked.ok ? checked.value : null });
      });
    }, this.#options.checkAfterMs);
  }
}

function unstartable(thrown: unknown): KinoraError {
  const reason = thrown instanceof Error && 'reason' in thrown ? (thrown.reason as KinoraError) : null;
  return {
    code: 'worker-crashed',
    message: 'The generator could not be started.',
    remedy: 'Reload the page. If that does not help, use a current version of Chrome, Edge, Firefox or Safari.',
    cause: reason?.cause ?? (thrown instanceof Error ? thrown.message : String(thrown)),
  };
}
