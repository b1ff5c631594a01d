import type { PackHalf, PackManifest, TensorBinding, TextEncoderEntry } from '../../../contract/pack/manifest.js';
import { sameEncoder, textEncodersOf } from '../../../contract/pack/pack-parts.js';
import type { PipelineContext } from './pipeline-context.js';
import type { Paint } from './colours/recolour.js';
import { readStoredPlace, type Place } from './stored-places.js';
import { runGraph, type RoleValues } from './tensors/run-graph.js';
import { float32, int32, type Float32Tensor } from './tensors/tensor.js';

/** What one text encoder makes of a prompt: `text` [1, L, D], `textMask` [1, L], `pooled` [1, D], `reference` [1], the number of a row. */
export type EncoderOutput = Readonly<Partial<Record<'text' | 'textMask' | 'pooled' | 'reference', Float32Tensor>>>;

/** Of each text encoder of the pack, in the order of `textEncodersOf`; null where a film does not need it. */
export type PromptEmbeds = readonly (EncoderOutput | null)[];

/** A prompt, and the empty prompt that classifier-free guidance moves away from. */
export interface EncodedPrompt {
  readonly promptEmbeds: PromptEmbeds;
  /** Null where nothing that was encoded for uses guidance. */
  readonly negativePromptEmbeds: PromptEmbeds | null;
  /** Its place, where that is one of `textToImage.places`: the embeddings of what draws say nothing of it. */
  readonly place?: Place;
  /** What its subject is painted in, where that is one of `textToImage.colours`; the same is true of it. */
  readonly paint?: Paint;
}

/** Token ids of a prompt, and which of them count. */
export interface TokenizedPrompt {
  readonly ids: Int32Array;
  /** 1 for a token, 0 for padding that is masked. */
  readonly mask: Int32Array;
}

/**
 * prompt -> token ids -> text encoders -> embeddings
 * @param halves that the prompt is for
 */
export async function encodePrompt(context: PipelineContext, prompt: string, halves: readonly PackHalf[]): Promise<EncodedPrompt> {
  const guided = halves.filter(needsEmptyPrompt);
  const { places, colours = {} } = context.manifest.textToImage ?? {};
  const subject = context.readSubject(prompt);
  const { text, place } = readStoredPlace(subject.text, places, subject.object);
  const rgb = colours[subject.colour ?? ''];
  return {
    promptEmbeds: await encodeFor(context, { drawn: text, moved: prompt }, halves),
    negativePromptEmbeds: guided.length > 0 ? await encodeFor(context, { drawn: '', moved: '' }, guided) : null,
    ...(place !== undefined && { place }),
    ...(rgb && { paint: { rgb, isNeutral: subject.isNeutral === true } }),
  };
}

/** At guidance 1 only the conditional estimate counts; and a pack may come with what the empty prompt becomes. */
const needsEmptyPrompt = ({ scheduler }: PackHalf): boolean => scheduler.guidance !== 1 && scheduler.negative.length === 0;

/** @param prompt for the text encoders of what draws, and for those that only what moves has */
async function encodeFor(context: PipelineContext, prompt: { readonly drawn: string; readonly moved: string }, halves: readonly PackHalf[]): Promise<PromptEmbeds> {
  const { textToImage, imageToVideo } = context.manifest;
  const wanted = textEncodersOf(...halves);
  const embeds: (EncoderOutput | null)[] = [];
  for (const entry of textEncodersOf(textToImage, imageToVideo)) {
    const draws = textEncodersOf(textToImage).some((other) => sameEncoder(other, entry));
    embeds.push(wanted.some((other) => sameEncoder(other, entry)) ? await encodeOne(context, entry, draws ? prompt.drawn : prompt.moved) : null);
  }
  return embeds;
}

async function encodeOne(context: PipelineContext, { graph, tokenizer }: TextEncoderEntry, prompt: string): Promise<EncoderOutput> {
  const { ids, mask } = context.tokenize(prompt, tokenizer);
  const shape = [1, ids.length];
  const { outputs } = await runGraph(context, graph, { tokens: int32(shape, ids), tokenMask: int32(shape, mask) });
  const textMask = outputs['textMask'] ?? float32(shape, Float32Array.from(mask));
  return { ...outputs, textMask };
}

/** What the half's own text encoders made of a prompt, in its order of them. */
export function embedsOfHalf({ textToImage, imageToVideo }: PackManifest, half: PackHalf, embeds: PromptEmbeds): PromptEmbeds {
  const all = textEncodersOf(textToImage, imageToVideo);
  return half.textEncoders.map((entry) => embeds[all.findIndex((other) => sameEncoder(other, entry))] ?? null);
}

/** The values of the roles of text for a denoiser. @param embeds as {@link embedsOfHalf} */
export function textValues(embeds: PromptEmbeds): RoleValues {
  const value =
    (role: keyof EncoderOutput) =>
    ({ encoders }: TensorBinding): Float32Tensor | undefined => {
      const tensors = encoders.map((encoder) => embeds[encoder]?.[role]);
      const whole = tensors.filter((tensor) => tensor !== undefined);
      return whole.length < tensors.length ? undefined : joinLast(whole);
    };
  return { text: value('text'), textMask: value('textMask'), pooled: value('pooled'), reference: value('reference') };
}

/** Tensors side by side along their last axis. */
function joinLast(tensors: readonly Float32Tensor[]): Float32Tensor | undefined {
  const [first] = tensors;
  if (!first || tensors.length === 1) return first;
  const widths = tensors.map(({ shape }) => shape.at(-1) ?? 1);
  const width = widths.reduce((sum, each) => sum + each, 0);
  const rows = first.data.length / (widths[0] ?? 1);
  const joined = float32([...first.shape.slice(0, -1), width]);
  for (let row = 0; row < rows; row++) {
    let at = row * width;
    for (const [i, { data }] of tensors.entries()) {
      const own = widths[i] ?? 0;
      joined.data.set(data.subarray(row * own, (row + 1) * own), at);
      at += own;
    }
  }
  return joined;
}
