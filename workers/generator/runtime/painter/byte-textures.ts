import type { FramePixels } from '../../pipelines/film-picture.js';
import type { PixelSize } from '../../pipelines/decoders/layers/pixel-map.js';

/** Pictures that are kept: two layers, the picture that a film ends with, and one of the shot before. */
const KEPT = 4;

/** Bytes as textures. Those that were asked for last are there already. */
export class ByteTextures {
  readonly #device: GPUDevice;
  /** The one that was used last comes last. */
  readonly #kept = new Map<FramePixels, GPUTexture>();

  constructor(device: GPUDevice) {
    this.#device = device;
  }

  of(pixels: FramePixels, size: PixelSize): GPUTexture {
    const texture = this.#kept.get(pixels) ?? this.#upload(pixels, size);
    this.#kept.delete(pixels);
    this.#kept.set(pixels, texture);
    const [oldest] = this.#kept;
    // Work that was submitted has it until it is done.
    if (this.#kept.size > KEPT && oldest) this.#drop(...oldest);
    return texture;
  }

  destroy(): void {
    for (const each of this.#kept) this.#drop(...each);
  }

  #drop(pixels: FramePixels, texture: GPUTexture): void {
    this.#kept.delete(pixels);
    texture.destroy();
  }

  #upload(pixels: FramePixels, { width, height }: PixelSize): GPUTexture {
    const texture = this.#device.createTexture({ size: [width, height], format: 'rgba8unorm', usage: GPUTextureUsage.TEXTURE_BINDING | GPUTextureUsage.COPY_DST });
    this.#device.queue.writeTexture({ texture }, pixels, { bytesPerRow: width * 4 }, [width, height]);
    return texture;
  }
}
