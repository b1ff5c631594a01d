/** All errors that a person or a host page may meet, by code, each with what its sentence needs. A code means one thing. */
import type { NumberFault } from '../input/typed-number.js';
import type { BrowserEngine } from '../names.js';
import type { FileFormat } from '../input/file-kind.js';
import type { ManifestFault } from './manifest-fault.js';

/** No sentence needs anything. */
type None = Readonly<Record<string, never>>;
type InputRole = 'picture' | 'video';
interface Range {
  readonly min: number;
  readonly max: number;
}
interface PackName {
  readonly id: string;
  readonly version: string;
}

/** The request cannot be made. `given` is what stands there, as JSON would write it, or the name of its type. */
export interface RequestErrors {
  /** A page sent something else than a request; `field` is a path, or null for the whole. */
  'request-malformed': { readonly field: string | null };
  'prompt-and-scenes': None;
  'scenes-empty': None;
  'too-many-scenes': { readonly count: number; readonly max: number };
  'scenes-too-long': { readonly seconds: number; readonly max: number };
  'scene-malformed': None;
  'scene-start-unknown': { readonly given: string };
  'prompt-empty': None;
  'prompt-too-long': { readonly characters: number; readonly max: number };
  /** The model knows none of the words; `more` counts those that are not named; `near` is one that it knows. */
  'prompt-words-unknown': { readonly words: readonly string[]; readonly more: number; readonly near: string | null };
  /** Nothing but small words, such as "the". */
  'prompt-draws-nothing': None;
  'seconds-not-a-number': Range & { readonly given: string };
  'seconds-below-limit': { readonly seconds: number; readonly min: number };
  'seconds-above-limit': { readonly seconds: number; readonly max: number };
  'seed-out-of-range': Range & { readonly given: string };
  'steps-out-of-range': Range & { readonly given: string };
  'motion-out-of-range': Range & { readonly given: string };
  'seeds-empty': None;
  'too-many-seeds': { readonly count: number; readonly max: number };
  'loop-malformed': { readonly given: string };
  'loop-with-end-picture': None;
  'picture-and-video': None;
  'transparent-video': None;
  'background-unknown': { readonly given: string };
  'too-many-layers': { readonly count: number; readonly max: number };
  /** Neither a prompt nor a title, or both. */
  'layer-malformed': None;
  'layer-number-out-of-range': Range & { readonly field: LayerNumber; readonly given: string };
  'layer-ends-too-early': { readonly start: number; readonly end: number };
  'layer-begins-too-late': { readonly start: number; readonly seconds: number };
  'title-empty': None;
  'title-too-long': { readonly characters: number; readonly max: number };
  'title-motion-unknown': { readonly given: string; readonly known: readonly string[] };
  'title-colour-unknown': { readonly field: 'colour' | 'outline'; readonly given: string };
  'size-out-of-range': Range & { readonly given: string };
  'size-odd': { readonly width: number; readonly height: number };
  'fps-unknown': { readonly given: string; readonly known: readonly number[] };
  /** The place alone, of a film that starts from a file. */
  'hidden-subject-of-file': None;
  /** A film that goes on from a video is made as large and as fast as the model's, with nothing in front. */
  'composed-video': { readonly what: 'layers' | ComposedOption };
  /** Neither subject nor place, and no layers. */
  'nothing-to-show': None;
}

/** Options of a request that take more than a model's own pictures. */
export type ComposedOption = 'size' | 'fps' | 'hideSubject';
export type LayerNumber = 'x' | 'y' | 'size' | 'turn' | 'start' | 'end' | 'weight';

/** A picture or a video that was given cannot be used. */
export interface InputErrors {
  'input-too-small': { readonly what: InputRole; readonly width: number; readonly height: number; /** Pixels on each side. */ readonly min: number };
  'input-too-large': { readonly what: InputRole; readonly width: number; readonly height: number; /** Pixels in all. */ readonly max: number };
  'input-empty': { readonly what: InputRole };
  /** A folder, or a file that was moved. */
  'file-not-opened': { readonly name: string };
  /** Bytes of no known format; `type` is what the system says, empty where it says nothing. */
  'picture-unknown': { readonly type: string; readonly size: number };
  'video-unknown': { readonly type: string; readonly size: number };
  /** Something else: a video or a text, for example. */
  'not-a-picture': { readonly format: FileFormat };
  'not-a-video': { readonly format: FileFormat };
  'picture-damaged': { readonly format: FileFormat; readonly size: number };
  /** A format that this browser does not decode. */
  'picture-unsupported': { readonly format: FileFormat };
  'video-unsupported': { readonly format: FileFormat };
  'video-damaged': { readonly format: FileFormat };
  'video-cut-short': { readonly format: FileFormat };
  'video-without-pictures': { readonly format: FileFormat };
  'video-codec-unsupported': { readonly format: FileFormat; readonly codec: string };
  'video-too-long': { readonly seconds: number; readonly max: number };
}

/** A model that cannot be fetched, kept or run. */
export interface ModelErrors {
  'no-pack-loaded': None;
  'pack-address-malformed': { readonly address: string };
  /** What a person pasted is no address at all. */
  'not-a-pack-address': None;
  /** The server refuses a file of a pack. */
  'pack-file-not-found': { readonly file: string; readonly status: number; readonly url: string };
  /** The server gives it to people who signed in there, and Kinora never does. */
  'pack-file-needs-sign-in': { readonly file: string; readonly host: string };
  /** It was asked several times. */
  'pack-server-busy': { readonly file: string; readonly host: string; readonly status: number };
  /** No answer, or none that this page may read. */
  'pack-server-not-reached': { readonly host: string };
  /** Rows of a table that a film needs are not kept here, and the network does not answer. */
  'pack-rows-not-reached': { readonly host: string };
  'manifest-interrupted': None;
  'pack-file-interrupted': { readonly file: string; readonly percent: number };
  'pack-fetch-under-way': None;
  'manifest-not-json': None;
  /** `format` is what the manifest says, as JSON; null where it says nothing. */
  'pack-format-unknown': { readonly format: string | null; readonly reads: readonly string[] };
  /** `where` is the path to the field, such as "graphs.unet.inputs.0.type". */
  'manifest-faulty': { readonly where: string; readonly fault: ManifestFault };
  /** A film needs a model that draws, or a picture; and one that moves pictures. */
  'pack-draws-nothing': { readonly title: string };
  'pack-moves-nothing': { readonly title: string };
  'pack-not-transparent': { readonly title: string };
  /** Films of the model cannot be put together of parts; titles need none. */
  'pack-not-layered': { readonly title: string; readonly what: 'layers' | ComposedOption };
  /** Nothing in the pack makes what an input with this role wants. */
  'graph-value-missing': { readonly graph: string; readonly role: string };
  'pack-file-short': { readonly file: string; readonly found: number; readonly bytes: number };
  'pack-file-long': { readonly file: string; readonly found: number; readonly bytes: number };
  'pack-hash-mismatch': { readonly file: string; readonly found: string; readonly expected: string };
  'tokenizer-unreadable': { readonly file: string };
  'near-words-unreadable': None;
  'word-forms-unreadable': None;
  'graph-not-loaded': { readonly graph: string };
  'graph-not-run': { readonly graph: string };
  'no-variant': { readonly title: string; readonly graph: string; readonly backend: 'webgpu' | 'wasm' };
  /** All its files are for WebGPU, and it would run on the CPU. */
  'pack-needs-gpu': { readonly title: string };
  'pack-needs-features': { readonly title: string; /** Of WebGPU. */ readonly features: readonly string[] };
  /** A buffer of the GPU has to hold more than the device allows. */
  'pack-needs-buffer': { readonly title: string; readonly neededBytes: number; readonly availableBytes: number };
  'pack-needs-memory': { readonly title: string; readonly neededBytes: number; readonly availableBytes: number };
  /** `freeBytes` is null where the browser does not say. */
  'no-room-for-pack': { readonly neededBytes: number; readonly freeBytes: number | null };
  'no-storage-for-packs': None;
  'pack-not-kept': None;
  /** The folder that a model came from: a file is not there, has no manifest, or the model is no longer kept. */
  'folder-lacks-file': { readonly file: string };
  'folder-lacks-manifest': None;
  'folder-pack-gone': None;
  'folder-file-gone': { readonly file: string };
  'runtime-interrupted': None;
  /** `url` is null where the pack gives none. */
  'licence-not-accepted': { readonly title: string; readonly licence: string; readonly url: string | null };
  /** Its files lie at a hub, which is not asked before a person has chosen the model. */
  'hub-pack-not-chosen': { readonly title: string; readonly host: string };
  /** No answer, or none that this page may read. */
  'hub-not-reached': { readonly host: string };
  'hub-asks-for-sign-in': { readonly host: string; readonly repo: string };
  'hub-revision-gone': { readonly host: string; readonly repo: string; readonly revision: string };
  'hub-refuses': { readonly host: string; readonly repo: string; readonly status: number };
  'hub-listing-unreadable': { readonly host: string; readonly repo: string };
  'hub-file-gone': { readonly repo: string; readonly file: string };
  'catalogue-unreadable': None;
  /** A host page, or the settings of a film, name a model that is neither of this site nor on this device. */
  'model-not-here': { readonly id: string };
}

/** A worker, by what it does for a person. */
export type WorkerRole = 'generator' | 'model-store' | 'converter';

/** A job that ended otherwise than with a film. */
export interface JobErrors {
  cancelled: { readonly what: 'job' | 'film' | 'conversion' };
  'job-id-taken': { readonly id: string };
  'unfinished-film-not-found': { readonly id: string };
  'film-under-way': None;
  'film-in-another-tab': { readonly id: string };
  'film-begun-with-other-pack': { readonly begun: PackName; readonly now: PackName };
  /** The same pack by name, with other files. */
  'film-begun-with-other-files': None;
  'out-of-memory': None;
  'conversion-out-of-memory': None;
  'no-room': None;
  'no-room-for-film': { readonly megabytes: number };
  'device-lost': None;
  'no-webgpu-adapter': None;
  'no-webgpu-device': None;
  /** Overflow in half precision, for example. */
  'numbers-not-finite': { readonly graph: string };
  'no-codec-at-size': { readonly width: number; readonly height: number };
  'codec-not-encodable': { readonly codec: string };
  'encoder-silent': { readonly seconds: number };
  'encoder-broke': None;
  /** It gave another kind of stream than it began with. Mended by beginning anew, so a person hardly meets it. */
  'encoder-changed': None;
  'film-not-decodable': None;
  /** The browser encodes no WebP. */
  'webp-not-encodable': None;
  /** `place` is the product that takes stickers. */
  'sticker-needs-transparency': { readonly place: string };
  'sticker-too-few-frames': { readonly frames: number; readonly min: number };
  /** `bytes` are those of the smallest that could be made. */
  'sticker-over-limit': { readonly bytes: number; readonly max: number };
  /** The bytes of a film that has just been finished cannot be read. */
  'finished-film-unreadable': None;
  'worker-stopped': { readonly worker: WorkerRole };
  'worker-garbled': { readonly worker: WorkerRole };
  'generator-silent': None;
  'generator-not-started': None;
  'generator-released': None;
  'generator-restarted': { readonly why: 'cancel' | 'threads' };
  /** A defect: something was thrown that nobody foresaw. `call-failed`: outside of a job. */
  unforeseen: None;
  'call-failed': { readonly worker: WorkerRole };
  'conversion-failed': None;
}

/** What a browser lacks to make any film. */
export interface BrowserErrors {
  'no-secure-context': { readonly engine: BrowserEngine };
  'no-wasm-simd': { readonly engine: BrowserEngine };
  'no-video-encoder': { readonly engine: BrowserEngine };
  'no-codec': { readonly engine: BrowserEngine };
}

/** Errors that only the page meets. */
export interface PageErrors {
  /** `text` is what stands in the field; `scene` counts from 1, and is null for a film of one scene. */
  'seconds-mistyped': Range & { readonly text: string; readonly scene: number | null; readonly fault: NumberFault };
  'seed-mistyped': Range & { readonly text: string; readonly fault: NumberFault };
  'steps-mistyped': Range & { readonly text: string; readonly fault: NumberFault };
  'pasted-settings-unreadable': None;
  'no-room-for-films': None;
  'films-not-kept': None;
  'change-not-stored': None;
  'film-file-gone': { readonly name: string };
  'archive-not-zip': None;
  'archive-without-films': None;
  'archive-unreadable': None;
  'archive-locked': None;
  'archive-split': None;
  'archive-cut-short': None;
  'archive-of-others': None;
  'archive-format-unsupported': { readonly format: string };
}

/** What a host page is refused. */
export interface EmbedErrors {
  'embedding-not-allowed': { readonly origin: string };
  /** `hidden`: its frame cannot be seen; otherwise it has no user interface. */
  'driving-not-allowed': { readonly origin: string; readonly hidden: boolean };
  'other-embed-version': { readonly version: string };
  'too-many-films-waiting': { readonly max: number };
  /** `field` is null for the request as a whole; `unknown` is a name that no field has, else the type is wrong. */
  'host-request-malformed': { readonly field: string | null; readonly unknown: string | null };
}

export interface ErrorParams extends RequestErrors, InputErrors, ModelErrors, JobErrors, BrowserErrors, PageErrors, EmbedErrors {}

export type ErrorCode = keyof ErrorParams;
