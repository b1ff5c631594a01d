import type { PromptCheck, SubjectReading } from '../../../contract/generator.js';
import { pickDefined } from '../../../contract/lib/pick-defined.js';
import type { PackManifest, TextEncoderEntry } from '../../../contract/pack/manifest.js';
import { LAYER_LIMITS } from '../../../contract/request/layers/layer.js';
import { withoutTransparency } from '../../../contract/request/transparent-prompt.js';
import { textEncodersOf } from '../../../contract/pack/pack-parts.js';
import { PromptTokenizer } from './prompt-tokenizer.js';
import { SubwordTokenizer } from './subword-tokenizer.js';
import type { TokenizerFiles } from './tokenizer-files.js';

type Settings = TextEncoderEntry['tokenizer'];

/** All tokenizers of a pack. */
export class PackTokenizer {
  /** By the SHA-256 of their files. */
  readonly #tokenizers = new Map<string, PromptTokenizer | SubwordTokenizer>();
  /** What says whether a word is known: the tokenizers of what draws, or else of what moves. */
  readonly #judges: readonly (PromptTokenizer | SubwordTokenizer)[];

  /** @throws Failure of the text that cannot be read */
  constructor({ tokenizers, nearWords, words }: TokenizerFiles, { textToImage, imageToVideo, vocabulary }: Pick<PackManifest, 'textToImage' | 'imageToVideo' | 'vocabulary'>) {
    const layers = imageToVideo?.decoder.mode === 'layers' ? LAYER_LIMITS.count.max : 0;
    for (const { tokenizer } of textEncodersOf(textToImage, imageToVideo)) {
      const source = tokenizers[tokenizer.sha256] ?? '';
      const made =
        tokenizer.kind === 'words'
          ? new PromptTokenizer({ tokenizer: source, ...pickDefined({ nearWords, words }) }, tokenizer, vocabulary && { ...vocabulary, layers, stored: textToImage?.places?.rows.flat() ?? [], painted: Object.keys(textToImage?.colours ?? {}) })
          : new SubwordTokenizer(source, tokenizer);
      this.#tokenizers.set(tokenizer.sha256, made);
    }
    this.#judges = textEncodersOf(textToImage ?? imageToVideo).flatMap(({ tokenizer }) => this.#tokenizers.get(tokenizer.sha256) ?? []);
  }

  /** Token ids and their mask, padded as the tokenizer says. */
  encode(prompt: string, { sha256, maxLength, padTo, padId, mask: masks }: Settings): { readonly ids: Int32Array; readonly mask: Int32Array } {
    const tokens = this.#tokenizers.get(sha256)?.encode(prompt) ?? [];
    const length = padTo === 'max' ? maxLength : Math.max(1, tokens.length);
    const ids = new Int32Array(length).fill(padId);
    ids.set(tokens);
    const mask = new Int32Array(length).fill(1);
    if (masks) mask.fill(0, tokens.length);
    return { ids, mask };
  }

  /** Words that a model with a closed vocabulary does not know. Any other is told anything. */
  check(prompt: string): PromptCheck {
    const closed = this.#judges.find((each) => each instanceof PromptTokenizer);
    if (closed) {
      const rest = withoutTransparency(prompt);
      const { placed, ...check } = closed.check(rest);
      // A transparent background is a place.
      return { ...check, ...(placed !== undefined && rest === prompt && { placed }) };
    }
    return { unknown: [], knownCount: /[\p{L}\p{N}\p{Extended_Pictographic}]/u.test(prompt) ? 1 : 0, limits: [] };
  }

  readSubject(prompt: string): SubjectReading {
    return this.#judges.find((each) => each instanceof PromptTokenizer)?.readSubject(prompt) ?? { text: prompt };
  }

  isTooLong(prompt: string): boolean {
    return [...this.#tokenizers.values()].some((each) => each.isTooLong(prompt));
  }
}
