import type { LoadOptions } from '../../../contract/generator.js';
import type { BackendName, Stage } from '../../../contract/names.js';
import { pickDefined } from '../../../contract/pick-defined.js';
import type { VideoDescription } from '../media/encoded-chunk.js';
import type { FilmState, ShotConditioning, ShotState } from '../pipelines/film-state.js';
import type { FirstFrame } from '../pipelines/first-frame.js';
import type { EncodedPrompt, EncoderOutput } from '../pipelines/prompt-embeds.js';
import type { Float32Tensor } from '../pipelines/tensors/tensor.js';
import { readRecords } from './atomic-record.js';
import { decodeRecord, encodeRecord } from './record-codec.js';

/** Where a job is after a window, stored so that it can be resumed from there. */
export interface Checkpoint {
  readonly state: FilmState;
  readonly video: VideoDescription;
  /** Of the frames so far; see FrameDigest. */
  readonly digest: Uint8Array;
  readonly model: ModelUse;
  /** Units of work done and seconds spent, by stage. */
  readonly units: Partial<Record<Stage, number>>;
  readonly seconds: Partial<Record<Stage | 'total', number>>;
}

/** What makes the frames: the same frames come from the same backend and graphs on the same adapter only. */
export interface ModelUse {
  readonly backend: BackendName;
  readonly graphs: readonly string[];
  /** Threads of WebAssembly; version 0.1.0 did not store them. */
  readonly threads?: number;
  /** As in `ClipMetadata`: one after the other where the film could not be continued on the first. Version 0.1.0 did not store them. */
  readonly adapters?: readonly string[];
}

/** `options` for a model that makes the same frames as the one that the job was begun with. */
export function optionsToResume({ backend, threads }: ModelUse, options: LoadOptions): LoadOptions {
  return { ...options, backend, ...pickDefined({ threads }) };
}

/** A checkpoint with the size of the log of encoded frames that belongs to it. */
export interface StoredCheckpoint {
  readonly checkpoint: Checkpoint;
  readonly logBytes: number;
}

/** A checkpoint that was read, with the numbers of its records: the next ones must not be written over them. */
export interface NewestCheckpoint extends StoredCheckpoint {
  readonly number: number;
  readonly conditioningNumber: number;
}

/** What is written after each window: the conditioning, which stays the same, is a record of its own, known by its number. */
type StoredShot = Omit<ShotState, 'conditioning'> & { readonly conditioning: number };

/** What version 0.1.0 wrote: everything, after each window. */
interface ShotOf010 extends Omit<ShotState, 'conditioning'> {
  readonly conditioning: { readonly text: EmbedsOf1; readonly empty: EmbedsOf1 };
  readonly first: FirstFrame;
}

/** What was written of the one text encoder of `kinora-pack/1`, by the names of its tensors. */
type EmbedsOf1 = Readonly<Record<'text' | 'text_mask', Float32Tensor>>;

/** Before packs had several text encoders. */
interface ConditioningOf1 extends Omit<ShotConditioning, 'prompt'> {
  readonly prompt: { readonly promptEmbeds: EmbedsOf1; readonly negativePromptEmbeds: EmbedsOf1 | null };
}

interface WrittenCheckpoint extends Omit<StoredCheckpoint, 'checkpoint'> {
  readonly checkpoint: Omit<Checkpoint, 'state'> & {
    readonly state: Omit<FilmState, 'open'> & { readonly open: StoredShot | ShotOf010 | null };
  };
}

/** @param conditioning number of the record that holds the conditioning of the open shot */
export function encodeCheckpoint({ checkpoint, logBytes }: StoredCheckpoint, conditioning: number): Uint8Array<ArrayBuffer> {
  const { state } = checkpoint;
  const open = state.open && { ...state.open, conditioning };
  return encodeRecord({ checkpoint: { ...checkpoint, state: { ...state, open } }, logBytes } satisfies WrittenCheckpoint);
}

export function encodeConditioning(conditioning: ShotConditioning): Uint8Array<ArrayBuffer> {
  return encodeRecord(conditioning);
}

type Contents = readonly (Uint8Array<ArrayBuffer> | null)[];

/**
 * The newest checkpoint that is whole, its conditioning included.
 * @param states contents of the files of the checkpoints
 * @param conditionings contents of the files of the conditionings
 */
export async function newestCheckpoint(states: Contents, conditionings: Contents): Promise<NewestCheckpoint | null> {
  const known = await readRecords(conditionings);
  for (const { number, record } of await readRecords(states)) {
    const { checkpoint, logBytes } = decodeRecord(record) as WrittenCheckpoint;
    const { open } = checkpoint.state;
    const conditioning = open && conditioningOf(open, (wanted) => known.find((each) => each.number === wanted)?.record);
    if (open && !conditioning) continue;
    const state = { ...checkpoint.state, open: open && conditioning && shotState(open, conditioning) };
    return { checkpoint: { ...checkpoint, state }, logBytes, number, conditioningNumber: open && !('first' in open) ? open.conditioning : 0 };
  }
  return null;
}

function conditioningOf(
  open: StoredShot | ShotOf010,
  find: (number: number) => Uint8Array<ArrayBuffer> | undefined,
): ShotConditioning | null {
  if ('first' in open) {
    const { text, empty } = open.conditioning;
    return { prompt: promptOf1({ promptEmbeds: text, negativePromptEmbeds: empty }), firstFrame: open.first };
  }
  const record = find(open.conditioning);
  if (!record) return null;
  const conditioning = decodeRecord(record) as ShotConditioning | ConditioningOf1;
  return isOf1(conditioning) ? { ...conditioning, prompt: promptOf1(conditioning.prompt) } : conditioning;
}

function isOf1(conditioning: ShotConditioning | ConditioningOf1): conditioning is ConditioningOf1 {
  return !Array.isArray(conditioning.prompt.promptEmbeds);
}

function promptOf1({ promptEmbeds, negativePromptEmbeds }: ConditioningOf1['prompt']): EncodedPrompt {
  const outputOf = ({ text, text_mask: textMask }: EmbedsOf1): EncoderOutput => ({ text, textMask });
  return { promptEmbeds: [outputOf(promptEmbeds)], negativePromptEmbeds: negativePromptEmbeds && [outputOf(negativePromptEmbeds)] };
}

function shotState({ window, context, decoder }: StoredShot | ShotOf010, conditioning: ShotConditioning): ShotState {
  return { conditioning, window, context, decoder };
}
