/**
 * Parses messages of the frame by hand: embed.js has no dependencies. The frame is of Kinora's origin and the port is
 * private; each field is checked all the same.
 */
import type { EmbedProtocol, FrameMessage } from '../contract/embed.js';
import type { ClipMetadata } from '../contract/generator.js';
import type { KinoraEvents } from '../public/embed.js';
import type { HostFailure } from './host-error.js';

// A type and not the constant itself: a shared module would become a file of its own that embed.js has to fetch.
export const PROTOCOL: EmbedProtocol = 'kinora-embed/1';

type Fields = Readonly<Record<string, unknown>>;

/** An event of a job, ready for `on`. */
export type JobEvent = {
  [Name in 'progress' | 'stage' | 'loading' | 'preview' | 'warning']: { readonly name: Name; readonly data: KinoraEvents[Name] };
}['progress' | 'stage' | 'loading' | 'preview' | 'warning'];

export type ParsedFrameMessage =
  | Pick<Extract<FrameMessage, { type: 'ready' }>, 'type'>
  | { readonly type: 'refused'; readonly error: HostFailure }
  | { readonly type: 'height'; readonly height: number }
  | { readonly type: 'event'; readonly event: JobEvent }
  | { readonly type: 'done'; readonly id: number; readonly blob: Blob; readonly metadata: ClipMetadata }
  | { readonly type: 'failed'; readonly id: number; readonly error: HostFailure };

const STAGES = ['load', 'text', 'image', 'video', 'decode', 'encode', 'finish'] as const;

const isRecord = (value: unknown): value is Fields => typeof value === 'object' && value !== null;
const isCount = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value) && value >= 0;

/** A frame of an older Kinora gives no reason. */
function parseFailure(value: unknown): HostFailure | null {
  if (!isRecord(value)) return null;
  const { code, reason = code, message, remedy } = value;
  const isWhole = typeof code === 'string' && typeof reason === 'string' && typeof message === 'string' && typeof remedy === 'string';
  return isWhole ? { code, reason, message, remedy } : null;
}

/** Null for anything that is no message of this version of the protocol. */
export function parseFrameMessage(data: unknown): ParsedFrameMessage | null {
  if (!isRecord(data) || data['protocol'] !== PROTOCOL) return null;
  const { type, id } = data;
  const error = parseFailure(data['error']);
  switch (type) {
    case 'ready':
      return { type };
    case 'refused':
      return error === null ? null : { type, error };
    case 'height':
      return isCount(data['height']) ? { type, height: data['height'] } : null;
    case 'event': {
      const event = isCount(id) && isRecord(data['event']) ? parseEvent(id, data['event']) : null;
      return event === null ? null : { type, event };
    }
    case 'done': {
      const { blob, metadata } = data;
      return isCount(id) && blob instanceof Blob && isRecord(metadata) ? { type, id, blob, metadata: metadata as unknown as ClipMetadata } : null;
    }
    case 'failed':
      return isCount(id) && error !== null ? { type, id, error } : null;
    default:
      return null;
  }
}

function parseEvent(job: number, event: Fields): JobEvent | null {
  const stage = STAGES.find((name) => name === event['stage']);
  const { type, done, total, eta, doneBytes, totalBytes, index, frame, message, reason = 'other' } = event;
  switch (type) {
    case 'stage':
      return stage === undefined ? null : { name: type, data: { job, stage } };
    case 'progress':
      if (stage === undefined || !isCount(done) || !isCount(total)) return null;
      return { name: type, data: { job, stage, fraction: total > 0 ? Math.min(1, done / total) : 0, eta: isCount(eta) ? eta : null } };
    case 'loading':
      return isCount(doneBytes) && isCount(totalBytes) ? { name: type, data: { job, doneBytes, totalBytes } } : null;
    case 'preview':
      return isCount(index) && frame instanceof ImageBitmap ? { name: type, data: { job, index, frame } } : null;
    case 'warning':
      return typeof message === 'string' && typeof reason === 'string' ? { name: type, data: { job, message, reason } } : null;
    default:
      return null;
  }
}
