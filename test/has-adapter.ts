/**
 * Whether Chromium offers a WebGPU adapter. A missing one is said aloud, and fails where one is promised.
 *
 * @param webgpu what `probe` told of it
 * @param otherwise what is not tested without one
 */
export function hasAdapter(webgpu: object | null | undefined, otherwise: string): boolean {
  if (webgpu) return true;
  if (process.env['KINORA_REQUIRE_WEBGPU'] === '1') throw new Error('KINORA_REQUIRE_WEBGPU is 1, but Chromium offers no WebGPU adapter.');
  console.warn(`\n*** SKIPPED: Chromium offers no WebGPU adapter, so ${otherwise}. ***\n`);
  return false;
}
