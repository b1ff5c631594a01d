import type { PromptGround } from '../../../../contract/generator.js';
import { footprintOf, standsOn } from '../../pipelines/decoders/layers/cast-shadow.js';
import type { Layers } from '../../pipelines/decoders/layers/cut-out.js';
import { requireHere, type FrameFields } from '../../pipelines/decoders/layers/frame-maps.js';
import { emptyColour } from '../../pipelines/decoders/layers/paint-frame.js';
import { IDENTITY, type PixelMap, type PixelSize } from '../../pipelines/decoders/layers/pixel-map.js';
import type { FramePixels, Picture, ShownPicture } from '../../pipelines/film-picture.js';
import { ByteTextures } from './byte-textures.js';
import { OUTPUTS } from './shaders/lookups.js';
import { FRAME_NUMBERS, PICTURE_SHADER } from './shaders/picture-shader.js';
import { bufferOf, type TargetPainter } from './target-painter.js';
import { WeatherBuffers } from './weather-buffers.js';

/** Three maps of two rows of three numbers. */
const MAP_NUMBERS = 18;
const PLANES = 6;

/** Paints the pictures of a film of one part, whose maps never leave the device. */
export class PicturePainter implements TargetPainter<ShownPicture> {
  readonly #device: GPUDevice;
  readonly #size: PixelSize;
  readonly #output: keyof typeof OUTPUTS;
  readonly #pipeline: GPURenderPipeline;
  readonly #textures: ByteTextures;
  readonly #frame: GPUBuffer;
  /** Of pictures whose maps are in ordinary memory. */
  readonly #maps: GPUBuffer;
  #fields: GPUBuffer;
  readonly #weather: WeatherBuffers;
  /** In the place of pictures that a frame does not take. */
  readonly #nothing: GPUTexture;

  constructor(device: GPUDevice, size: PixelSize, output: keyof typeof OUTPUTS, pipeline: GPURenderPipeline) {
    const storage = GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_DST;
    this.#device = device;
    this.#size = size;
    this.#output = output;
    this.#pipeline = pipeline;
    this.#textures = new ByteTextures(device);
    this.#frame = device.createBuffer({ size: FRAME_NUMBERS * 4, usage: GPUBufferUsage.UNIFORM | GPUBufferUsage.COPY_DST });
    this.#maps = device.createBuffer({ size: MAP_NUMBERS * 4, usage: storage });
    this.#fields = device.createBuffer({ size: PLANES * 4, usage: storage });
    this.#weather = new WeatherBuffers(device, size);
    this.#nothing = device.createTexture({ size: [1, 1], format: 'rgba8unorm', usage: GPUTextureUsage.TEXTURE_BINDING });
  }

  paint(target: GPUTextureView, { picture, dissolve, weather = null }: ShownPicture): void {
    this.#textures.begin();
    if (weather) this.#weather.write(weather);
    const { maps, fields, side, number, arePixels } = this.#moved(picture);
    const layers = picture.kind === 'pixels' ? null : picture.layers;
    this.#writeFrame({ side, number, output: OUTPUTS[this.#output], arePixels, weight: dissolve?.weight ?? 0, falls: weather !== null, passed: (picture.kind === 'pixels' ? 0 : (picture.passed ?? 0)) * this.#size.width }, layers, picture.ground ?? null);
    const pictures = [
      picture.kind === 'pixels' ? this.#textures.of(picture.rgba, this.#size) : this.#textures.ofPicture(picture.layers.background, this.#size),
      layers ? this.#textures.ofPicture(layers.subject, this.#size) : this.#nothing,
      dissolve ? this.#textures.of(pixelsOf(dissolve.picture), this.#size) : this.#nothing,
    ];
    const resources: GPUBindingResource[] = [{ buffer: this.#frame }, { buffer: maps }, { buffer: fields }, ...pictures.map((texture) => texture.createView()), { buffer: this.#weather.particles }, { buffer: this.#weather.tiles }];
    const bindings = this.#device.createBindGroup({ layout: this.#pipeline.getBindGroupLayout(0), entries: resources.map((resource, binding) => ({ binding, resource })) });
    const encoder = this.#device.createCommandEncoder();
    const pass = encoder.beginRenderPass({ colorAttachments: [{ view: target, loadOp: 'clear', storeOp: 'store' }] });
    pass.setPipeline(this.#pipeline);
    pass.setBindGroup(0, bindings);
    // One triangle that covers all of it.
    pass.draw(3);
    pass.end();
    this.#device.queue.submit([encoder.finish()]);
  }

  destroy(): void {
    this.#textures.destroy();
    this.#weather.destroy();
    for (const each of [this.#frame, this.#maps, this.#fields, this.#nothing]) each.destroy();
  }

  #moved(picture: Picture): { readonly maps: GPUBuffer; readonly fields: GPUBuffer; readonly side: number; readonly number: number; readonly arePixels: boolean } {
    if (picture.kind === 'there') {
      const { maps, fields } = picture.moved;
      return { maps: bufferOf(maps), fields: fields ? bufferOf(fields) : this.#fields, side: fields?.shape.at(-1) ?? 0, number: picture.number, arePixels: false };
    }
    const { subject, background, fields } = picture.kind === 'layers' ? requireHere(picture.maps) : { subject: IDENTITY, background: IDENTITY, fields: null };
    this.#device.queue.writeBuffer(this.#maps, 0, Float32Array.from([subject, background, fields?.map ?? IDENTITY].flatMap(rowsOf)));
    return { maps: this.#maps, fields: this.#uploaded(fields), side: fields?.side ?? 0, number: 0, arePixels: true };
  }

  #uploaded(fields: FrameFields | null): GPUBuffer {
    if (!fields) return this.#fields;
    const planes = fields.planes as Float32Array<ArrayBuffer>;
    if (this.#fields.size < planes.byteLength) {
      this.#fields.destroy();
      this.#fields = this.#device.createBuffer({ size: planes.byteLength, usage: GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_DST });
    }
    this.#device.queue.writeBuffer(this.#fields, 0, planes);
    return this.#fields;
  }

  #writeFrame(
    { side, number, output, arePixels, weight, falls, passed }: { readonly side: number; readonly number: number; readonly output: number; readonly arePixels: boolean; readonly weight: number; readonly falls: boolean; readonly passed: number },
    layers: Layers | null,
    ground: PromptGround | null,
  ): void {
    const { left, top, right, bottom } = layers?.bounds ?? { left: 0, top: 0, right: -1, bottom: -1 };
    const foot = layers && ground && footOf(layers, ground);
    const bytes = new ArrayBuffer(FRAME_NUMBERS * 4);
    const floats = new Float32Array(bytes);
    const wholes = new Uint32Array(bytes);
    floats.set([this.#size.width, this.#size.height]);
    wholes.set([side, number, output, Number(arePixels), Number(layers === null), Number(foot !== null)], 2);
    floats.set([weight], 8);
    wholes.set([Number(falls)], 9);
    floats.set([passed], 10);
    floats.set([left, top, right, bottom], 12);
    floats.set(layers ? Array.from(emptyColour(layers), (byte) => byte / 255) : [], 16);
    floats.set(foot ?? [], 20);
    this.#device.queue.writeBuffer(this.#frame, 0, bytes);
  }
}

/** @param format of the textures that it paints into */
export async function createPicturePainter(device: GPUDevice, size: PixelSize, output: keyof typeof OUTPUTS, format: GPUTextureFormat): Promise<PicturePainter> {
  const module = device.createShaderModule({ code: PICTURE_SHADER });
  const pipeline = await device.createRenderPipelineAsync({
    layout: 'auto',
    vertex: { module, entryPoint: 'corner' },
    fragment: { module, entryPoint: 'paint', targets: [{ format }] },
  });
  return new PicturePainter(device, size, output, pipeline);
}

const rowsOf = ({ xx, xy, x0, yx, yy, y0 }: PixelMap): readonly number[] => [xx, xy, x0, yx, yy, y0];

function pixelsOf(picture: Picture): FramePixels {
  if (picture.kind === 'pixels') return picture.rgba;
  throw new Error('A film ends with pixels.');
}

/** What the shader casts a shadow of, and onto what: bounds, those of the feet, the row that is stood on, the horizon. Null where it casts none. */
function footOf(layers: Layers, { stands, horizon }: PromptGround): readonly number[] | null {
  const footprint = footprintOf(layers);
  if (!footprint || stands === null || horizon === null) return null;
  const { left, right, top, bottom, footLeft, footRight } = footprint;
  return [left, right, top, bottom, footLeft, footRight, standsOn(stands, bottom, layers.height), horizon];
}
