/**
 * Keeps Chromium from compiling ONNX Runtime a second time, optimized, in every context: two seconds of a core that toy graphs
 * never win back. The tests of the starter pack and of other engines, test/browser and test/contract do without it.
 */
export const COMPILE_ONCE = '--js-flags=--liftoff-only';
