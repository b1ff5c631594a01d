import { Tokenizer } from '@huggingface/tokenizers';
import * as z from 'zod/mini';
import type { PromptCheck } from '../../../contract/generator.js';
import type { PackManifest } from '../../../contract/pack.js';
import { Failure } from '../pipeline/failure.js';
import { nearWords } from './near-words.js';

/** Words that draw nothing by themselves: a prompt of these and unknown words says nothing that the model could draw. */
const SMALL_WORDS = new Set('a an and are as at by for from in into is it its of off on onto or over the this that to with'.split(' '));

/** Prompts as token ids, and which of their words the model never learned. */
export class PromptTokenizer {
  readonly #tokenizer: Tokenizer;
  readonly #maxTokens: number;
  readonly #learnedTokens: number;
  readonly #unknownId: number;
  readonly #unknownToken: string | null;
  readonly #words: readonly string[];
  readonly #nearInMeaning: ReadonlyMap<string, readonly string[]>;

  /**
   * @param source the text of a `tokenizer.json`
   * @param nearWords the text of the pack's near words; absent: unknown words get suggestions by their spelling alone
   * @throws Failure `bad-pack` when one cannot be read
   */
  constructor(source: string, settings: PackManifest['tokenizer'], nearWords?: string) {
    try {
      const definition = JSON.parse(source) as TokenizerDefinition;
      this.#tokenizer = new Tokenizer(definition, {});
      const unknown = definition.model.unk_token ?? definition.model.vocab?.[definition.model.unk_id ?? -1]?.[0] ?? null;
      this.#unknownToken = unknown;
      this.#unknownId = unknown === null ? 0 : (this.#tokenizer.token_to_id(unknown) ?? 0);
    } catch (error) {
      throw new Failure(
        'bad-pack',
        `"${settings.file}" is not a tokenizer that can be read.`,
        'Use another pack, or ask whoever made this one.',
        error,
      );
    }
    this.#nearInMeaning = nearWords === undefined ? new Map() : parseNearWords(nearWords);
    this.#maxTokens = settings.maxTokens;
    this.#learnedTokens = settings.learnedTokens ?? Infinity;
    this.#words = [...this.#tokenizer.get_vocab()]
      .filter(([token, id]) => id < this.#learnedTokens && /^\p{L}[\p{L}\p{N}'-]+$/u.test(token))
      .map(([token]) => token);
  }

  /** Token ids, cut or padded with 0 to the pack's length. Words outside the vocabulary become the unknown token. */
  encode(prompt: string): Int32Array {
    const ids = new Int32Array(this.#maxTokens);
    this.#encodeRaw(prompt)
      .slice(0, this.#maxTokens)
      .forEach((id, i) => {
        ids[i] = id;
      });
    return ids;
  }

  check(prompt: string): PromptCheck {
    const unknown = new Map<string, PromptCheck['unknown'][number]>();
    let knownCount = 0;
    for (const word of this.#wordsOf(prompt)) {
      if (SMALL_WORDS.has(word)) continue;
      const ids = this.#encodeRaw(word);
      const isLearned = ids.length > 0 && ids.every((id) => id < this.#learnedTokens && !this.#isUnknown(id));
      const isRead = !isLearned && ids.some((id) => id >= this.#learnedTokens) && this.#nearInMeaning.has(word);
      if (isLearned || isRead) knownCount++;
      if (!isLearned) unknown.set(word, { word, near: this.#near(word), isRead });
    }
    return { unknown: [...unknown.values()], knownCount };
  }

  /** Whether the end of the prompt is cut off because it has too many tokens. */
  isTooLong(prompt: string): boolean {
    return this.#encodeRaw(prompt).length > this.#maxTokens;
  }

  #encodeRaw(prompt: string): readonly number[] {
    // For a WordLevel model the library gives `undefined` where a word is outside the vocabulary.
    const ids: readonly (number | undefined)[] = this.#tokenizer.encode(prompt).ids;
    return ids.map((id) => id ?? this.#unknownId);
  }

  /** A common word was hardly misspelt, so what it means comes first; any other was probably meant as a known one. */
  #near(word: string): readonly string[] {
    const meant = this.#nearInMeaning.get(word) ?? [];
    return meant.length > 0 ? meant : nearWords(word, this.#words);
  }

  #isUnknown(id: number): boolean {
    return this.#unknownToken !== null && id === this.#unknownId;
  }

  /** Words as a person sees them: letters and digits, in small letters as the tokenizer normalises them. */
  #wordsOf(prompt: string): readonly string[] {
    return prompt.toLowerCase().match(/[\p{L}\p{N}]+(?:['’-][\p{L}\p{N}]+)*/gu) ?? [];
  }
}

const nearWordsFile = z.record(z.string(), z.array(z.string()));

function parseNearWords(source: string): ReadonlyMap<string, readonly string[]> {
  try {
    return new Map(Object.entries(nearWordsFile.parse(JSON.parse(source))));
  } catch (error) {
    throw new Failure('bad-pack', "The pack's near words cannot be read.", 'Use another pack, or ask whoever made this one.', error);
  }
}

/** The fields of the standard format that are read here; the rest is the library's business. */
interface TokenizerDefinition {
  readonly model: {
    /** WordLevel, WordPiece and BPE name their unknown token, ... */
    readonly unk_token?: string | null;
    /** ... Unigram gives its place in the list of pieces. */
    readonly unk_id?: number | null;
    readonly vocab?: Readonly<Record<number, readonly [string, number] | undefined>>;
  };
}
