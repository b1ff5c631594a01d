import type { BackendName } from './names.js';

/**
 * The manifest of a model pack, `pack.json`, format `kinora-pack/1`.
 * A pack is a folder of ONNX graphs; nothing outside it knows a model by name.
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
 * Frame 0 of a clip is the first-frame image itself; every video latent adds F frames.
 * Video latents are motion relative to the first frame: a latent of zeros shows the first frame at rest, and a smaller
 * multiple of a latent is less of its motion. The strength of the motion and the ends of loops rest on this.
 * `denoised` is the model's estimate of the clean latents; noisy latents are x = (1 - sigma) * clean + sigma * noise.
 */
export interface PackManifest {
  readonly format: 'kinora-pack/1';
  readonly id: string;
  readonly version: string;
  readonly title: string;
  readonly license: string;
  readonly credits: readonly PackCredit[];
  readonly frame: { readonly width: number; readonly height: number; readonly fps: number };
  readonly latent: {
    readonly channels: number;
    /** Channels of a video latent (V), where they are not those of a picture's (C). */
    readonly videoChannels?: number;
    readonly width: number;
    readonly height: number;
    readonly framesPerLatent: number;
  };
  /**
   * Whether first frames have an alpha, that of their subject: then `imageDecoder` and `imageEncoder` have a second output, and `videoDecoder`
   * another input, `alpha` f32 [1,1,H,W] in 0..1. That of a drawn picture comes from `imageDecoder`.
   */
  readonly firstFrameAlpha?: boolean;
  /**
   * Present where first frames have a plate, the scene without its subject: then `imageEncoder` has a third output and `videoDecoder` another
   * input, `plate` f32 [1,3,H,W] in 0..1. With `drawn`, `textToImage` has another input, `subject` f32 [1]: for 0 it draws the scene without its
   * subject, with the background that the same noise has for 1. The plate of a drawn picture is then that, decoded.
   */
  readonly firstFramePlate?: { readonly drawn: boolean };
  /**
   * Shape of text-to-image's latents, where they are not those of image-to-video: then image-to-video gets a drawn picture through
   * `imageEncoder`, as it gets a given one.
   */
  readonly imageLatent?: { readonly channels: number; readonly width: number; readonly height: number };
  readonly tokenizer: {
    readonly file: string;
    readonly bytes: number;
    readonly sha256: string;
    readonly maxTokens: number;
    /** Token ids from here on are words that no caption had: the text encoder reads them by their word vectors. Absent: none are. */
    readonly learnedTokens?: number;
  };
  /**
   * JSON `{"limousine": ["taxi", "car"], ...}`: for common words that the model did not learn, what it knows that is nearest in
   * meaning. Where they have a token, the first is what a prompt is read as; suggestions, where they have none. A word that has
   * a token and is not listed is left out.
   */
  readonly nearWords?: { readonly file: string; readonly bytes: number; readonly sha256: string };
  /**
   * JSON `{"forms": {"penguins": "penguin", "hot dogs": "hot dog", "🍎": "apple", ...}, "things": ["penguin", "kitten", ...]}`: what is
   * read as which words of the vocabulary, and all names of what it can draw as a subject. Keys are in small letters, and emoji without
   * variation selectors and skin tones. Absent: plurals and verb forms are found by rules.
   */
  readonly words?: { readonly file: string; readonly bytes: number; readonly sha256: string };
  readonly graphs: Readonly<Record<GraphName, PackGraph>>;
  readonly sampler: { readonly textToImage: FlowSampler; readonly imageToVideo: FlowSampler };
  readonly window: { readonly latents: number; readonly context: number };
  readonly vocabulary: {
    readonly objects: readonly string[];
    /** Objects that move by themselves, as an animal does that stands. */
    readonly animated?: readonly string[];
    /** Colours that objects can be asked for in: "a blue car". */
    readonly colours?: readonly string[];
    readonly motions: readonly string[];
    readonly cameras: readonly string[];
    readonly backgrounds: readonly string[];
    readonly examples: readonly string[];
  };
  /** Measured quality, written by the evaluation; shown, never relied on. */
  readonly metrics: Readonly<Record<string, unknown>>;
}

export const GRAPH_NAMES = ['textEncoder', 'textToImage', 'imageEncoder', 'imageDecoder', 'imageToVideo', 'videoDecoder'] as const;
export type GraphName = (typeof GRAPH_NAMES)[number];

export interface PackCredit {
  readonly name: string;
  readonly license: string;
  readonly url?: string;
}

export interface PackGraph {
  /** In order of preference; the first whose backend and needs the device has is used. */
  readonly variants: readonly GraphVariant[];
  /** Tensors carried from call to call, zero at the start of a clip. Only the video decoder has any. */
  readonly state?: readonly { readonly input: string; readonly output: string; readonly shape: readonly number[] }[];
}

export interface GraphVariant {
  readonly file: string;
  readonly bytes: number;
  /** Lower-case hex. */
  readonly sha256: string;
  /** e.g. "float32", "float16", "q8". Weights only: inputs and outputs are float32 in every variant. */
  readonly dtype: string;
  /** Backends it runs on. */
  readonly backend: readonly BackendName[];
  /** WebGPU features it needs, e.g. "shader-f16". */
  readonly needs: readonly string[];
}

export interface FlowSampler {
  readonly kind: 'flow';
  /** Descending, from 1 (noise) to 0 (clean), both included: n + 1 numbers for n steps. */
  readonly sigmas: readonly number[];
  /** Classifier-free guidance scale; 1 means none and one evaluation a step. */
  readonly guidance: number;
}
