import type { DeviceTensor } from '../../pipelines/tensors/graph-runner.js';
import { BufferTensor } from '../tensor-buffers.js';

/** Paints frames of one size into textures. */
export interface TargetPainter<Order> {
  paint(target: GPUTextureView, order: Order): void;
  destroy(): void;
}

export function bufferOf(tensor: DeviceTensor): GPUBuffer {
  if (tensor instanceof BufferTensor) return tensor.buffer;
  throw new Error('A tensor of another device cannot be painted from.');
}
