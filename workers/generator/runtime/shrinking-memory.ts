/** 256 MiB: with less than that no pack can be run. In pages of 64 KiB. */
const LEAST_PAGES = 4096;

/**
 * A constructor of memory that is content with less. ONNX Runtime wants shared memory that may grow to 4 GiB, and Safari on
 * phones sets the whole of that aside at once or throws "RangeError: Out of memory" (emscripten issue 19144). A module runs in
 * memory whose maximum is lower than the one it declares.
 */
export function shrinkingMemory(memory: typeof WebAssembly.Memory): typeof WebAssembly.Memory {
  return new Proxy(memory, {
    construct: (target, [wanted]: [WebAssembly.MemoryDescriptor], newTarget) => {
      for (let descriptor = wanted; ; descriptor = { ...descriptor, maximum: (descriptor.maximum ?? 0) >> 1 }) {
        try {
          return Reflect.construct(target, [descriptor], newTarget) as WebAssembly.Memory;
        } catch (error) {
          const half = (descriptor.maximum ?? 0) >> 1;
          if (!(error instanceof RangeError) || half < Math.max(wanted.initial, LEAST_PAGES)) throw error;
        }
      }
    },
  });
}
