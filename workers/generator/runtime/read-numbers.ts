/** The first numbers of a buffer as they are now: what is asked for later does not change them, though they arrive later. */
export async function readNumbers(device: GPUDevice, buffer: GPUBuffer, count: number): Promise<Float32Array<ArrayBuffer>> {
  const readable = device.createBuffer({ size: buffer.size, usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST });
  const encoder = device.createCommandEncoder();
  encoder.copyBufferToBuffer(buffer, 0, readable, 0, buffer.size);
  device.queue.submit([encoder.finish()]);
  try {
    await readable.mapAsync(GPUMapMode.READ);
    return new Float32Array(readable.getMappedRange().slice(0, count * 4));
  } finally {
    readable.destroy();
  }
}
