import { expect, test } from 'vitest';
import { writeFully } from '../../../../workers/lib/opfs.js';

const BYTES = new Uint8Array(100);

test('what was written to its end is no failure', () => {
  const places: number[] = [];
  const handle = {
    write: (bytes: Uint8Array, { at }: { readonly at: number }) => {
      places.push(at);
      return bytes.length;
    },
  };
  writeFully(handle, BYTES, 7);
  expect(places).toEqual([7]);
});

// -8 is Chromium's "no space"; it comes as an unsigned number, larger than any count.
test.each([0, 99, 2 ** 32 - 8])('a count of %i for 100 bytes is a full disk', (count) => {
  expect(() => writeFully({ write: () => count }, BYTES, 0)).toThrow(expect.objectContaining({ name: 'QuotaExceededError' }) as Error);
});
