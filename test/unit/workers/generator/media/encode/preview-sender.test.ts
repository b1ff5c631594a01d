import { expect, test } from 'vitest';
import type { FilmFrame } from '../../../../../../workers/lib/film-frame.js';
import { ResourceLedger } from '../../../../../../workers/lib/resource-ledger.js';
import { PreviewSender } from '../../../../../../workers/generator/media/encode/preview-sender.js';

/** A sender of frames that come every `pause` milliseconds; what it delivers is taken at once. */
async function offered(count: number, pause: number): Promise<number[]> {
  let now = 0;
  const seen: number[] = [];
  const sender = new PreviewSender(
    () => Promise.resolve({ close: () => undefined } as ImageBitmap),
    (index) => Promise.resolve(void seen.push(index)),
    new ResourceLedger(),
    () => now,
  );
  for (let index = 0; index < count; index++, now += pause) {
    sender.offer({ index } as FilmFrame);
    await sender.settle();
    await new Promise((resolve) => setTimeout(resolve));
  }
  return seen;
}

test('every frame is shown where frames take their time', async () => {
  expect(await offered(5, 100)).toEqual([0, 1, 2, 3, 4]);
});

test('frames that come faster than anybody looks are shown now and then, the first at once', async () => {
  expect(await offered(10, 25)).toEqual([0, 4, 8]);
});
