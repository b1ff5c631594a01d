export async function findAdapter(): Promise<GPUAdapter | null> {
  try {
    // `navigator.gpu` is missing where WebGPU is, whatever the types say.
    const gpu = (navigator as { readonly gpu?: GPU }).gpu;
    return (await gpu?.requestAdapter({ powerPreference: 'high-performance' })) ?? null;
  } catch {
    return null;
  }
}
