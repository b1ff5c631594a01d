import { afterEach, describe, expect, it, vi } from 'vitest';
import type { ConverterReply, ConverterRequest } from '../../../../contract/conversion.js';
import { kinoraError } from '../../../../contract/errors.js';
import { ConverterClient, type ConverterWorker } from '../../../../src/engine/converter-client.js';

const film = new Blob(['film']);
const gif = { kind: 'gif' } as const;

class ToyWorker implements ConverterWorker {
  onmessage: ConverterWorker['onmessage'] = null;
  onerror: ConverterWorker['onerror'] = null;
  readonly heard: ConverterRequest[] = [];
  ended = false;
  postMessage(message: ConverterRequest): void {
    this.heard.push(message);
  }
  terminate(): void {
    this.ended = true;
  }
  reply(message: ConverterReply): void {
    this.onmessage?.({ data: message } as MessageEvent<ConverterReply>);
  }
}

function converter() {
  const workers: ToyWorker[] = [];
  const made = new ConverterClient(() => {
    const worker = new ToyWorker();
    workers.push(worker);
    return worker;
  }, 1000);
  return { made, workers };
}

afterEach(() => void vi.useRealTimers());

describe('the converter', () => {
  it('keeps conversions apart, tells of progress, and ends the worker when it is idle', async () => {
    vi.useFakeTimers();
    const { made, workers } = converter();
    const fractions: number[] = [];
    const first = made.convert(film, gif, { onProgress: (fraction) => fractions.push(fraction) });
    const second = made.convert(film, gif);
    expect(workers).toHaveLength(1);
    const [worker] = workers;
    worker!.reply({ type: 'progress', id: 1, done: 1, total: 4 });
    worker!.reply({ type: 'done', id: 2, file: new Blob(['two']) });
    worker!.reply({ type: 'done', id: 1, file: new Blob(['one']) });
    expect(await (await first as { value: Blob }).value.text()).toBe('one');
    expect(await (await second as { value: Blob }).value.text()).toBe('two');
    expect(fractions).toEqual([0.25]);
    vi.advanceTimersByTime(1001);
    expect(worker!.ended).toBe(true);
  });

  it('cancels in the worker, and a late answer is ignored', async () => {
    const { made, workers } = converter();
    const abort = new AbortController();
    const result = made.convert(film, gif, { signal: abort.signal });
    abort.abort();
    expect(await result).toMatchObject({ ok: false, error: { code: 'cancelled' } });
    expect(workers[0]!.heard.at(-1)).toEqual({ type: 'cancel', id: 1 });
    workers[0]!.reply({ type: 'done', id: 1, file: film });
    expect(await made.convert(film, gif, { signal: abort.signal })).toMatchObject({ ok: false, error: { code: 'cancelled' } });
  });

  it('outlives its worker', async () => {
    const { made, workers } = converter();
    const lost = made.convert(film, gif);
    workers[0]!.onerror?.({ message: 'out of memory' } as ErrorEvent);
    expect(await lost).toMatchObject({ ok: false, error: { code: 'worker-stopped', params: { worker: 'converter' }, cause: 'out of memory' } });
    const next = made.convert(film, gif);
    expect(workers).toHaveLength(2);
    workers[1]!.reply({ type: 'failed', id: 2, error: kinoraError('codec-not-encodable', { codec: 'AV1' }) });
    expect(await next).toMatchObject({ ok: false, error: { code: 'codec-not-encodable' } });
  });
});
