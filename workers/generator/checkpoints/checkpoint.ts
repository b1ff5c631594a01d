import type { LoadOptions } from '../../../contract/generator.js';
import type { BackendName, Stage } from '../../../contract/names.js';
import { pickDefined } from '../../../contract/lib/pick-defined.js';
import type { VideoDescription } from '../media/encoded-chunk.js';
import type { FilmState, PartState, ShotConditioning, ShotState } from '../pipelines/film-state.js';
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

/** A part of a film; its conditioning is one of a list in the record. */
interface StoredPart extends Omit<PartState, 'state'> {
  readonly state: Omit<FilmState, 'open' | 'parts'> & { readonly open: StoredShot | null };
}

/** The conditionings of the open shots, as they are written: of a film that is put together a list, null for parts that have none. */
export type Conditionings = ShotConditioning | readonly (ShotConditioning | null)[];

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
    readonly state: Omit<FilmState, 'open' | 'parts'> & { readonly open: StoredShot | ShotOf010 | null; readonly parts?: readonly (StoredPart | null)[] };
  };
}

/** @param conditioning number of the record that holds the conditionings of the open shots */
export function encodeCheckpoint({ checkpoint, logBytes }: StoredCheckpoint, conditioning: number): Uint8Array<ArrayBuffer> {
  const { parts, ...state } = checkpoint.state;
  const stored = (open: ShotState | null): StoredShot | null => open && { ...open, conditioning };
  const written = parts?.map((part): StoredPart | null => part && { ...part, state: { frames: part.state.frames, shot: part.state.shot, open: stored(part.state.open) } });
  return encodeRecord({ checkpoint: { ...checkpoint, state: { ...state, open: stored(state.open), ...(written && { parts: written }) } }, logBytes } satisfies WrittenCheckpoint);
}

/** What the open shots of a film depend on; null where none is open. */
export function conditioningsOf({ open, parts }: FilmState): Conditionings | null {
  if (open) return open.conditioning;
  const all = parts?.map((part) => part?.state.open?.conditioning ?? null) ?? [];
  return all.some((each) => each !== null) ? all : null;
}

export function areSame(a: Conditionings | null, b: Conditionings): boolean {
  if (!isList(a) || !isList(b)) return a === b;
  return a.length === b.length && a.every((each, i) => each === b[i]);
}

export function encodeConditionings(conditionings: Conditionings): Uint8Array<ArrayBuffer> {
  return encodeRecord(isList(conditionings) ? { parts: conditionings } : conditionings);
}

const isList = (conditionings: Conditionings | null): conditionings is readonly (ShotConditioning | null)[] => Array.isArray(conditionings);

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
    const { open, parts, ...rest } = checkpoint.state;
    const find = (wanted: number): Uint8Array<ArrayBuffer> | undefined => known.find((each) => each.number === wanted)?.record;
    const conditioning = open && conditioningOf(open, find);
    const ofParts = parts && partsWith(parts, find);
    if ((open && !conditioning) || ofParts === null) continue;
    const state: FilmState = { ...rest, open: open && conditioning && shotState(open, conditioning), ...(ofParts && { parts: ofParts }) };
    const conditioningNumber = open && !('first' in open) ? open.conditioning : (parts && conditioningNumberOf(parts)) ?? 0;
    return { checkpoint: { ...checkpoint, state }, logBytes, number, conditioningNumber };
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

const conditioningNumberOf = (parts: readonly (StoredPart | null)[]): number | undefined => parts.find((part) => part?.state.open)?.state.open?.conditioning;

/** The parts with their conditionings; null where the record of those is missing. */
function partsWith(parts: readonly (StoredPart | null)[], find: (number: number) => Uint8Array<ArrayBuffer> | undefined): readonly (PartState | null)[] | null {
  const number = conditioningNumberOf(parts);
  const record = number === undefined ? undefined : find(number);
  if (number !== undefined && !record) return null;
  const { parts: known } = record ? (decodeRecord(record) as { readonly parts: readonly (ShotConditioning | null)[] }) : { parts: [] };
  return parts.map((part, i): PartState | null => {
    const conditioning = known[i] ?? null;
    return part && { ...part, state: { ...part.state, open: part.state.open && conditioning && shotState(part.state.open, conditioning) } };
  });
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
