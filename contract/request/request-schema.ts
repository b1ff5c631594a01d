/**
 * The schema of a request, for all that comes from outside: messages, files, links, archives and jobs on disk. It judges types
 * and shapes; whether the values make a film is for `findRequestFault` to say. Whoever imports it imports zod: the studio does so late.
 */
import * as z from 'zod/mini';
import type { HostModels, HostRequest } from '../embed.js';
import { FRAME_RATES, SCENE_STARTS, TITLE_MOTIONS, VIDEO_CODECS } from '../names.js';
import { pickDefined } from '../lib/pick-defined.js';
import type { FlatRequest } from './flat-request.js';
import type { FlatLayer, Layer, LayerContent, LayerPlace, TitleContent } from './layers/layer.js';
import type { FilmSize, GenerateRequest, InputFile, RequestOptions, Scene } from './request.js';

/** A schema for each field of a type, so that none can be forgotten. */
export type FieldsOf<T> = { readonly [Name in keyof T]-?: z.ZodMiniType<T[Name]> };

const options = {
  motion: z.exactOptional(z.number()),
  steps: z.exactOptional(z.number()),
  transparent: z.exactOptional(z.boolean()),
  hideSubject: z.exactOptional(z.boolean()),
  shadows: z.exactOptional(z.boolean()),
  size: z.exactOptional(z.strictObject({ width: z.number(), height: z.number() } satisfies FieldsOf<FilmSize>)),
  fps: z.exactOptional(z.literal(FRAME_RATES)),
  format: z.exactOptional(z.enum(VIDEO_CODECS)),
} satisfies FieldsOf<RequestOptions>;

const sceneFields = {
  prompt: z.string(),
  seconds: z.number(),
  start: z.exactOptional(z.enum(SCENE_STARTS)),
} satisfies FieldsOf<Scene>;

const blob = z.custom<Blob>((given) => given instanceof Blob);

const place = { x: z.number(), y: z.number(), size: z.number(), turn: z.exactOptional(z.number()) } satisfies FieldsOf<LayerPlace>;
const layerTimes = { start: z.exactOptional(z.number()), end: z.exactOptional(z.number()), motion: z.exactOptional(z.number()) };
const titleLook = { colour: z.exactOptional(z.string()), outline: z.exactOptional(z.string()), weight: z.exactOptional(z.number()) };
const titleMotion = z.exactOptional(z.enum(TITLE_MOTIONS));
const seed = z.exactOptional(z.number());

const layerFields = {
  prompt: z.exactOptional(z.string()),
  image: z.exactOptional(z.literal(true)),
  seed,
  text: z.exactOptional(z.string()),
  titleMotion,
  ...titleLook,
  ...place,
  ...layerTimes,
} satisfies FieldsOf<FlatLayer<never>>;

/** With its picture. */
const wholeLayerFields = { ...layerFields, image: z.exactOptional(z.union([blob, z.literal(true)])) } satisfies FieldsOf<FlatLayer<Blob>>;

/** Fields of the flat format that can be written as JSON. */
export const plainFields = {
  prompt: z.exactOptional(z.string()),
  scenes: z.exactOptional(z.array(z.object(sceneFields))),
  seconds: z.number(),
  seed: z.number(),
  loop: z.exactOptional(z.boolean()),
  background: z.exactOptional(z.string()),
  endBackground: z.exactOptional(z.string()),
  layers: z.exactOptional(z.array(z.object(layerFields))),
  ...options,
};

const fileFields = { image: z.exactOptional(blob), endImage: z.exactOptional(blob), extend: z.exactOptional(blob) };

/** A job on disk. */
export const flatRequestSchema: z.ZodMiniType<FlatRequest> = z.object({ ...plainFields, ...fileFields, layers: z.exactOptional(z.array(z.object(wholeLayerFields))) } satisfies FieldsOf<FlatRequest>);

/** A host's message, which may leave length and seed open. An unknown field is more likely a slip of the pen than a newer version. */
export const hostRequestSchema: z.ZodMiniType<HostRequest> = z.strictObject({
  ...plainFields,
  ...fileFields,
  scenes: z.exactOptional(z.array(z.strictObject(sceneFields))),
  layers: z.exactOptional(z.array(z.strictObject({ ...wholeLayerFields, image: z.exactOptional(blob) }))),
  seconds: z.exactOptional(plainFields.seconds),
  seed: z.exactOptional(plainFields.seed),
  models: z.exactOptional(z.strictObject({ draw: z.exactOptional(z.string()), move: z.exactOptional(z.string()) } satisfies FieldsOf<HostModels>)),
} satisfies FieldsOf<HostRequest>);

const file: z.ZodMiniType<InputFile> = z.strictObject({ blob, background: z.exactOptional(z.string()) });

const layerContent: z.ZodMiniType<LayerContent<InputFile>> = z.union([
  z.strictObject({ kind: z.literal('prompt'), prompt: z.string(), seed }),
  z.strictObject({ kind: z.literal('image'), file, prompt: z.string(), seed }),
  z.strictObject({ kind: z.literal('title'), text: z.string(), animation: titleMotion, ...titleLook } satisfies FieldsOf<TitleContent>),
]);
const layer = z.strictObject({ content: layerContent, place: z.strictObject(place), ...layerTimes } satisfies FieldsOf<Layer<InputFile>>);

/** What the page sends to the worker. */
export const generateRequestSchema: z.ZodMiniType<GenerateRequest> = z.strictObject({
  subject: z.union([
    z.strictObject({ kind: z.literal('prompt'), prompt: z.string(), seconds: z.number() }),
    z.strictObject({ kind: z.literal('scenes'), scenes: z.array(z.strictObject(sceneFields)) }),
  ]),
  start: z.exactOptional(z.union([z.strictObject({ kind: z.literal('image'), file }), z.strictObject({ kind: z.literal('video'), file })])),
  ending: z.exactOptional(z.union([z.strictObject({ kind: z.literal('loop') }), z.strictObject({ kind: z.literal('image'), file })])),
  layers: z.exactOptional(z.array(layer)),
  seed: z.number(),
  ...options,
} satisfies FieldsOf<GenerateRequest>);

/** A structured clone keeps fields that are undefined; in a request such a field is absent. */
export function withoutUndefined(given: unknown): unknown {
  if (Array.isArray(given)) return given.map(withoutUndefined);
  if (typeof given !== 'object' || given === null || given instanceof Blob) return given;
  return Object.fromEntries(Object.entries(pickDefined(given)).map(([name, value]) => [name, withoutUndefined(value)]));
}
