import { Failure } from '../pipeline/failure.js';

/**
 * Fetches one file of a pack.
 * @param onBytes called with the bytes received so far
 * @throws Failure `pack-missing` when the server has no such file, `network` when it cannot be reached or the
 *   connection drops
 */
export async function fetchFile(
  url: URL,
  signal?: AbortSignal,
  onBytes: (received: number) => void = () => undefined,
): Promise<Uint8Array<ArrayBuffer>> {
  const name = url.pathname.split('/').at(-1) ?? url.href;
  try {
    const response = await fetch(url, signal ? { signal } : {});
    if (!response.ok) {
      throw new Failure(
        'pack-missing',
        `"${name}" of the pack cannot be fetched: the server answered ${response.status}.`,
        `Check that ${url.href} exists.`,
      );
    }
    return await readAll(response, onBytes);
  } catch (error) {
    if (error instanceof Failure || signal?.aborted === true) throw error;
    throw new Failure(
      'network',
      `The connection dropped while "${name}" of the pack was fetched.`,
      'Check the connection and the address of the pack, then try again.',
      error,
    );
  }
}

async function readAll(response: Response, onBytes: (received: number) => void): Promise<Uint8Array<ArrayBuffer>> {
  const pieces: Uint8Array[] = [];
  let received = 0;
  const reader = response.body?.getReader();
  if (!reader) return new Uint8Array(await response.arrayBuffer());
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    pieces.push(part.value);
    received += part.value.length;
    onBytes(received);
  }
  const whole = new Uint8Array(received);
  let position = 0;
  for (const piece of pieces) {
    whole.set(piece, position);
    position += piece.length;
  }
  return whole;
}
