/** What leaves the frame, made ready for a stranger's hands: copies, with nothing in them that the host did not ask for. */
import type { EmbedJobEvent } from '../../../../contract/embed.js';
import { describeWarning } from '../../../../contract/errors/describe.js';
import { ENGLISH } from '../../../../contract/errors/english/english.js';
import type { EmbedSessionEvent } from '../embed-session.js';

/** `event` without the worker's job id. A preview's `frame` is a copy of its own, made with {@link copyFrame}. */
export function eventForHost(event: Exclude<EmbedSessionEvent, { type: 'preview' }>): EmbedJobEvent {
  switch (event.type) {
    case 'stage':
      return { type: 'stage', stage: event.stage };
    case 'progress':
      return { type: 'progress', stage: event.stage, done: event.done, total: event.total, eta: event.eta };
    case 'warning':
      return { type: 'warning', reason: event.warning.code, message: describeWarning(event.warning, ENGLISH) };
    case 'loading':
      return { type: 'loading', doneBytes: event.doneBytes, totalBytes: event.totalBytes };
  }
}

/** The page here draws `frame` and closes it; the bytes are copied before this returns its promise. */
export function copyFrame(frame: ImageBitmap): Promise<ImageBitmap> {
  return createImageBitmap(frame);
}
