/** What stands in front of a film's base: things that a model draws and moves, pictures set in motion, titles. */
import type { TitleMotion } from '../../names.js';
import { samplingOf, type SamplingOptions } from '../request.js';

/** Limits of a layer, as `LIMITS` of request.ts are those of a request. */
export const LAYER_LIMITS = {
  /** Layers of a film. */
  count: { max: 6 },
  /** Fractions of the frame's width, or height, for the centre: half a frame beyond each edge. */
  centre: { min: -0.5, max: 1.5 },
  /** In units of the frame's shorter side. */
  size: { min: 0.05, max: 3 },
  /** Degrees, clockwise. */
  turn: { min: -180, max: 180 },
  titleCharacters: { max: 200 },
  /** As CSS has it: 400 is regular, 700 bold. */
  weight: { min: 200, max: 800 },
} as const;

/** Where a layer stands; numbers within {@link LAYER_LIMITS}. */
export interface LayerPlace {
  /** Centre, in fractions of the frame's width and height: 0 is the left (upper) edge, 1 the right (lower) one. */
  readonly x: number;
  readonly y: number;
  /** Side of the layer's square, which is its model's whole picture; of a title, the height of a line of its letters. */
  readonly size: number;
  /** Degrees clockwise; 0 when absent. */
  readonly turn?: number;
}

export type LayerContent<Picture> =
  /** Drawn and moved by the model, and cut out. `seed`: made of the film's seed and the layer's number when absent. */
  | { readonly kind: 'prompt'; readonly prompt: string; readonly seed?: number }
  /** A picture set in motion as the prompt says. What is transparent in it stays so; one without such parts is cut out by the model. */
  | { readonly kind: 'image'; readonly file: Picture; readonly prompt: string; readonly seed?: number }
  | TitleContent;

/** Text of one or several lines; drawn, not generated. */
export interface TitleContent {
  readonly kind: 'title';
  readonly text: string;
  /** `still` when absent. */
  readonly animation?: TitleMotion;
  /** "white", "black" or "#rrggbb"; white when absent. */
  readonly colour?: string;
  /** Around the letters: likewise, or "none"; what the letters stand out from when absent. */
  readonly outline?: string;
  /** 700 when absent. */
  readonly weight?: number;
}

export interface Layer<Picture> {
  readonly content: LayerContent<Picture>;
  readonly place: LayerPlace;
  /** Seconds of the film between which it is shown: from its beginning, and to its end, when absent. */
  readonly start?: number;
  readonly end?: number;
  /** Strength of the motion, as that of the film; the film's when absent. Of no meaning for a title. */
  readonly motion?: number;
}

/** Whether a model is needed to make it. */
export const isModelled = ({ content }: Layer<unknown>): boolean => content.kind !== 'title';

/** What steers the model for a layer: what it does not say is as in the film. */
export function layerSampling({ motion }: Layer<unknown>, film: SamplingOptions): SamplingOptions {
  return { ...samplingOf(film), ...(motion !== undefined && { motion }) };
}

/** The flat format of a layer: exactly one of `prompt` (with or without `image`) and `text` is given. */
export interface FlatLayer<Picture> extends LayerPlace, Pick<Layer<Picture>, 'start' | 'end' | 'motion'> {
  readonly prompt?: string;
  /** `true`: a picture took part that is not stored here. */
  readonly image?: Picture | true;
  readonly seed?: number;
  readonly text?: string;
  readonly titleMotion?: TitleMotion;
  readonly colour?: string;
  readonly outline?: string;
  readonly weight?: number;
}

/** `layers` with another kind of pictures. */
export function mapImages<From, To>(layers: readonly FlatLayer<From>[], change: (image: From) => To): readonly FlatLayer<To>[] {
  return layers.map(({ image, ...layer }) => (image === undefined ? layer : { ...layer, image: image === true ? true : change(image) }));
}

/** `layers` as they can be written as JSON. */
export function withoutImages(layers: readonly FlatLayer<unknown>[]): readonly FlatLayer<never>[] {
  return layers.map(({ image, ...layer }) => (image === undefined ? layer : { ...layer, image: true }));
}

/** A layer whose picture is not at hand is drawn from its prompt. */
export function layerFromFlat<Picture>({ prompt, image, seed, text, titleMotion, colour, outline, weight, x, y, size, turn, ...rest }: FlatLayer<Picture>): Layer<Picture> {
  const place: LayerPlace = { x, y, size, ...(turn !== undefined && { turn }) };
  if (text !== undefined) {
    const look = { ...(titleMotion !== undefined && { animation: titleMotion }), ...(colour !== undefined && { colour }), ...(outline !== undefined && { outline }), ...(weight !== undefined && { weight }) };
    return { content: { kind: 'title', text, ...look }, place, ...rest };
  }
  const words = { prompt: prompt ?? '', ...(seed !== undefined && { seed }) };
  return { content: image === undefined || image === true ? { kind: 'prompt', ...words } : { kind: 'image', file: image, ...words }, place, ...rest };
}

export function flatFromLayer<Picture>({ content, place, ...rest }: Layer<Picture>): FlatLayer<Picture> {
  if (content.kind !== 'title') {
    const { kind: _, ...fields } = content;
    const { file, ...words } = 'file' in fields ? fields : { file: undefined, ...fields };
    return { ...words, ...(file !== undefined && { image: file }), ...place, ...rest };
  }
  const { kind: _, animation, ...title } = content;
  return { ...title, ...(animation !== undefined && { titleMotion: animation }), ...place, ...rest };
}
