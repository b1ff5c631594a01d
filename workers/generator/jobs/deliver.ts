/** A receiver that throws, or is gone, must not break the job. */
export async function deliver<E>(receiver: (event: E) => unknown, event: E): Promise<void> {
  try {
    await receiver(event);
  } catch {
    // Nobody to tell.
  }
}
