/** Makes GIFs, pictures and other MP4s of finished films, so that the page stays alive meanwhile. */
import type { ConverterReply, ConverterRequest } from '../../contract/conversion.js';
import { conversionError } from './conversion-error.js';
import { convert } from './convert.js';
import { describeFilm } from './film-reader.js';

declare const self: DedicatedWorkerGlobalScope;

/** Milliseconds between two words of progress. */
const PROGRESS_EVERY_MS = 100;

const running = new Map<number, AbortController>();

const reply = (message: ConverterReply): void => self.postMessage(message);

self.addEventListener('message', ({ data }: MessageEvent<ConverterRequest>) => {
  if (data.type === 'cancel') running.get(data.id)?.abort();
  else if (data.type === 'describe') void describe(data);
  else void run(data);
});

async function run({ id, film, conversion }: Extract<ConverterRequest, { type: 'convert' }>): Promise<void> {
  const abort = new AbortController();
  running.set(id, abort);
  let saidAt = 0;
  try {
    const file = await convert(film, conversion, {
      signal: abort.signal,
      progress: (done, total) => {
        const now = performance.now();
        if (now - saidAt < PROGRESS_EVERY_MS) return;
        saidAt = now;
        reply({ type: 'progress', id, done, total });
      },
    });
    reply({ type: 'done', id, file });
  } catch (thrown) {
    reply({ type: 'failed', id, error: conversionError(thrown) });
  } finally {
    running.delete(id);
  }
}

async function describe({ id, film }: Extract<ConverterRequest, { type: 'describe' }>): Promise<void> {
  try {
    reply({ type: 'described', id, facts: await describeFilm(film) });
  } catch (thrown) {
    reply({ type: 'failed', id, error: conversionError(thrown) });
  }
}
