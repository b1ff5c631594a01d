import { describe, expect, it, vi } from 'vitest';
import type { ConverterApi } from '../../../../contract/conversion.js';
import { kinoraError, type Result } from '../../../../contract/errors.js';
import { ConverterClient } from '../../../../src/engine/converter-client.js';
import { FakeWorker } from '../../../fixtures/page/fake-worker.js';
import { until } from '../../../fixtures/until.js';

const film = new Blob(['film']);
const gif = { kind: 'gif' } as const;

interface Call {
  readonly id: string;
  readonly onProgress: (done: number, total: number) => void;
  readonly answer: (result: Result<Blob>) => void;
}

/** A converter whose answers the test gives. */
function converter() {
  const workers: FakeWorker[] = [];
  const calls: Call[] = [];
  const cancelled: string[] = [];
  const api: ConverterApi = {
    convert: (id, _film, _conversion, onProgress) => new Promise((answer) => calls.push({ id, onProgress, answer })),
    makeSticker: (_id, _film, order, onProgress) => {
      onProgress(1, 2);
      return Promise.resolve({ ok: false, error: kinoraError('sticker-needs-transparency', { place: order.preset }) });
    },
    describe: () => Promise.resolve({ ok: true, value: { frames: 24, width: 256, height: 256, fps: 12, codec: 'h264' } }),
    cancel: async (id) => void cancelled.push(id),
  };
  const client = new ConverterClient(() => {
    const worker = new FakeWorker(api);
    workers.push(worker);
    return worker;
  }, 50);
  return { client, workers, calls, cancelled };
}

const valueOf = async (result: Promise<Result<Blob>>): Promise<string> => {
  const settled = await result;
  return settled.ok ? settled.value.text() : settled.error.code;
};

describe('the converter', () => {
  it('keeps conversions apart, reports progress, and ends the worker when it is idle', async () => {
    const { client, workers, calls } = converter();
    const fractions: number[] = [];
    const first = client.convert(film, gif, { onProgress: (fraction) => fractions.push(fraction) });
    const second = client.convert(film, gif);
    await until(() => expect(calls).toHaveLength(2));
    expect(workers).toHaveLength(1);
    calls[0]!.onProgress(1, 4);
    await until(() => expect(fractions).toEqual([0.25]));
    calls[1]!.answer({ ok: true, value: new Blob(['two']) });
    calls[0]!.answer({ ok: true, value: new Blob(['one']) });
    expect(await valueOf(first)).toBe('one');
    expect(await valueOf(second)).toBe('two');
    expect(workers[0]!.terminated).toBe(false);
    await until(() => expect(workers[0]!.terminated).toBe(true));
    expect(await client.describe(film)).toMatchObject({ ok: true, value: { frames: 24 } });
    expect(workers).toHaveLength(2);
  });

  it('cancels in the worker, and ignores progress and an answer that come late', async () => {
    const { client, calls, cancelled } = converter();
    const abort = new AbortController();
    const onProgress = vi.fn();
    const result = client.convert(film, gif, { signal: abort.signal, onProgress });
    await until(() => expect(calls).toHaveLength(1));
    abort.abort();
    expect(await result).toMatchObject({ ok: false, error: { code: 'cancelled' } });
    await until(() => expect(cancelled).toEqual([calls[0]!.id]));
    calls[0]!.onProgress(1, 2);
    calls[0]!.answer({ ok: true, value: film });
    expect(await client.convert(film, gif, { signal: abort.signal })).toMatchObject({ ok: false, error: { code: 'cancelled' } });
    expect(onProgress).not.toHaveBeenCalled();
  });

  it('makes stickers in the same way', async () => {
    const { client } = converter();
    const fractions: number[] = [];
    const made = await client.makeSticker(film, { preset: 'line-sticker', look: { stroke: false, shadow: false, margin: 0 } }, { onProgress: (fraction) => fractions.push(fraction) });
    expect(made).toEqual({ ok: false, error: kinoraError('sticker-needs-transparency', { place: 'line-sticker' }) });
  });

  it.each([
    ['an error', (worker: FakeWorker) => worker.crash('out of memory'), 'out of memory'],
    ['a message that cannot be read', (worker: FakeWorker) => void worker.dispatchEvent(new Event('messageerror')), 'messageerror'],
  ])('outlives its worker after %s', async (_, crash, cause) => {
    const { client, workers, calls } = converter();
    const lost = client.convert(film, gif);
    await until(() => expect(calls).toHaveLength(1));
    crash(workers[0]!);
    expect(await lost).toMatchObject({ ok: false, error: { cause, params: { worker: 'converter' } } });
    expect(workers[0]!.terminated).toBe(true);
    const next = client.convert(film, gif);
    await until(() => expect(calls).toHaveLength(2));
    expect(workers).toHaveLength(2);
    calls[1]!.answer({ ok: false, error: kinoraError('codec-not-encodable', { codec: 'AV1' }) });
    expect(await next).toMatchObject({ ok: false, error: { code: 'codec-not-encodable' } });
  });

  it('gives an error where no worker can be started', async () => {
    const client = new ConverterClient(() => {
      throw new Error('Workers are forbidden.');
    });
    expect(await client.convert(film, gif)).toMatchObject({ ok: false, error: { code: 'call-failed', cause: 'Error: Workers are forbidden.' } });
  });
});
