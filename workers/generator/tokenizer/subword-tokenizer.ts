import { Tokenizer } from '@huggingface/tokenizers';
import { Failure } from '../../../contract/errors/failure.js';
import { PROMPT_PLACE } from '../../../contract/pack/half-schema.js';
import type { TextEncoderEntry } from '../../../contract/pack/manifest.js';

/** A tokenizer that splits any text into parts of words that it knows. */
export class SubwordTokenizer {
  readonly #tokenizer: Tokenizer;
  readonly #settings: TextEncoderEntry['tokenizer'];

  /**
   * @param source text of a `tokenizer.json`
   * @throws Failure `tokenizer-unreadable`
   */
  constructor(source: string, settings: TextEncoderEntry['tokenizer']) {
    try {
      this.#tokenizer = new Tokenizer(JSON.parse(source) as ConstructorParameters<typeof Tokenizer>[0], {});
    } catch (error) {
      throw Failure.because('tokenizer-unreadable', { file: settings.file }, error);
    }
    this.#settings = settings;
  }

  /** Token ids between the ones of begin and end, cut to the longest that the encoder takes; not padded. */
  encode(prompt: string): readonly number[] {
    const { beginId, endId, maxLength } = this.#settings;
    const begin = beginId === undefined ? [] : [beginId];
    const end = endId === undefined ? [] : [endId];
    return [...begin, ...this.#idsOf(prompt).slice(0, maxLength - begin.length - end.length), ...end];
  }

  isTooLong(prompt: string): boolean {
    const { beginId, endId, maxLength } = this.#settings;
    const around = [beginId, endId].filter((id) => id !== undefined).length;
    return this.#idsOf(prompt).length + around > maxLength;
  }

  #idsOf(prompt: string): readonly number[] {
    const { template = PROMPT_PLACE } = this.#settings;
    const text = template.replace(PROMPT_PLACE, () => prompt);
    // Special tokens are the manifest's business: post-processors add those of another length.
    return this.#tokenizer.encode(text, { add_special_tokens: false }).ids;
  }
}
