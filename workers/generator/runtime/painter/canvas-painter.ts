import type { FrameOutput } from '../../../lib/film-frame.js';
import type { PixelSize } from '../../pipelines/decoders/layers/pixel-map.js';
import type { FramePixels } from '../../pipelines/film-picture.js';
import type { FramePainter } from '../../pipelines/frame-painter.js';
import { deviceLost, type OwnedDevice } from '../gpu-device.js';
import type { TargetPainter } from './target-painter.js';

/** Makes what paints frames of a size into textures. */
export type OpenTarget<Order> = (device: GPUDevice, size: PixelSize, output: FrameOutput, format: GPUTextureFormat) => Promise<TargetPainter<Order>>;

/** Paints onto a canvas, of which frames for the encoder are made without their bytes. */
export class CanvasPainter<Order> implements FramePainter<Order> {
  readonly output: FrameOutput;
  readonly #gpu: OwnedDevice;
  readonly #onFault: (fault: string) => void;
  readonly #painter: TargetPainter<Order>;
  readonly #canvas: OffscreenCanvas;
  readonly #context: GPUCanvasContext;
  #fault: string | null = null;
  #isOpen = true;

  private constructor(gpu: OwnedDevice, output: FrameOutput, onFault: (fault: string) => void, painter: TargetPainter<Order>, canvas: OffscreenCanvas, context: GPUCanvasContext) {
    this.output = output;
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
  static async open<Order>(gpu: OwnedDevice, openTarget: OpenTarget<Order>, size: PixelSize, output: FrameOutput, onFault: (fault: string) => void): Promise<CanvasPainter<Order>> {
    const { device } = gpu;
    const canvas = new OffscreenCanvas(size.width, output === 'stacked' ? 2 * size.height : size.height);
    const context = canvas.getContext('webgpu');
    if (!context) throw new Error('A canvas has no WebGPU here.');
    const format = navigator.gpu.getPreferredCanvasFormat();
    device.pushErrorScope('validation');
    let painter: TargetPainter<Order> | null = null;
    try {
      context.configure({ device, format, alphaMode: 'opaque', usage: GPUTextureUsage.RENDER_ATTACHMENT | GPUTextureUsage.COPY_DST });
      painter = await openTarget(device, size, output, format);
    } finally {
      const error = await device.popErrorScope();
      if (error) {
        painter?.destroy();
        throw new Error(error.message);
      }
    }
    return new CanvasPainter(gpu, output, onFault, painter, canvas, context);
  }

  paint(order: Order): VideoFrame {
    return this.#painted((texture) => this.#painter.paint(texture.createView(), order));
  }

  show(rgba: FramePixels): VideoFrame {
    const { width, height } = this.#canvas;
    return this.#painted((texture) => {
      const bytes = texture.format === 'bgra8unorm' ? withBlueFirst(rgba) : rgba;
      this.#gpu.device.queue.writeTexture({ texture }, bytes, { bytesPerRow: width * 4 }, [width, height]);
    });
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

  #painted(paint: (texture: GPUTexture) => void): VideoFrame {
    if (this.#fault !== null) throw new Error(this.#fault);
    const { device } = this.#gpu;
    device.pushErrorScope('out-of-memory');
    device.pushErrorScope('validation');
    try {
      paint(this.#context.getCurrentTexture());
      // In the same turn of the event loop: afterwards the canvas is empty again.
      return new VideoFrame(this.#canvas, { timestamp: 0 });
    } finally {
      void this.#note(device.popErrorScope());
      void this.#note(device.popErrorScope());
    }
  }

  async #note(scope: Promise<GPUError | null>): Promise<void> {
    // A scope of a lost device gives nothing; whatever is asked next tells of the loss.
    const error = await scope.catch(() => null);
    if (!error) return;
    this.#fault ??= error.message;
    this.#onFault(error.message);
  }
}

function withBlueFirst(rgba: FramePixels): FramePixels {
  const swapped = rgba.slice();
  for (let at = 0; at < rgba.length; at += 4) swapped.set([rgba[at + 2] ?? 0, rgba[at + 1] ?? 0, rgba[at] ?? 0], at);
  return swapped;
}
