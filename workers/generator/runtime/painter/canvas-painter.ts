import type { PixelSize } from '../../pipelines/decoders/layers/pixel-map.js';
import type { MadeFrame } from '../../pipelines/film-picture.js';
import type { FramePainter } from '../../pipelines/frame-painter.js';
import { deviceLost, type OwnedDevice } from '../gpu-device.js';
import { GpuPainter } from './gpu-painter.js';

/** Paints onto a canvas, of which frames for the encoder are made without their bytes. */
export class CanvasPainter implements FramePainter {
  readonly #gpu: OwnedDevice;
  readonly #onFault: (fault: string) => void;
  readonly #painter: GpuPainter;
  readonly #canvas: OffscreenCanvas;
  readonly #context: GPUCanvasContext;
  #fault: string | null = null;
  #isOpen = true;

  private constructor(gpu: OwnedDevice, onFault: (fault: string) => void, painter: GpuPainter, canvas: OffscreenCanvas, context: GPUCanvasContext) {
    this.#gpu = gpu;
    this.#onFault = onFault;
    this.#painter = painter;
    this.#canvas = canvas;
    this.#context = context;
  }

  /**
   * @param onFault hears of what the device refuses later
   * @throws Error where the device does not take what painting takes
   */
  static async open(gpu: OwnedDevice, size: PixelSize, onFault: (fault: string) => void): Promise<CanvasPainter> {
    const { device } = gpu;
    const canvas = new OffscreenCanvas(size.width, size.height);
    const context = canvas.getContext('webgpu');
    if (!context) throw new Error('A canvas has no WebGPU here.');
    const format = navigator.gpu.getPreferredCanvasFormat();
    device.pushErrorScope('validation');
    let painter: GpuPainter | null = null;
    try {
      context.configure({ device, format, alphaMode: 'opaque' });
      painter = await GpuPainter.create(device, size, format);
    } finally {
      const error = await device.popErrorScope();
      if (error) {
        painter?.destroy();
        throw new Error(error.message);
      }
    }
    return new CanvasPainter(gpu, onFault, painter, canvas, context);
  }

  paint({ picture, dissolve }: Pick<MadeFrame, 'picture' | 'dissolve'>): VideoFrame {
    if (this.#fault !== null) throw new Error(this.#fault);
    const { device } = this.#gpu;
    device.pushErrorScope('out-of-memory');
    device.pushErrorScope('validation');
    try {
      this.#painter.paint(this.#context.getCurrentTexture().createView(), { picture, dissolve, output: 'opaque' });
      // In the same turn of the event loop: afterwards the canvas is empty again.
      return new VideoFrame(this.#canvas, { timestamp: 0 });
    } finally {
      void this.#note(device.popErrorScope());
      void this.#note(device.popErrorScope());
    }
  }

  async settled(): Promise<void> {
    await this.#gpu.orLost(this.#gpu.device.queue.onSubmittedWorkDone());
    if (this.#fault !== null) throw deviceLost(this.#fault);
  }

  close(): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.#painter.destroy();
    this.#context.unconfigure();
  }

  async #note(scope: Promise<GPUError | null>): Promise<void> {
    // A scope of a lost device gives nothing; whatever is asked next tells of the loss.
    const error = await scope.catch(() => null);
    if (!error) return;
    this.#fault ??= error.message;
    this.#onFault(error.message);
  }
}
