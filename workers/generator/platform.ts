import type { Capabilities } from '../../contract/capabilities.js';
import type { Consent, InputFacts, PromptCheck, SubjectReading } from '../../contract/generator.js';
import type { BackendName, InputRole, VideoCodecName } from '../../contract/names.js';
import type { PackManifest, TextEncoderEntry } from '../../contract/pack/manifest.js';
import type { PackTable } from '../../contract/pack/table-schema.js';
import type { FrameShape } from '../../contract/pack-summary.js';
import type { PixelSize } from './media/decode/picture-header.js';
import type { PictureFit } from './media/decode/picture-fit.js';
import type { EncodedSegment, EncoderStart } from './media/encode/film-encoder.js';
import type { DrawPreview } from './media/encode/preview-sender.js';
import type { FileEntry } from '../model-store/verify-file.js';
import type { TokenizerFiles } from './tokenizer/tokenizer-files.js';
import type { TokenizedPrompt } from './pipelines/prompt-embeds.js';
import type { DrawTitle } from './pipelines/compose/compose-film.js';
import type { Composition } from './pipelines/compose/composition.js';
import type { GraphRunner } from './pipelines/tensors/graph-runner.js';
import type { Opening } from './pipelines/film-plan.js';
import type { ResourceLedger } from '../lib/resource-ledger.js';
import type { FilmFrame } from '../lib/film-frame.js';
import type { RgbaFrame } from '../lib/rgba-frame.js';
import type { FramePixels } from './pipelines/film-picture.js';
import type { JobFolders } from './checkpoints/job-folder.js';

/** All that the generator needs of the browser, so that it runs in Node with fakes. */
export interface Platform {
  probe(): Promise<Capabilities>;
  /** Reads and validates `pack.json` of a folder. `keep` and `consent` as in `LoadOptions`. */
  openPack(packUrl: string, options: OpenPackOptions): Promise<PackFiles>;
  loadTokenizer(texts: TokenizerFiles, manifest: TokenizerManifest): Promise<Tokenizer>;
  /** @param threads as in `LoadOptions` */
  startRuntime(backend: BackendName, capabilities: Capabilities, ledger: ResourceLedger, threads?: number): Promise<Runtime>;
  /** A picture as planar RGB [3, height, width] in 0..1, or [4, height, width] of one that was cut out; `background` as in `GenerateRequest`. */
  decodePicture(picture: Blob, frame: PixelSize, background?: string, fit?: PictureFit): Promise<Float32Array>;
  /** A video to go on from, at the pack's size and rate. @param isTransparent whether what is transparent in it stays so */
  openVideo(video: Blob, frame: FrameShape, background?: string, isTransparent?: boolean): Promise<Opening>;
  /** What a picture or a video is; refuses what the two above would refuse. */
  inspect(role: InputRole, file: Blob, frame?: FrameShape): Promise<InputFacts>;
  /**
   * @param start where the film goes on; null at its beginning
   * @param hashesPainted as for `WebCodecsFilmEncoder`
   */
  startEncoder(
    frame: FrameShape,
    preferred: VideoCodecName | undefined,
    ledger: ResourceLedger,
    start: EncoderStart | null,
    hashesPainted?: boolean,
  ): Promise<FilmEncoder>;
  /** Where jobs are written down. */
  openFolders(): Promise<JobFolders>;
  readonly drawPreview: DrawPreview;
  /** What draws the titles of a film. @param loops whether the film ends as it began */
  openTitles(composition: Composition, loops: boolean): Promise<DrawTitle>;
  /** A frame as a PNG file. */
  readonly encodePng: (frame: RgbaFrame) => Promise<Blob>;
  /** Resolves after the messages that wait have been handled. */
  readonly yieldToMessages: () => Promise<void>;
  /** Milliseconds; never goes back. */
  readonly now: () => number;
}

export interface OpenPackOptions {
  readonly signal: AbortSignal;
  readonly keep?: boolean | undefined;
  readonly consent?: Consent | undefined;
}

export interface PackFiles {
  readonly manifest: PackManifest;
  /** Bytes of `entries` that are not on this device. */
  missingBytes(entries: readonly FileEntry[]): Promise<number>;
  /** Brings `entries` to this device where they may be kept; `onBytes` hears how many bytes of all of them are here. */
  fetchAll(entries: readonly FileEntry[], signal: AbortSignal, onBytes: (received: number) => void): Promise<void>;
  /** Bytes of a file, verified. `onBytes` hears the bytes received so far. */
  read(entry: FileEntry, signal: AbortSignal, onBytes?: (received: number) => void): Promise<Uint8Array<ArrayBuffer>>;
  /** The same without all of it in memory: a file of this device, where it is kept. */
  open(entry: FileEntry, signal: AbortSignal, onBytes?: (received: number) => void): Promise<Blob>;
  /**
   * The bytes of rows of a table, one after another, verified: out of its file where that is kept, else only they are fetched.
   * @throws Failure `pack-rows-not-reached`, and as `open`
   */
  readRows(table: PackTable, rows: readonly number[], signal: AbortSignal): Promise<Uint8Array<ArrayBuffer>>;
}

/** What a tokenizer has to know of a pack. */
export type TokenizerManifest = Pick<PackManifest, 'textToImage' | 'imageToVideo' | 'vocabulary'>;

export interface Tokenizer {
  /** @param tokenizer of the text encoder that gets the ids */
  encode(prompt: string, tokenizer: TextEncoderEntry['tokenizer']): TokenizedPrompt;
  check(prompt: string): PromptCheck;
  readSubject(prompt: string): SubjectReading;
  isTooLong(prompt: string): boolean;
}

/** Where graphs run. Whoever starts one releases it. */
export interface Runtime extends GraphRunner {
  readonly backend: BackendName;
  /** Of WebAssembly, which runs what the GPU cannot as well. */
  readonly threads: number;
  load(graph: string, files: GraphFiles): Promise<void>;
  /** Frees the session of a graph; does nothing when there is none. */
  unload(graph: string): Promise<void>;
  release(): Promise<void>;
}

/** What a session is made of. */
export interface GraphFiles {
  /** An ONNX file, verified. */
  readonly model: Blob;
  /** Weights that it refers to, each under its path; verified. */
  readonly data: readonly { readonly path: string; readonly blob: Blob }[];
  readonly freeDimensions: Readonly<Record<string, number>>;
  /** The graph has Cast nodes for weights of 16 bits, which are to be run when it is and not in advance. */
  readonly widensItself?: boolean;
  /** Whether a film runs it again and again, with tensors of the same shapes. */
  readonly isRepeated?: boolean;
}

/** Encodes the frames of a film. */
export interface FilmEncoder {
  readonly codec: VideoCodecName;
  /** The frame stays the caller's to close. */
  add(frame: FilmFrame): Promise<void>;
  /** Whether frames that `paint` makes of bytes are encoded in the colours of these; absent where only bytes are taken. */
  keepsColours?(paint: (rgba: FramePixels) => VideoFrame): Promise<boolean>;
  /** The encoded frames since the last cut. */
  cut(): Promise<EncodedSegment>;
  /** May be called at any time, more than once. */
  abort(): void;
}
