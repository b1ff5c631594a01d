/** The manifest of a model pack, `pack.json`, as format `kinora-pack/2` has it (docs/packs.md). Everything downstream sees this form only. */
import * as z from 'zod/mini';
import { BACKENDS } from '../names.js';
import { checkManifest } from './check-manifest.js';
import { address, fileEntry, folderAddress, name, size, text, withDefault, type DeepReadonly } from './fields.js';
import { graph } from './graph-schema.js';
import { imageToVideo, textToImage } from './half-schema.js';
import { MEMORY_STAGES, type MemoryStage } from './memory-stages.js';
import { table } from './table-schema.js';

const texts = z.array(z.string());

/** Where things stand in a model's pictures; without it nothing is said to stand, and nothing casts a shadow. */
const ground = z.strictObject({
  /** Ways to say a place, by how far down the frame its ground begins, in fractions of the height. Other places have no ground. */
  horizons: z.array(z.strictObject({ height: z.number().check(z.gte(0), z.lte(1)), places: texts })),
  /** Names of what flies, floats or hangs. */
  airborne: texts,
  /** Words for motions that are in the air, and for those that come down on the lower edge of the picture. */
  airborneMotions: texts,
  landingMotions: texts,
  /** What the camera follows where it runs or walks. */
  followed: z.optional(
    z.strictObject({
      /** Names of what is drawn from the side and looks to the left. */
      names: texts,
      /** Words for motions on the spot, by how many widths of the picture a second they are fast. */
      paces: z.array(z.strictObject({ speed: z.number().check(z.gte(0)), motions: texts })),
      /** Ways to say a place that goes on to both sides. */
      places: texts,
    }),
  ),
});

export const vocabulary = z.strictObject({
  objects: texts,
  /** Objects that move by themselves, as an animal does that stands. */
  animated: z.optional(texts),
  /** Colours that objects can be asked for in: "a blue car". */
  colours: z.optional(texts),
  motions: texts,
  cameras: texts,
  backgrounds: texts,
  examples: texts,
  ground: z.optional(ground),
});

export const credit = z.strictObject({ name: text, license: text, url: z.optional(z.string()) });

const stageBytes = z.strictObject(Object.fromEntries(MEMORY_STAGES.map((stage) => [stage, z.optional(size)])) as Record<MemoryStage, z.ZodMiniOptional<typeof size>>);

export const manifest = z
  .strictObject({
    format: z.literal('kinora-pack/2'),
    id: text,
    version: text,
    title: text,
    /** What it is good at, in a sentence. */
    description: z.optional(text),
    licence: z.strictObject({ name: text, url: z.optional(address), mustAccept: withDefault(z.boolean(), false) }),
    /** Where its files, or the weights that they were made of, were published. */
    source: z.optional(z.strictObject({ repo: text, revision: z.optional(text) })),
    /** Address that `file` fields are relative to, where that is not the folder of `pack.json`. */
    base: z.optional(folderAddress),
    credits: withDefault(z.array(credit), []),
    graphs: z.record(name, graph),
    /** What graphs are given rows of. */
    tables: withDefault(z.record(name, table), {}),
    textToImage: z.optional(textToImage),
    imageToVideo: z.optional(imageToVideo),
    /** Most bytes that a stage takes with its graphs loaded, as measured. Estimated from the files where it is left out. */
    memory: withDefault(z.partialRecord(z.enum(BACKENDS), stageBytes), {}),
    /** Of a model that draws a list of things: shown as suggestions. */
    vocabulary: z.optional(vocabulary),
    /** As in docs/packs.md: which known words unknown ones are read as, and forms of words. */
    nearWords: z.optional(z.strictObject(fileEntry)),
    words: z.optional(z.strictObject(fileEntry)),
    /** Measured quality and reference results, written by whoever made the pack; never relied on. */
    metrics: withDefault(z.record(z.string(), z.unknown()), {}),
    goldens: z.optional(z.strictObject(fileEntry)),
  })
  .check(
    z.check((context) => {
      context.issues.push(...checkManifest(context.value));
    }),
  );

export type PackManifest = DeepReadonly<z.infer<typeof manifest>>;
export type PackGraph = PackManifest['graphs'][string];
export type GraphVariant = PackGraph['variants'][number];
export type TensorBinding = PackGraph['inputs'][number];
export type TextToImage = NonNullable<PackManifest['textToImage']>;
export type ImageToVideo = NonNullable<PackManifest['imageToVideo']>;
export type PackHalf = TextToImage | ImageToVideo;
export type TextEncoderEntry = PackHalf['textEncoders'][number];
export type SchedulerSettings = PackHalf['scheduler'];
export type VideoDecoderSettings = ImageToVideo['decoder'];
export type PackVocabulary = NonNullable<PackManifest['vocabulary']>;
export type PackGround = NonNullable<PackVocabulary['ground']>;
