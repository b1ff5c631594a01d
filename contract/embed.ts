/**
 * What an embedded Kinora (`embed.html`, in a frame) and the page around it (through `embed.js`) say to each other.
 *
 * The host page opens the talk with one window message to the frame, addressed to Kinora's exact origin, that carries
 * a {@link ConnectMessage} and one port. Everything after it goes through that port, which nobody else holds.
 * Both sides parse each message before they use it. A job's `id` is the host's: whole numbers, each larger than the last.
 */
import type { ToldError } from './errors/describe.js';
import type { WarningCode } from './errors/warnings.js';
import type { ClipMetadata, GenerationEvent, LoadEvent } from './events.js';
import type { EmbedTheme, EmbedUi } from './names.js';
import type { FlatRequest } from './request/flat-request.js';

/** Goes up when an older peer could misunderstand a message. */
export const EMBED_PROTOCOL = 'kinora-embed/1';
export type EmbedProtocol = typeof EMBED_PROTOCOL;

/** `fill`: the frame's height is given, so the page fits into it. `content`: the frame becomes as high as the page. */
export const EMBED_FITS = ['fill', 'content'] as const;
export type EmbedFit = (typeof EMBED_FITS)[number];

/** Query parameters of `embed.html`. */
export interface EmbedParameters {
  readonly ui: EmbedUi;
  readonly theme: EmbedTheme;
  readonly fit: EmbedFit;
  /** Present when the host knows that its frame may download. */
  readonly downloads?: 'yes';
}

/** Jobs that one host may have waiting or running at a time. */
export const EMBED_JOBS_AT_ONCE = 8;

export interface ConnectMessage {
  readonly protocol: EmbedProtocol;
  readonly type: 'connect';
}

/** As public/embed.d.ts describes it to host pages. */
export type HostRequest = Omit<FlatRequest, 'seconds' | 'seed'> & Partial<Pick<FlatRequest, 'seconds' | 'seed'>> & { readonly models?: HostModels };

/** By the ids of their packs; each absent one is that of the site. */
export interface HostModels {
  readonly draw?: string;
  readonly move?: string;
}

/** From the host page, through the port. */
export type HostMessage =
  | { readonly protocol: EmbedProtocol; readonly type: 'generate'; readonly id: number; readonly request: HostRequest }
  | { readonly protocol: EmbedProtocol; readonly type: 'cancel'; readonly id: number }
  /** Whether `preview` events are wanted: they cost a copy of each frame. */
  | { readonly protocol: EmbedProtocol; readonly type: 'previews'; readonly wanted: boolean }
  | { readonly protocol: EmbedProtocol; readonly type: 'theme'; readonly theme: EmbedTheme }
  /** Puts the keyboard into the prompt. */
  | { readonly protocol: EmbedProtocol; readonly type: 'focus' };

type OfAJob<Event> = Event extends { readonly jobId: string } ? Omit<Event, 'jobId'> : never;

/** How a job of the host gets on. A `preview`'s frame is transferred: who receives it closes it. */
export type EmbedJobEvent = OfAJob<Extract<GenerationEvent, { type: 'stage' | 'progress' | 'preview' }>> | EmbedWarning | LoadEvent;

/** The sentence is English, because it is for the developers of the host page. */
export interface EmbedWarning {
  readonly type: 'warning';
  readonly reason: WarningCode;
  readonly message: string;
}

/** To the host page, through the port. */
export type FrameMessage =
  | { readonly protocol: EmbedProtocol; readonly type: 'ready'; readonly ui: EmbedUi }
  /** Instead of `ready`: this host may not do what it asks for. */
  | { readonly protocol: EmbedProtocol; readonly type: 'refused'; readonly error: ToldError }
  /** Height of what is drawn, in CSS pixels. */
  | { readonly protocol: EmbedProtocol; readonly type: 'height'; readonly height: number }
  | { readonly protocol: EmbedProtocol; readonly type: 'event'; readonly id: number; readonly event: EmbedJobEvent }
  | { readonly protocol: EmbedProtocol; readonly type: 'done'; readonly id: number; readonly blob: Blob; readonly metadata: ClipMetadata }
  | { readonly protocol: EmbedProtocol; readonly type: 'failed'; readonly id: number; readonly error: ToldError };
