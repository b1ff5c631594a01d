/** The two halves of a manifest: what draws a picture, and what sets one in motion. */
import * as z from 'zod/mini';
import { count, even, fileEntry, name, rule, size, text, withDefault } from './fields.js';
import { tensor } from './graph-schema.js';

/** `words`: a closed vocabulary, whose other words are told of. The others are open, and named after their model of subwords. */
export const TOKENIZER_KINDS = ['words', 'bpe', 'unigram'] as const;
export const SCHEDULER_KINDS = ['flow', 'euler-epsilon', 'lcm'] as const;
export const PREDICTIONS = ['clean', 'velocity', 'epsilon'] as const;
export const CAPABILITIES = ['loop', 'endPicture', 'motionStrength', 'alpha'] as const;
export type PackCapability = (typeof CAPABILITIES)[number];

/** Where a template has the prompt. */
export const PROMPT_PLACE = '{prompt}';

const pictureSize = z.strictObject({ width: even, height: even });
/** What the numbers of black and white are. */
const range = z.tuple([z.number(), z.number()]);

const tokenizer = z.strictObject({
  ...fileEntry,
  kind: z.enum(TOKENIZER_KINDS),
  maxLength: size,
  /** `max`: all prompts are as long; `none`: each is as long as it is. */
  padTo: withDefault(z.enum(['max', 'none']), 'max'),
  padId: withDefault(count, 0),
  beginId: z.optional(count),
  endId: z.optional(count),
  /** Whether padding is masked. Without, every position counts. */
  mask: withDefault(z.boolean(), true),
  template: z.optional(text.check(rule((value) => value.includes(PROMPT_PLACE), () => ({ kind: 'template-without-prompt', params: {} })))),
  /** Of `words`: ids from here on are words that no caption had, which the encoder reads by their word vectors. */
  learnedTokens: z.optional(size),
});

const textEncoder = z.strictObject({ graph: name, tokenizer });

/** What an encoder would give for the empty prompt, as a file of little-endian numbers. */
const negative = z.strictObject({ role: z.enum(['text', 'textMask', 'pooled']), encoder: withDefault(count, 0), ...fileEntry, type: tensor.type, shape: z.array(size) });

const scheduler = z.strictObject({
  kind: z.enum(SCHEDULER_KINDS),
  /** Noise levels, one more than there are steps, descending to 0. */
  sigmas: z.array(z.number().check(z.gte(0))).check(z.minLength(2)),
  /** What the denoiser is told at each step; for `flow` they follow from the sigmas where they are left out. */
  timesteps: z.optional(z.array(z.number())),
  /** What the noise is multiplied by at the start; the first sigma where it is left out, and 1 for `lcm`. */
  initialScale: z.optional(z.number().check(z.gt(0))),
  /** Of `flow`: fresh noise after each step. */
  stochastic: withDefault(z.boolean(), false),
  prediction: z.enum(PREDICTIONS),
  /** Of classifier-free guidance; 1 is none, and one run a step. */
  guidance: withDefault(z.number().check(z.gte(0)), 1),
  negative: withDefault(z.array(negative), []),
});

const latents = z.strictObject({
  /** Channels, height, width. */
  shape: z.tuple([size, size, size]),
  /** Latents are divided by this, and then `shiftFactor` is added, before they are decoded. */
  scalingFactor: withDefault(z.number().check(z.gt(0)), 1),
  shiftFactor: withDefault(z.number(), 0),
});

const byte = z.int().check(z.gte(0), z.lte(255));
/** Red, green and blue. */
const rgb = z.tuple([byte, byte, byte]);

export const textToImage = z.strictObject({
  size: pictureSize,
  textEncoders: z.array(textEncoder).check(z.minLength(1)),
  denoiser: name,
  scheduler,
  latents,
  decoder: z.strictObject({ graph: name, range: withDefault(range, [0, 1]) }),
  /**
   * Places whose latents are the rows of a table, which the decoder draws: of each row, the ways to say its place. What is in front of one is drawn on
   * `background`, and put there by its alpha.
   */
  places: z.optional(
    z.strictObject({
      table: name,
      background: text,
      /** Where things are drawn that are hard to see on that. */
      instead: z.optional(z.strictObject({ background: text, things: z.array(text) })),
      rows: z.array(z.array(text).check(z.minLength(1))).check(z.minLength(1)),
      /** Backgrounds of one colour, by its name. */
      plain: z.optional(z.record(text, rgb)),
    }),
  ),
  /** Colours that a subject is painted in after it was drawn in its own, by their names. */
  colours: z.optional(z.record(text, rgb)),
});

/** Tensors that are carried on from call to call, zero at the start of a shot. */
const state = z.strictObject({ input: text, output: text, type: tensor.type, shape: z.array(size) });

const layersFields = {
  graph: name,
  framesPerLatent: z.strictObject({ rest: size }),
  /** A graph that runs once a shot, and which of its outputs are which inputs of the decoder. `table`: the output is numbers of its rows. */
  prepare: z.optional(z.strictObject({ graph: name, tensors: z.array(z.strictObject({ output: text, input: text, table: z.optional(name) })).check(z.minLength(1)) })),
};

const decoderFields = {
  ...layersFields,
  range: withDefault(range, [0, 1]),
  /** `first`: what the latents of the first frame become, where the decoder is given them in front of all others. */
  framesPerLatent: z.strictObject({ first: z.optional(size), rest: size }),
};

const decoder = z.discriminatedUnion('mode', [
  z.strictObject({ mode: z.literal('perLatent'), ...decoderFields, states: withDefault(z.array(state), []) }),
  /** The graph says how the parts of the first frame move, and Kinora paints them: see docs/packs.md. */
  z.strictObject({ mode: z.literal('layers'), ...layersFields, states: withDefault(z.array(state), []) }),
  /** `overlap`: latents of the window before that are decoded once more in front of a window. */
  z.strictObject({ mode: z.literal('perWindow'), ...decoderFields, overlap: count }),
]);

const motion = z.discriminatedUnion('mode', [
  /** Latents are motion, and are multiplied by its strength. */
  z.strictObject({ mode: z.literal('factor') }),
  /** The denoiser has an input `motion`. */
  z.strictObject({ mode: z.literal('condition'), range, usual: z.number() }),
  z.strictObject({ mode: z.literal('none') }),
]);

export const imageToVideo = z.strictObject({
  size: pictureSize,
  textEncoders: z.array(textEncoder),
  denoiser: name,
  scheduler,
  /** Of one latent. */
  latents,
  firstFrame: z.strictObject({
    graph: name,
    range: withDefault(range, [0, 1]),
    /** Whether a drawn picture's own latents are its `firstFrameLatents`, so that it need not be encoded. */
    sharesLatents: withDefault(z.boolean(), false),
  }),
  window: z.strictObject({
    /** Made at a time. */
    latents: size,
    /** Made in the first window of a shot, where that is another number. */
    first: z.optional(size),
    /** Of the window before, that a window sees. */
    context: count,
    fps: z.number().check(z.gt(0), z.lte(120)),
    /** Whether clean latents (of the first frame, or the context) stand in front of the noisy ones, told apart by their timesteps. */
    perTokenTimestep: withDefault(z.boolean(), false),
  }),
  decoder,
  motion,
  capabilities: z.array(z.enum(CAPABILITIES)),
});
