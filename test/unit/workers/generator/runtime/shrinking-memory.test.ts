import { expect, test } from 'vitest';
import { shrinkingMemory } from '../../../../../workers/generator/runtime/shrinking-memory.js';

/** Memory of a device that sets aside `most` pages and no more; `asked` tells the maxima that were tried. */
function limited(most: number, asked: unknown[]): typeof WebAssembly.Memory {
  return class extends WebAssembly.Memory {
    constructor(wanted: WebAssembly.MemoryDescriptor) {
      asked.push(wanted.maximum);
      if ((wanted.maximum ?? 0) > most) throw new RangeError('Out of memory');
      super(wanted);
    }
  };
}

test('memory is what was asked for where the device has it', () => {
  const asked: unknown[] = [];
  const Memory = shrinkingMemory(limited(65_536, asked));
  const memory = new Memory({ initial: 256, maximum: 65_536, shared: true });
  expect(memory).toBeInstanceOf(WebAssembly.Memory);
  expect(memory.buffer.byteLength).toBe(256 * 65_536);
  expect(asked).toEqual([65_536]);
});

test('memory may grow to half as much, and half of that, where the device refuses more', () => {
  const asked: unknown[] = [];
  const Memory = shrinkingMemory(limited(20_000, asked));
  const memory = new Memory({ initial: 256, maximum: 65_536, shared: true });
  expect(asked).toEqual([65_536, 32_768, 16_384]);
  expect(() => memory.grow(16_384)).toThrow(RangeError);
});

test('memory that no model fits into is refused, and so is what is no lack of room', () => {
  const asked: unknown[] = [];
  expect(() => new (shrinkingMemory(limited(100, asked)))({ initial: 16, maximum: 65_536, shared: true })).toThrow('Out of memory');
  expect(asked.at(-1)).toBe(4096);
  expect(() => new (shrinkingMemory(WebAssembly.Memory))({ initial: 1, shared: true })).toThrow(TypeError);
});
