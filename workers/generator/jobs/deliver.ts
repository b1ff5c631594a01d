import type { GenerationEvent } from '../../../contract/events.js';

/** Receives events. It may answer with a promise that tells when it is ready for more, as a Comlink proxy does. */
export type Receiver = (event: GenerationEvent) => unknown;

/** A receiver that throws, or is gone, must not break the job. */
export async function deliver<E>(receiver: (event: E) => unknown, event: E): Promise<void> {
  try {
    await receiver(event);
  } catch {
    // Nobody to tell.
  }
}
