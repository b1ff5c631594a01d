import type { TargetPainter } from '../../../workers/generator/runtime/painter/target-painter.js';

/** The bytes of a frame that is painted on a GPU. */
export async function paintedBytes<Order>(device: GPUDevice, painter: TargetPainter<Order>, order: Order, width: number, rows: number): Promise<Uint8ClampedArray<ArrayBuffer>> {
  const target = device.createTexture({ size: [width, rows], format: 'rgba8unorm', usage: GPUTextureUsage.RENDER_ATTACHMENT | GPUTextureUsage.COPY_SRC });
  painter.paint(target.createView(), order);
  const bytesPerRow = Math.ceil((width * 4) / 256) * 256;
  const buffer = device.createBuffer({ size: bytesPerRow * rows, usage: GPUBufferUsage.COPY_DST | GPUBufferUsage.MAP_READ });
  const encoder = device.createCommandEncoder();
  encoder.copyTextureToBuffer({ texture: target }, { buffer, bytesPerRow }, [width, rows]);
  device.queue.submit([encoder.finish()]);
  await buffer.mapAsync(GPUMapMode.READ);
  const padded = new Uint8Array(buffer.getMappedRange());
  const rgba = new Uint8ClampedArray(width * rows * 4);
  for (let y = 0; y < rows; y++) rgba.set(padded.subarray(y * bytesPerRow, y * bytesPerRow + width * 4), y * width * 4);
  buffer.destroy();
  target.destroy();
  return rgba;
}

/** Colours as they are seen: none where alpha is none. */
export function timesAlpha(rgba: Uint8ClampedArray): Uint8ClampedArray<ArrayBuffer> {
  return Uint8ClampedArray.from(rgba, (byte, i) => (i % 4 === 3 ? byte : (byte * rgba[(i | 3) >>> 0]!) / 255));
}
