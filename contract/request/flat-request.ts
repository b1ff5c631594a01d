/**
 * The flat format of a request: a record whose fields all stand side by side. It is what files, links, archives, jobs on disk,
 * host pages (public/embed.d.ts) and the command line hold, since version 0.1.0, and it allows what cannot be made.
 * {@link requestFromFlat} and {@link flatFromRequest} are the only way in and out.
 */
import { pickDefined } from '../lib/pick-defined.js';
import { flatFromLayer, layerFromFlat, mapImages, type FlatLayer } from './layers/layer.js';
import { secondsOf, type FilmRequest, type GenerateRequest, type InputFile, type RequestOptions, type Scene } from './request.js';

/** What a film is made from besides files; `Picture` is what the layers have of theirs. */
export interface FlatFields<Picture = never> extends RequestOptions {
  /** Exactly one of `prompt` and `scenes` is given. */
  readonly prompt?: string;
  readonly scenes?: readonly Scene[];
  /** Length in seconds; ignored when `scenes` are given. */
  readonly seconds: number;
  readonly seed: number;
  /** Not together with `endImage`. */
  readonly loop?: boolean;
  readonly layers?: readonly FlatLayer<Picture>[];
}

interface FlatFiles<Picture, Video> {
  readonly image?: Picture;
  readonly endImage?: Picture;
  /** Not together with `image`. */
  readonly extend?: Video;
}

interface FlatBackgrounds {
  /** Behind `image` and `extend`, and behind `endImage` unless it has its own. */
  readonly background?: string;
  readonly endBackground?: string;
}

export interface FlatRequest extends FlatFields<Blob>, FlatBackgrounds, FlatFiles<Blob, Blob> {}

/** Where fields exclude each other the first of them counts; `findFlatFault` of check-request.ts refuses such a request. */
export function requestFromFlat({ background, endBackground, image, endImage, extend, layers, ...fields }: FlatRequest): GenerateRequest {
  const file = (blob: Blob | undefined, behind: string | undefined): InputFile | undefined => blob && pickDefined({ blob, background: behind });
  const inFront = layers && mapImages(layers, (blob): InputFile => ({ blob }));
  return withFiles({ ...fields, ...(inFront && { layers: inFront }) }, pickDefined({ image: file(image, background), endImage: file(endImage, endBackground ?? background), extend: file(extend, background) }));
}

export function flatFromRequest(request: GenerateRequest): FlatRequest {
  const { fields: { layers, ...fields }, image, endImage, extend } = withoutFiles(request);
  const background = (image ?? extend)?.background;
  return {
    ...fields,
    ...(layers && { layers: mapImages(layers, ({ blob }) => blob) }),
    ...pickDefined({ background, endBackground: endImage?.background === background ? undefined : endImage?.background }),
    ...pickDefined({ image: image?.blob, endImage: endImage?.blob, extend: extend?.blob }),
  };
}

/** The same as {@link requestFromFlat} for files of any kind, each with its own background. */
export function withFiles<Picture, Video>(
  { prompt, scenes, seconds, seed, loop, layers, ...options }: FlatFields<Picture>,
  { image, endImage, extend }: FlatFiles<Picture, Video>,
): FilmRequest<Picture, Video> {
  return {
    subject: scenes === undefined ? { kind: 'prompt', prompt: prompt ?? '', seconds } : { kind: 'scenes', scenes },
    ...(image !== undefined ? { start: { kind: 'image', file: image } } : extend !== undefined ? { start: { kind: 'video', file: extend } } : {}),
    ...(loop === true ? { ending: { kind: 'loop' } } : endImage !== undefined ? { ending: { kind: 'image', file: endImage } } : {}),
    ...(layers && { layers: layers.map(layerFromFlat) }),
    seed,
    ...options,
  };
}

export function withoutFiles<Picture, Video>(
  { subject, start, ending, layers, seed, ...options }: FilmRequest<Picture, Video>,
): FlatFiles<Picture, Video> & { readonly fields: FlatFields<Picture> } {
  return {
    fields: {
      ...(subject.kind === 'scenes' ? { scenes: subject.scenes } : { prompt: subject.prompt }),
      seconds: secondsOf(subject),
      seed,
      ...options,
      ...(ending?.kind === 'loop' ? { loop: true } : {}),
      ...(layers && { layers: layers.map(flatFromLayer) }),
    },
    ...(start === undefined ? {} : start.kind === 'image' ? { image: start.file } : { extend: start.file }),
    ...(ending?.kind === 'image' ? { endImage: ending.file } : {}),
  };
}
