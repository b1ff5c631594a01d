/** What a manifest of `kinora-pack/1` says, in the present form. */
import type { TensorType } from './graph-schema.js';
import { GRAPHS_1, type GraphOf1, type PackManifest1 } from './manifest-1.js';
import type { GraphVariant, ImageToVideo, PackGraph, PackManifest, SchedulerSettings, TensorBinding } from './manifest.js';

/** All that `old` says. Every pack of that format had tensors of these names. */
export function upgradeManifest(old: PackManifest1): PackManifest {
  const { frame, latent, window, license, sampler: samplers } = old;
  const { width, height, fps } = frame;
  const pictureLatent = old.imageLatent ?? latent;
  const textEncoders = [{ graph: 'textEncoder', tokenizer: tokenizerOf(old) }];
  return {
    format: 'kinora-pack/2',
    id: old.id,
    version: old.version,
    title: old.title,
    licence: { name: license, mustAccept: false },
    credits: old.credits,
    graphs: graphsOf(old),
    tables: {},
    textToImage: {
      size: { width, height },
      textEncoders,
      denoiser: 'textToImage',
      scheduler: schedulerOf(samplers.textToImage),
      latents: { shape: [pictureLatent.channels, pictureLatent.height, pictureLatent.width], scalingFactor: 1, shiftFactor: 0 },
      decoder: { graph: 'imageDecoder', range: [0, 1] },
    },
    imageToVideo: {
      size: { width, height },
      textEncoders,
      denoiser: 'imageToVideo',
      scheduler: schedulerOf(samplers.imageToVideo),
      latents: { shape: [latent.videoChannels ?? latent.channels, latent.height, latent.width], scalingFactor: 1, shiftFactor: 0 },
      firstFrame: { graph: 'imageEncoder', range: [0, 1], sharesLatents: old.imageLatent === undefined },
      window: { latents: window.latents, context: window.context, fps, perTokenTimestep: false },
      decoder: decoderOf(old),
      motion: { mode: 'factor' },
      capabilities: ['loop', 'endPicture', 'motionStrength'],
    },
    memory: {},
    vocabulary: old.vocabulary,
    ...(old.nearWords && { nearWords: old.nearWords }),
    ...(old.words && { words: old.words }),
    metrics: old.metrics,
    ...(old.goldens && { goldens: old.goldens }),
  };
}

function tokenizerOf({ tokenizer: { maxTokens, learnedTokens, ...entry } }: PackManifest1): ImageToVideo['textEncoders'][number]['tokenizer'] {
  return { ...entry, kind: 'words', maxLength: maxTokens, padTo: 'max', padId: 0, mask: true, ...(learnedTokens !== undefined && { learnedTokens }) };
}

function schedulerOf({ kind, sigmas, guidance }: PackManifest1['sampler']['textToImage']): SchedulerSettings {
  return { kind, sigmas, stochastic: false, prediction: 'clean', guidance, negative: [] };
}

function decoderOf({ latent, graphs }: PackManifest1): ImageToVideo['decoder'] {
  const states = (graphs.videoDecoder.state ?? []).map((state) => ({ ...state, type: 'float32' as const }));
  return { mode: 'perLatent', graph: 'videoDecoder', range: [0, 1], framesPerLatent: { rest: latent.framesPerLatent }, states };
}

type Tensors = readonly (readonly [role: string, name: string, shape: readonly (number | string)[], type?: TensorType])[];

/** The tensors of each graph. L is the tokenizer's length, and a text embedding is as wide as the encoder makes it. */
function tensorsOf(old: PackManifest1): Readonly<Record<GraphOf1, readonly [inputs: Tensors, outputs: Tensors]>> {
  const { frame, latent, window, tokenizer } = old;
  const plate = old.firstFramePlate;
  const drawn = old.imageLatent ?? latent;
  const drawnShape = [1, drawn.channels, drawn.height, drawn.width];
  const firstShape = [1, latent.channels, latent.height, latent.width];
  const videoShape = [latent.videoChannels ?? latent.channels, latent.height, latent.width];
  const windowShape = [1, window.latents, ...videoShape];
  const picture = (planes: number): number[] => [1, planes, frame.height, frame.width];
  const text: Tensors = [
    ['text', 'text', [1, tokenizer.maxTokens, 'D']],
    ['textMask', 'text_mask', [1, tokenizer.maxTokens]],
  ];
  const alpha: Tensors = old.firstFrameAlpha === true ? [['alpha', 'alpha', picture(1)]] : [];
  const filled: Tensors = plate ? [['plate', 'plate', picture(3)]] : [];
  return {
    textEncoder: [[['tokens', 'tokens', [1, tokenizer.maxTokens], 'int32']], text],
    textToImage: [
      [['latents', 'latents', drawnShape], ['sigma', 'sigma', [1]], ...text, ...(plate?.drawn === true ? ([['subject', 'subject', [1]]] as const) : [])],
      [['prediction', 'denoised', drawnShape]],
    ],
    imageEncoder: [[['image', 'image', picture(3)]], [['firstFrameLatents', 'latents', firstShape], ...alpha, ...filled]],
    imageDecoder: [[['latents', 'latents', drawnShape]], [['image', 'image', picture(3)], ...alpha]],
    imageToVideo: [
      [
        ['latents', 'latents', windowShape],
        ['sigma', 'sigma', [1]],
        ...text,
        ['firstFrameLatents', 'first_frame', firstShape],
        ['context', 'context', [1, window.context, ...videoShape]],
        ['contextMask', 'context_mask', [1, window.context]],
      ],
      [['prediction', 'denoised', windowShape]],
    ],
    videoDecoder: [
      [['latents', 'latents', [1, ...videoShape]], ['image', 'first_frame', picture(3)], ...alpha, ...filled],
      [['frames', 'frames', [latent.framesPerLatent, 3, frame.height, frame.width]]],
    ],
  };
}

function graphsOf(old: PackManifest1): Readonly<Record<string, PackGraph>> {
  const tensors = tensorsOf(old);
  const bind = ([role, name, shape, type = 'float32']: Tensors[number]): TensorBinding => ({ role, name, type, shape, encoders: [0] });
  return Object.fromEntries(
    GRAPHS_1.map((name): [string, PackGraph] => {
      const [inputs, outputs] = tensors[name];
      const variants = old.graphs[name].variants.map(({ needs, ...rest }): GraphVariant => ({ ...rest, data: [], needs: { features: needs } }));
      return [name, { variants, freeDimensions: {}, inputs: inputs.map(bind), outputs: outputs.map(bind) }];
    }),
  );
}
