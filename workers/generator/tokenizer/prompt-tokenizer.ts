import { Tokenizer } from '@huggingface/tokenizers';
import * as z from 'zod/mini';
import type { PromptCheck, SubjectReading } from '../../../contract/generator.js';
import type { PackVocabulary, TextEncoderEntry } from '../../../contract/pack/manifest.js';
import { Failure } from '../../../contract/errors/failure.js';
import { misspelled, nearWords } from './near-words.js';
import { PromptReading, type Vocabulary } from './prompt-reading.js';
import { sentenceReader, type ReadSentence } from './sentence/sentence-reader.js';
import { restOf, sayWeather, showsWord, weatherOf } from './sentence/prompt-weather.js';
import { isArrangement } from './sentence/split-things.js';
import { ThingNames } from './thing-names.js';
import { parseWordForms, type WordForms } from './word-forms.js';

/** Words that draw nothing by themselves: a prompt of these and unknown words says nothing that the model could draw. */
const SMALL_WORDS = new Set(
  (
    'a an and are as at by for from in into is it its of off on onto or over the this that to with ' +
    'my your his her our their i you he she we they these those was were be been has have had there some just only'
  ).split(' '),
);

/** The texts that a closed vocabulary is made of, as in TokenizerFiles. */
interface WordTexts {
  readonly tokenizer: string;
  readonly nearWords?: string | undefined;
  readonly words?: string | undefined;
}

interface WordLists extends Pick<PackVocabulary, 'objects' | 'cameras' | 'colours'>, Partial<Pick<PackVocabulary, 'backgrounds' | 'ground' | 'animated'>> {
  /** Layers that a film of these models may have; none when absent. */
  readonly layers?: number;
  /** Ways to say the places that are stored, whose words captions need not have. */
  readonly stored?: readonly string[];
  /** Colours that things are painted in; the same is true of them. */
  readonly painted?: readonly string[];
}

/** Prompts as token ids, and which of their words the model never learned: a tokenizer with a closed vocabulary. */
export class PromptTokenizer {
  readonly #tokenizer: Tokenizer;
  readonly #maxTokens: number;
  readonly #unknownId: number;
  readonly #vocabulary: Vocabulary;
  readonly #thingsOf: (reading: PromptReading, usually: string) => ReadSentence;
  /** Places in front of which something may fall. */
  readonly #places: readonly string[] | null;
  readonly #thingColours: ReadonlyMap<string, string>;
  readonly #offered: readonly string[];
  /** Looking through all words takes its time, and a prompt is read at each key. */
  readonly #spellings = new Map<string, string | null>();

  /** @throws Failure of the text that cannot be read */
  constructor(texts: WordTexts, settings: TextEncoderEntry['tokenizer'], vocabulary: WordLists = { objects: [], cameras: [] }) {
    let unknown: string | null;
    try {
      const definition = JSON.parse(texts.tokenizer) as TokenizerDefinition;
      this.#tokenizer = new Tokenizer(definition, {});
      unknown = definition.model.unk_token ?? definition.model.vocab?.[definition.model.unk_id ?? -1]?.[0] ?? null;
      this.#unknownId = unknown === null ? 0 : (this.#tokenizer.token_to_id(unknown) ?? 0);
    } catch (error) {
      throw Failure.because('tokenizer-unreadable', { file: settings.file }, error);
    }
    this.#maxTokens = settings.maxLength;
    const learnedTokens = settings.learnedTokens ?? Infinity;
    const isUnknown = (id: number): boolean => unknown !== null && id === this.#unknownId;
    const { painted = [] } = vocabulary;
    const isColour = new Set(painted);
    const forms = texts.words === undefined ? undefined : withColours(parseWordForms(texts.words), painted);
    const names = forms && new ThingNames(forms, vocabulary.objects);
    const ofStored = wordsOfPlaces(vocabulary.stored ?? [], forms);
    this.#vocabulary = {
      knows: (word) => {
        if (ofStored.has(word) || isColour.has(word)) return true;
        const ids = this.#encodeText(word);
        return ids.length > 0 && ids.every((id) => id < learnedTokens && !isUnknown(id));
      },
      hasVector: (word) => this.#encodeText(word).some((id) => id >= learnedTokens),
      near: texts.nearWords === undefined ? new Map() : parseNearWords(texts.nearWords),
      ...(forms && names && { forms, names, spelled: (word: string) => this.#spelled(word) }),
      objects: vocabulary.objects,
      cameras: vocabulary.cameras,
      nothing: unknown === null ? null : this.#strangeWord(),
    };
    const { layers = 0 } = vocabulary;
    this.#thingsOf = forms && names ? sentenceReader(forms, names, { ...vocabulary, layers, painted }, this.#vocabulary.nothing) : () => ({ limits: [], subject: null });
    this.#thingColours = forms?.thingColours ?? new Map();
    this.#places = forms && layers > 0 ? forms.places : null;
    this.#offered = [...this.#tokenizer.get_vocab()]
      .filter(([token, id]) => id < learnedTokens && !SMALL_WORDS.has(token) && /^\p{L}[\p{L}\p{N}'-]+$/u.test(token))
      .map(([token]) => token);
  }

  /** Token ids, cut to the pack's length and not padded. Words outside the vocabulary become the unknown token. */
  encode(prompt: string): readonly number[] {
    // Nothing is asked for: all padding.
    return prompt === '' ? [] : this.#encodeText(this.#read(prompt).text).slice(0, this.#maxTokens);
  }

  check(prompt: string): PromptCheck {
    const unknown = new Map<string, PromptCheck['unknown'][number]>();
    let knownCount = 0;
    const said = this.#places && sayWeather(prompt, this.#places);
    const reading = this.#read(said?.rest ?? prompt);
    for (const { typed, key, near, drawn } of reading.words) {
      if (SMALL_WORDS.has(key)) continue;
      const isRead = drawn !== null;
      if (near === null || isRead) knownCount++;
      if (near === null) continue;
      const word = typed.toLowerCase();
      // A common word was hardly misspelt, so what it means comes first; any other was probably meant as a known one.
      const isLearned = this.#vocabulary.knows(key);
      const isCommon = near.length > 0 || this.#vocabulary.hasVector(key) || isLearned;
      const others = isCommon ? near.filter((each) => each !== drawn) : nearWords(key, this.#offered);
      unknown.set(word, { word, near: isRead ? [drawn, ...others] : others, isRead, ...(!isRead && isLearned && { isKnown: true }) });
    }
    const { limits, things: several, placed, ground, understood, missing: unseen = [], scene } = this.#thingsOf(reading, said?.place ?? '');
    const weather = said && scene && weatherOf(said, scene);
    const missing = unseen.filter((word) => !weather || !showsWord(weather, word));
    for (const word of missing) unknown.set(word, { word, near: [], isRead: false, ...(this.#vocabulary.knows(word) && { isKnown: true }) });
    const things = several ?? (said && placed === undefined ? restOf(said, prompt, limits) : null);
    // What says how many there are, and where, was read. "A couple in Paris" are two that nothing is drawn of.
    const isRead = (word: string): boolean => (isArrangement(word) && !(word === 'couple' && things?.layers.length === 0)) || understood?.has(word) === true;
    const told = [...unknown.values()].filter(({ word }) => !things || missing.includes(word) || !isRead(word));
    return { unknown: told, knownCount: knownCount + (weather?.isSaid ? 1 : 0), limits, ...(things && { things }), ...(placed !== undefined && { placed }), ...(ground && { ground }), ...(weather && { weather }) };
  }

  /** A colour is taken away where its thing comes in others than its own, and has another one by itself. */
  readSubject(prompt: string): SubjectReading {
    const reading = this.#read(prompt);
    const { subject } = this.#thingsOf(reading, '');
    if (!subject) return { text: prompt };
    const { object, colour, piece } = subject;
    const own = this.#thingColours.get(object);
    if (colour === null || own === undefined || own === colour) return { text: prompt, object };
    const text = reading.pieces.map(({ before, typed }, i) => (i === piece ? '' : before + typed)).join('');
    return { text, object, colour, isNeutral: NEUTRALS.has(own) };
  }

  /** The prompt in words of the vocabulary. */
  textOf(prompt: string): string {
    return this.#read(prompt).text;
  }

  /** Whether the end of the prompt is cut off because it has too many tokens. */
  isTooLong(prompt: string): boolean {
    return this.#encodeText(this.#read(prompt).text).length > this.#maxTokens;
  }

  #spelled(word: string): string | null {
    const known = this.#spellings.get(word);
    if (known !== undefined) return known;
    const spelled = misspelled(word, this.#offered);
    this.#spellings.set(word, spelled);
    return spelled;
  }

  #read(prompt: string): PromptReading {
    return new PromptReading(prompt, this.#vocabulary);
  }

  #encodeText(text: string): readonly number[] {
    // For a WordLevel model the library gives `undefined` where a word is outside the vocabulary.
    const ids: readonly (number | undefined)[] = this.#tokenizer.encode(text).ids;
    return ids.map((id) => id ?? this.#unknownId);
  }

  /** Letters that are the unknown token and no other. */
  #strangeWord(): string {
    let word = 'zzz';
    while (this.#tokenizer.token_to_id(word) !== undefined) word += 'z';
    return word;
  }
}

/** Colours without a hue. */
const NEUTRALS = new Set(['white', 'gray', 'black']);

/** "Dark blue" is read as one. */
function withColours(forms: WordForms, colours: readonly string[]): WordForms {
  const ofTwoWords = colours.filter((name) => name.includes(' '));
  if (ofTwoWords.length === 0) return forms;
  return { ...forms, forms: new Map([...ofTwoWords.map((name) => [name, name] as const), ...forms.forms]), longest: Math.max(forms.longest, 2) };
}

const LONG_PARTICIPLE = /^\p{L}{4,}ing$/u;

/** Words of the ways to say stored places, and of their other names. */
function wordsOfPlaces(stored: readonly string[], forms: WordForms | undefined): ReadonlySet<string> {
  const phrases = new Set(stored);
  const names = Object.entries(forms?.placeWords.names ?? {}).flatMap(([name, phrase]) => (phrases.has(phrase) ? [name] : []));
  // A swimming pool does not make a swimming dog known.
  return new Set([...stored, ...names].flatMap((text) => text.split(' ')).filter((word) => !LONG_PARTICIPLE.test(word)));
}

const nearWordsFile = z.record(z.string(), z.array(z.string()));

function parseNearWords(source: string): ReadonlyMap<string, readonly string[]> {
  try {
    return new Map(Object.entries(nearWordsFile.parse(JSON.parse(source))));
  } catch (error) {
    throw Failure.because('near-words-unreadable', {}, error);
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
