import type { FramePixels } from '../../pipelines/film-picture.js';
import type { PixelSize } from '../../pipelines/decoders/layers/pixel-map.js';
import { BLOCK, packPixels } from './pack-pixels.js';
import { UNPACK_SHADER } from './shaders/unpack-shader.js';

/** Frames for which a picture is kept that none of them shows: of a film's own frames and of those between them, one may need what the last one did not. */
const KEPT_FRAMES = 2;

interface KeptTexture {
  readonly texture: GPUTexture;
  used: number;
}

/** Bytes as textures, uploaded once. The same array has the same bytes. */
export class ByteTextures {
  readonly #device: GPUDevice;
  readonly #kept = new Map<FramePixels, KeptTexture>();
  /** In the place of a picture that is there already. */
  readonly #nothing: GPUTexture;
  #unpacking: GPUComputePipeline | null = null;
  #frame = 0;

  constructor(device: GPUDevice) {
    this.#device = device;
    this.#nothing = device.createTexture({ size: [1, 1], format: 'rgba8unorm', usage: GPUTextureUsage.TEXTURE_BINDING });
  }

  /** Call it before each frame. */
  begin(): void {
    this.#frame++;
    // Work that was submitted has them until it is done.
    for (const [pixels, { used }] of this.#kept) if (this.#frame - used > KEPT_FRAMES) this.#drop(pixels);
  }

  /** Of pixels that are shown for a frame or few, such as a title's, which are not worth packing. */
  of(pixels: FramePixels, size: PixelSize): GPUTexture {
    return this.#used(pixels, () => this.#upload(pixels, size));
  }

  /** The same of a picture that is shown for long, such as a layer: it is packed, without loss, and what an earlier one has of it is copied there. */
  ofPicture(pixels: FramePixels, size: PixelSize): GPUTexture {
    return this.#used(pixels, () => this.#uploadPacked(pixels, size));
  }

  destroy(): void {
    for (const pixels of this.#kept.keys()) this.#drop(pixels);
    this.#nothing.destroy();
  }

  #used(pixels: FramePixels, upload: () => GPUTexture): GPUTexture {
    const kept = this.#kept.get(pixels) ?? { texture: upload(), used: 0 };
    kept.used = this.#frame;
    this.#kept.set(pixels, kept);
    return kept.texture;
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

  #uploadPacked(pixels: FramePixels, size: PixelSize): GPUTexture {
    const { width, height } = size;
    // The first frame of a shot is its background but for where the subject is.
    const [shown = null, before] = [...this.#kept].findLast(([, { texture, used }]) => used < this.#frame && texture.width === width && texture.height === height) ?? [];
    const words = packPixels(pixels, size, shown);
    const device = this.#device;
    const buffer = device.createBuffer({ size: words.byteLength, usage: GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_DST });
    device.queue.writeBuffer(buffer, 0, words);
    const texture = device.createTexture({ size: [width, height], format: 'rgba8unorm', usage: GPUTextureUsage.TEXTURE_BINDING | GPUTextureUsage.STORAGE_BINDING });
    this.#unpacking ??= device.createComputePipeline({ layout: 'auto', compute: { module: device.createShaderModule({ code: UNPACK_SHADER }), entryPoint: 'unpack' } });
    const resources: readonly GPUBindingResource[] = [{ buffer }, (before?.texture ?? this.#nothing).createView(), texture.createView()];
    const encoder = device.createCommandEncoder();
    const pass = encoder.beginComputePass();
    pass.setPipeline(this.#unpacking);
    pass.setBindGroup(0, device.createBindGroup({ layout: this.#unpacking.getBindGroupLayout(0), entries: resources.map((resource, binding) => ({ binding, resource })) }));
    pass.dispatchWorkgroups(Math.ceil(width / BLOCK), Math.ceil(height / BLOCK));
    pass.end();
    device.queue.submit([encoder.finish()]);
    // What was submitted has it until it is done.
    buffer.destroy();
    return texture;
  }
}
