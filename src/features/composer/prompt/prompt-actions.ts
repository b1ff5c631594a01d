import type { StoreApi } from 'zustand/vanilla';
import type { KinoraError } from '../../../../contract/errors.js';
import type { GeneratorApi } from '../../../../contract/generator.js';
import type { StudioState } from '../../../store/studio-state.js';
import type { SceneActions } from '../scenes/scene-actions.js';
import { promptIdea } from './prompt-idea.js';
import { findPart, putPart, removePart, replaceWord, type PartKind } from './prompt-parts.js';

export interface PromptActionsDeps {
  readonly store: StoreApi<StudioState>;
  readonly engine: GeneratorApi;
  readonly scenes: SceneActions;
  /** Loads a model that is on the device, while a prompt is typed. */
  readonly prepareModel: () => Promise<void>;
  /** Uniform in [0, 1). */
  readonly random: () => number;
  /** Pause in typing after which the prompt is checked, in milliseconds. */
  readonly checkAfterMs: number;
}

/** Words of the prompt: those of the palette, and what the model makes of those that are typed. */
export class PromptActions {
  readonly #deps: PromptActionsDeps;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** A prompt of an earlier visit. */
  #restored: string | null = null;

  constructor(deps: PromptActionsDeps) {
    this.#deps = deps;
    deps.store.subscribe(({ prompt, pack, sceneId, error }, before) => {
      if (prompt !== before.prompt || pack !== before.pack) this.#checkSoon();
      if (prompt !== before.prompt && sceneId === before.sceneId && error !== null && refuses(error, before.prompt)) deps.store.setState({ error: null });
    });
  }

  /** Says that `prompt` is about to come from an earlier visit: nobody typed it, so no model is loaded for it. */
  expectRestored(prompt: string): void {
    this.#restored = prompt;
  }

  /** Puts `term` into the prompt, or takes it out; the object of a film stays. Where only its object is unknown, `term` takes that word's place. */
  readonly togglePart = (kind: PartKind, term: string): void => {
    const { prompt, pack, check } = this.#deps.store.getState();
    if (pack === null) return;
    const found = findPart(prompt, kind, pack.vocabulary);
    const present = found?.term === term;
    if (present && kind === 'objects') return;
    const [unknown, ...more] = check?.unknown.filter(({ isRead }) => !isRead) ?? [];
    if (kind === 'objects' && found === null && unknown !== undefined && more.length === 0) {
      const replaced = replaceWord(prompt, unknown.word, term);
      if (replaced !== prompt) {
        this.#deps.scenes.setPrompt(replaced);
        return;
      }
    }
    this.#deps.scenes.setPrompt(present ? removePart(prompt, kind, pack.vocabulary) : putPart(prompt, kind, term, pack.vocabulary));
  };

  readonly replaceUnknown = (word: string, near: string): void => {
    this.#deps.scenes.setPrompt(replaceWord(this.#deps.store.getState().prompt, word, near));
  };

  /** Writes a random prompt out of the model's vocabulary. */
  readonly suggest = (): void => {
    const { pack } = this.#deps.store.getState();
    if (pack !== null) this.#deps.scenes.setPrompt(promptIdea(pack.vocabulary, this.#deps.random));
  };

  /** Checks the prompt once the typing pauses; the answer to an older prompt is dropped. */
  #checkSoon(): void {
    clearTimeout(this.#timer);
    const { store, engine, prepareModel, checkAfterMs } = this.#deps;
    const { prompt, pack } = store.getState();
    if (pack === null || prompt.trim() === '') {
      if (store.getState().check !== null) store.setState({ check: null });
      return;
    }
    this.#timer = setTimeout(() => {
      if (prompt !== this.#restored) void prepareModel();
      void engine.checkPrompt(prompt).then((checked) => {
        if (store.getState().prompt === prompt) store.setState({ check: checked.ok ? checked.value : null, checkedPrompt: prompt });
      });
    }, checkAfterMs);
  }
}

/** Whether it was `prompt` that no film could be made of, and not one that waited. */
function refuses({ code, params }: KinoraError, prompt: string): boolean {
  if (code === 'prompt-empty') return prompt.trim() === '';
  if (code === 'prompt-too-long') return prompt.length === params.characters;
  return code === 'prompt-words-unknown' && params.words.every((word) => prompt.toLowerCase().includes(word));
}
