import { describe, expect, test } from 'vitest';
import { ResourceLedger } from '../../../../../workers/lib/resource-ledger.js';
import { Mutex } from '../../../../../workers/lib/mutex.js';
import { withTensorScope } from '../../../../../workers/generator/runtime/tensor-scope.js';

class FakeTensor {
  disposals = 0;
  dispose(): void {
    this.disposals++;
  }
}

describe('a tensor scope', () => {
  test('frees each tensor once, after the work', async () => {
    const ledger = new ResourceLedger();
    const tensors = [new FakeTensor(), new FakeTensor()];
    const result = await withTensorScope(ledger, async (own) => {
      for (const tensor of [...tensors, ...tensors]) own(tensor);
      expect(ledger.counts().tensors).toBe(2);
      await Promise.resolve();
      expect(tensors.map(({ disposals }) => disposals)).toEqual([0, 0]);
      return 'result';
    });
    expect(result).toBe('result');
    expect(tensors.map(({ disposals }) => disposals)).toEqual([1, 1]);
    expect(ledger.counts().tensors).toBe(0);
  });

  test('frees them when the work fails', async () => {
    const ledger = new ResourceLedger();
    const tensor = new FakeTensor();
    const work = withTensorScope(ledger, (own) => {
      own(tensor);
      return Promise.reject(new Error('no'));
    });
    await expect(work).rejects.toThrow('no');
    expect([tensor.disposals, ledger.counts().tensors]).toEqual([1, 0]);
  });
});

describe('the ledger', () => {
  test('does not let more be freed than was made', () => {
    const ledger = new ResourceLedger();
    ledger.opened('sessions');
    ledger.closed('sessions');
    expect(() => ledger.closed('sessions')).toThrow(/sessions/);
  });

  test('counts a frame until it is closed, and a bitmap until it is transferred', () => {
    const ledger = new ResourceLedger();
    const frame = { codedWidth: 8 };
    const bitmap = { width: 8 };
    ledger.watch(frame as VideoFrame);
    ledger.watch(bitmap as ImageBitmap);
    expect(ledger.counts().frames).toBe(2);
    frame.codedWidth = 0;
    expect(ledger.counts().frames).toBe(1);
    bitmap.width = 0;
    expect(ledger.counts().frames).toBe(0);
  });
});

describe('the run lock', () => {
  test('lets one at a time, in order, and survives failures', async () => {
    const lock = new Mutex();
    const log: string[] = [];
    const work = (name: string, fails = false) =>
      lock.run(async () => {
        log.push(`${name} starts`);
        await new Promise((resolve) => setTimeout(resolve, 5));
        log.push(`${name} ends`);
        if (fails) throw new Error(name);
        return name;
      });
    const results = await Promise.allSettled([work('a'), work('b', true), work('c')]);
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(log).toEqual(['a starts', 'a ends', 'b starts', 'b ends', 'c starts', 'c ends']);
  });
});
