/**
 * The format `kinora-pack/1`.
 *
 * Tensors, named as in the graphs (B = 1 always; C, V, h, w from `latent`; C', h', w' from `imageLatent`, or else C, h, w; H, W from
 * `frame`; L = `tokenizer.maxTokens`):
 *
 * | graph        | inputs                                                                                             | outputs |
 * |--------------|----------------------------------------------------------------------------------------------------|---------|
 * | textEncoder  | tokens int32 [1,L] (0 = padding)                                                                   | text f32 [1,L,D], text_mask f32 [1,L] (1 = a token, 0 = padding) |
 * | textToImage  | latents f32 [1,C',h',w'], sigma f32 [1], text, text_mask                                           | denoised f32 [1,C',h',w'] |
 * | imageEncoder | image f32 [1,3,H,W] in 0..1                                                                        | latents f32 [1,C,h,w] |
 * | imageDecoder | latents f32 [1,C',h',w']                                                                           | image f32 [1,3,H,W] in 0..1 |
 * | imageToVideo | latents f32 [1,N,V,h,w], sigma f32 [1], text, text_mask, first_frame f32 [1,C,h,w],                | denoised f32 [1,N,V,h,w] |
 * |              | context f32 [1,K,V,h,w] (end of the window before), context_mask f32 [1,K] (0 = no such latent)    |         |
 * | videoDecoder | latents f32 [1,V,h,w], first_frame f32 [1,3,H,W], and each state input                             | frames f32 [F,3,H,W] in 0..1, and each state output |
 *
 * N = `window.latents`, K = `window.context`, F = `latent.framesPerLatent`.
 * Frame 0 of a film is the first-frame image itself; every video latent adds F frames.
 * Video latents are motion relative to the first frame: a latent of zeros shows the first frame at rest, and a smaller
 * multiple of a latent is less of its motion. The strength of the motion and the ends of loops rest on this.
 * `denoised` is the model's estimate of the clean latents; noisy latents are x = (1 - sigma) * clean + sigma * noise.
 */
import * as z from 'zod/mini';
import { BACKENDS } from '../names.js';
import { even, fileEntry, rule, size, text, type DeepReadonly } from './fields.js';

export const PACK_FORMAT_1 = 'kinora-pack/1';

/** The graphs of every pack of this format. */
export const GRAPHS_1 = ['textEncoder', 'textToImage', 'imageEncoder', 'imageDecoder', 'imageToVideo', 'videoDecoder'] as const;
export type GraphOf1 = (typeof GRAPHS_1)[number];

const texts = z.array(z.string());

const graph = z.object({
  variants: z
    .array(z.object({ ...fileEntry, dtype: text, backend: z.array(z.enum(BACKENDS)).check(z.minLength(1)), needs: texts }))
    .check(z.minLength(1)),
  /** Tensors carried from call to call. Only the video decoder has any. */
  state: z.optional(z.array(z.object({ input: text, output: text, shape: z.array(size) }))),
});

const descendsToZero = (sigmas: readonly number[]): boolean =>
  sigmas.at(-1) === 0 && sigmas.every((sigma, i) => i === 0 || sigma < (sigmas[i - 1] ?? 0));

const sampler = z.object({
  kind: z.literal('flow'),
  sigmas: z.array(z.number()).check(
    z.minLength(2),
    rule(descendsToZero, () => ({ kind: 'sigmas-climb', params: {} })),
    rule(([first]) => first === 1, ([first = 0]) => ({ kind: 'sigmas-not-from-one', params: { first } })),
  ),
  guidance: z.number().check(z.gte(0)),
});

/** Fields that a later version added are left out. */
export const manifest1 = z.object({
  format: z.literal(PACK_FORMAT_1),
  id: text,
  version: text,
  title: text,
  license: text,
  credits: z.array(z.object({ name: text, license: text, url: z.optional(z.string()) })),
  frame: z.object({ width: even, height: even, fps: z.number().check(z.gt(0), z.lte(120)) }),
  latent: z.object({ channels: size, videoChannels: z.optional(size), width: size, height: size, framesPerLatent: size }),
  /** Whether first frames have the alpha of their subject. */
  firstFrameAlpha: z.optional(z.boolean()),
  /** Whether first frames have a plate, the scene without its subject; `drawn`: text-to-image draws it, else the encoder guesses it. */
  firstFramePlate: z.optional(z.object({ drawn: z.boolean() })),
  /** Shape of text-to-image's latents, where they are not those of image-to-video. */
  imageLatent: z.optional(z.object({ channels: size, width: size, height: size })),
  tokenizer: z.object({ ...fileEntry, maxTokens: size, learnedTokens: z.optional(size) }),
  nearWords: z.optional(z.object(fileEntry)),
  words: z.optional(z.object(fileEntry)),
  graphs: z.object(Object.fromEntries(GRAPHS_1.map((name) => [name, graph])) as Record<GraphOf1, typeof graph>),
  sampler: z.object({ textToImage: sampler, imageToVideo: sampler }),
  window: z.object({ latents: size, context: z.int().check(z.gte(0)) }),
  vocabulary: z.object({ objects: texts, animated: z.optional(texts), colours: z.optional(texts), motions: texts, cameras: texts, backgrounds: texts, examples: texts }),
  metrics: z.record(z.string(), z.unknown()),
  goldens: z.optional(z.object(fileEntry)),
});

export type PackManifest1 = DeepReadonly<z.infer<typeof manifest1>>;
