import { describe, expect, test } from 'vitest';
import { LossWatch } from '../../../../../workers/generator/runtime/gpu-device.js';

function device(): { watch: LossWatch; lose: () => void } {
  let lose: () => void = () => undefined;
  const loss = new Promise<{ message: string }>((resolve) => {
    lose = () => resolve({ message: 'destroyed' });
  });
  return { watch: new LossWatch(loss), lose };
}

const LOST = { error: { code: 'device-lost' } };
const broken = (): Promise<never> => Promise.reject(new Error('mapAsync: Buffer was unmapped before mapping was resolved.'));

describe('work on a device', () => {
  test('gives what it gives, and fails as it fails', async () => {
    const { watch } = device();
    expect(await watch.orLost(Promise.resolve(7))).toBe(7);
    await expect(watch.orLost(broken())).rejects.toThrow('mapAsync');
  });

  test.each(['before', 'after'])('that fails because the device went fails with its loss, told %s it', async (when) => {
    const { watch, lose } = device();
    if (when === 'before') lose();
    const work = watch.orLost(broken());
    setTimeout(lose, 50);
    await expect(work).rejects.toMatchObject(LOST);
  });

  test('that a lost device leaves hanging is not waited for', async () => {
    const { watch, lose } = device();
    const work = watch.orLost(new Promise(() => undefined));
    lose();
    await expect(work).rejects.toMatchObject(LOST);
    await expect(watch.orLost(new Promise(() => undefined))).rejects.toMatchObject(LOST);
  });
});
