import * as z from 'zod/mini';
import { BACKENDS } from '../../contract/names.js';
import { GRAPH_NAMES, type GraphName, type PackManifest } from '../../contract/pack.js';
import { jsonEncodingOf } from '../../contract/input/text-encoding.js';
import { even, fileEntry, rule, size, text } from '../../contract/pack/fields.js';
import { readFault } from '../../contract/pack/read-fault.js';
import { Failure } from '../../contract/errors/failure.js';

const FORMAT = 'kinora-pack/1';

const texts = z.array(z.string());

const graph = z.object({
  variants: z
    .array(
      z.object({
        ...fileEntry,
        dtype: text,
        backend: z.array(z.enum(BACKENDS)).check(z.minLength(1)),
        needs: texts,
      }),
    )
    .check(z.minLength(1)),
  state: z.optional(z.array(z.object({ input: text, output: text, shape: z.array(size) }))),
});

const descendsToZero = (sigmas: readonly number[]): boolean =>
  sigmas.at(-1) === 0 && sigmas.every((sigma, i) => i === 0 || sigma < sigmas[i - 1]!);

const sampler = z.object({
  kind: z.literal('flow'),
  sigmas: z
    .array(z.number())
    .check(
      z.minLength(2),
      rule(descendsToZero, () => ({ kind: 'sigmas-climb', params: {} })),
      rule(([first]) => first === 1, ([first = 0]) => ({ kind: 'sigmas-not-from-one', params: { first } })),
    ),
  guidance: z.number().check(z.gte(0)),
});

const manifest = z.object({
  format: z.literal(FORMAT),
  id: text,
  version: text,
  title: text,
  license: text,
  credits: z.array(z.object({ name: text, license: text, url: z.optional(z.string()) })),
  frame: z.object({ width: even, height: even, fps: z.number().check(z.gt(0), z.lte(120)) }),
  latent: z.object({ channels: size, videoChannels: z.optional(size), width: size, height: size, framesPerLatent: size }),
  firstFrameAlpha: z.optional(z.boolean()),
  firstFramePlate: z.optional(z.object({ drawn: z.boolean() })),
  imageLatent: z.optional(z.object({ channels: size, width: size, height: size })),
  tokenizer: z.object({ ...fileEntry, maxTokens: size, learnedTokens: z.optional(size) }),
  nearWords: z.optional(z.object(fileEntry)),
  words: z.optional(z.object(fileEntry)),
  graphs: z.object(Object.fromEntries(GRAPH_NAMES.map((name) => [name, graph])) as Record<GraphName, typeof graph>),
  sampler: z.object({ textToImage: sampler, imageToVideo: sampler }),
  window: z.object({ latents: size, context: z.int().check(z.gte(0)) }),
  vocabulary: z.object({ objects: texts, animated: z.optional(texts), colours: z.optional(texts), motions: texts, cameras: texts, backgrounds: texts, examples: texts }),
  metrics: z.record(z.string(), z.unknown()),
});

/** The text of a `pack.json`, in the encoding that its author's editor chose. */
export function decodeManifest(bytes: Uint8Array): string {
  return new TextDecoder(jsonEncodingOf(bytes)).decode(bytes);
}

/**
 * Reads the text of a `pack.json`.
 * @throws Failure `manifest-not-json`, `pack-format-unknown`, or `manifest-faulty` with the first fault and where it is
 */
export function parseManifest(source: string): PackManifest {
  const json = parseJson(source);
  const format: unknown = typeof json === 'object' && json !== null && 'format' in json ? json.format : undefined;
  if (format !== FORMAT) {
    throw Failure.because('pack-format-unknown', { format: format === undefined ? null : JSON.stringify(format), reads: [FORMAT] });
  }
  const parsed = manifest.safeParse(json);
  if (!parsed.success) {
    throw Failure.because('manifest-faulty', readFault(parsed.error, json));
  }
  // Optional fields are left out, never undefined: the text was JSON.
  return parsed.data as PackManifest;
}

function parseJson(source: string): unknown {
  try {
    return JSON.parse(source);
  } catch (error) {
    throw Failure.because('manifest-not-json', {}, error);
  }
}
