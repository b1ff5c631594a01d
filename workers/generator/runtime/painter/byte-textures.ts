import type { FramePixels } from '../../pipelines/film-picture.js';
import type { PixelSize } from '../../pipelines/decoders/layers/pixel-map.js';

/** Frames for which a picture is kept that none of them shows: of a film's own frames and of those between them, one may need what the last one did not. */
const KEPT_FRAMES = 2;

/** Bytes as textures, uploaded once. The same array has the same bytes. */
export class ByteTextures {
  readonly #device: GPUDevice;
  readonly #kept = new Map<FramePixels, { readonly texture: GPUTexture; used: number }>();
  #frame = 0;

  constructor(device: GPUDevice) {
    this.#device = device;
  }

  /** Call it before each frame. */
  begin(): void {
    this.#frame++;
    // Work that was submitted has them until it is done.
    for (const [pixels, { used }] of this.#kept) if (this.#frame - used > KEPT_FRAMES) this.#drop(pixels);
  }

  of(pixels: FramePixels, size: PixelSize): GPUTexture {
    const kept = this.#kept.get(pixels) ?? { texture: this.#upload(pixels, size), used: 0 };
    kept.used = this.#frame;
    this.#kept.set(pixels, kept);
    return kept.texture;
  }

  destroy(): void {
    for (const pixels of this.#kept.keys()) this.#drop(pixels);
  }

  #drop(pixels: FramePixels): void {
    this.#kept.get(pixels)?.texture.destroy();
    this.#kept.delete(pixels);
  }

  #upload(pixels: FramePixels, { width, height }: PixelSize): GPUTexture {
    const texture = this.#device.createTexture({ size: [width, height], format: 'rgba8unorm', usage: GPUTextureUsage.TEXTURE_BINDING | GPUTextureUsage.COPY_DST });
    this.#device.queue.writeTexture({ texture }, pixels, { bytesPerRow: width * 4 }, [width, height]);
    return texture;
  }
}
