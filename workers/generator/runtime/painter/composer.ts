import type { PaintStep } from '../../pipelines/compose/paint-step.js';
import { termsOf, type FieldTerm } from '../../pipelines/decoders/layers/frame-maps.js';
import { lookedUp } from '../../pipelines/decoders/layers/levels.js';
import { chained, type PixelSize } from '../../pipelines/decoders/layers/pixel-map.js';
import { ByteTextures } from './byte-textures.js';
import { FrameBuffers } from './frame-buffers.js';
import { OUTPUTS } from './shaders/lookups.js';
import { GROUP, SHOW_SHADER, STEP_SHADER } from './shaders/step-shader.js';
import { areaWithin, STEP_BYTES, writeStep, type StepNumbers } from './step-numbers.js';
import { bufferOf, type TargetPainter } from './target-painter.js';
import { WeatherBuffers } from './weather-buffers.js';

type StepKind = PaintStep['kind'];
type Subject = Extract<PaintStep, { readonly kind: 'subject' }>;

/** A step as the shader does it. */
interface Call {
  readonly kind: StepKind;
  readonly onto: 'frame' | 'others';
  readonly numbers: StepNumbers;
  readonly picture: GPUTexture;
  /** Null: what is in ordinary memory. */
  readonly fields: readonly (GPUBuffer | null)[];
}

/** Pipelines of a device for frames of one kind. */
interface Pipelines {
  readonly bindings: GPUBindGroupLayout;
  readonly steps: Readonly<Record<StepKind, GPUComputePipeline>>;
  readonly show: GPURenderPipeline;
}

/** Terms that the shader sums up. */
const MOST_TERMS = 2;

/** Paints frames that are put together, a step after another. */
export class Composer implements TargetPainter<readonly PaintStep[]> {
  readonly #device: GPUDevice;
  readonly #size: PixelSize;
  readonly #pipelines: Pipelines;
  readonly #textures: ByteTextures;
  readonly #buffers: FrameBuffers;
  readonly #weather: WeatherBuffers;
  /** In the place of pictures that a step does not take. */
  readonly #nothing: GPUTexture;

  constructor(device: GPUDevice, { width, height }: PixelSize, pipelines: Pipelines) {
    this.#device = device;
    this.#size = { width, height };
    this.#pipelines = pipelines;
    this.#textures = new ByteTextures(device);
    this.#buffers = new FrameBuffers(device, this.#size);
    this.#weather = new WeatherBuffers(device, this.#size);
    this.#nothing = device.createTexture({ size: [1, 1], format: 'rgba8unorm', usage: GPUTextureUsage.TEXTURE_BINDING });
  }

  paint(target: GPUTextureView, steps: readonly PaintStep[]): void {
    this.#textures.begin();
    const planes: Float32Array[] = [];
    const calls = this.#callsOf(steps, 'frame', planes);
    const encoder = this.#device.createCommandEncoder();
    if (steps[0]?.kind !== 'empty' && steps[0]?.kind !== 'place') encoder.clearBuffer(this.#buffers.frame);
    this.#encodeSteps(encoder, calls, this.#buffers.writeFields(planes));
    this.#encodeShow(encoder, target);
    this.#device.queue.submit([encoder.finish()]);
  }

  destroy(): void {
    this.#textures.destroy();
    this.#buffers.destroy();
    this.#weather.destroy();
    this.#nothing.destroy();
  }

  /** @param planes takes the fields that are in ordinary memory */
  #callsOf(steps: readonly PaintStep[], onto: Call['onto'], planes: Float32Array[]): readonly Call[] {
    const { width, height } = this.#size;
    const area = { x: 0, y: 0, width, height };
    return steps.flatMap((step): readonly Call[] => {
      const plain = { kind: step.kind, onto, picture: this.#nothing, fields: [] };
      switch (step.kind) {
        case 'empty':
          return [{ ...plain, numbers: { area, colour: Array.from(step.colour, (byte) => byte / 255) } }];
        case 'place': {
          const { level, map } = lookedUp(step.layers, step.map, step.view);
          return [{ ...plain, picture: this.#textures.ofPicture(level.background, level), numbers: { area, map, shadows: step.shadows.filter(({ rx, ry }) => rx > 0 && ry > 0) } }];
        }
        case 'subject':
          return this.#subjectCall(step, onto, planes);
        case 'title':
          return [{ ...plain, picture: this.#textures.of(step.pixels, this.#size), numbers: { area, opacity: step.opacity } }];
        case 'weather':
          this.#weather.write(step.particles);
          return [{ ...plain, fields: [this.#weather.particles], numbers: { area } }];
        case 'dissolve':
          return [...this.#callsOf(step.steps, 'others', planes), { ...plain, numbers: { area, opacity: step.weight } }];
      }
    });
  }

  #subjectCall({ layers, maps, view, opacity }: Subject, onto: Call['onto'], planes: Float32Array[]): readonly Call[] {
    const { level, map } = lookedUp(layers, maps.subject, view);
    const { left, right, top, bottom } = level.bounds;
    const intoFields = maps.fields && chained(view, maps.fields.map);
    const terms = termsOf(maps.fields);
    if (terms.length > MOST_TERMS) throw new Error('Fields are a sum of two at most.');
    const side = maps.fields?.side ?? 0;
    const area = areaWithin(this.#size, [
      // Where nothing is displaced, nothing is seen beyond a pixel around the bounds.
      ...(left <= right ? [{ map, box: { left: left - 1, right: right + 1, top: top - 1, bottom: bottom + 1 } }] : []),
      ...(intoFields ? [{ map: intoFields, box: { left: -1, right: side, top: -1, bottom: side } }] : []),
    ]);
    if (!area) return [];
    const starts = terms.map((term) => startOf(term, side, planes));
    const fields = terms.map((term) => (term.planes instanceof Float32Array ? null : bufferOf(term.planes)));
    return [{ kind: 'subject', onto, picture: this.#textures.ofPicture(level.subject, level), fields, numbers: { area, map, opacity, fields: intoFields && { side, map: intoFields, terms, starts } } }];
  }

  #encodeSteps(encoder: GPUCommandEncoder, calls: readonly Call[], hostFields: GPUBuffer): void {
    if (calls.length === 0) return;
    const numbers = new ArrayBuffer(calls.length * STEP_BYTES);
    calls.forEach((call, i) => writeStep(numbers, i, this.#size, call.numbers));
    const steps = this.#buffers.writeSteps(numbers);
    const pass = encoder.beginComputePass();
    calls.forEach(({ kind, onto, picture, fields, numbers: { area } }, i) => {
      const resources: readonly GPUBindingResource[] = [
        { buffer: steps, size: STEP_BYTES },
        { buffer: this.#buffers[onto] },
        picture.createView(),
        { buffer: fields[0] ?? hostFields },
        { buffer: fields[1] ?? hostFields },
        // A buffer that is written cannot be read as another.
        { buffer: kind === 'dissolve' ? this.#buffers.others : kind === 'weather' ? this.#weather.tiles : hostFields },
      ];
      const bindings = this.#device.createBindGroup({ layout: this.#pipelines.bindings, entries: resources.map((resource, binding) => ({ binding, resource })) });
      pass.setPipeline(this.#pipelines.steps[kind]);
      pass.setBindGroup(0, bindings, [i * STEP_BYTES]);
      pass.dispatchWorkgroups(Math.ceil(area.width / GROUP), Math.ceil(area.height / GROUP));
    });
    pass.end();
  }

  #encodeShow(encoder: GPUCommandEncoder, target: GPUTextureView): void {
    const { show } = this.#pipelines;
    const pass = encoder.beginRenderPass({ colorAttachments: [{ view: target, loadOp: 'clear', storeOp: 'store' }] });
    pass.setPipeline(show);
    pass.setBindGroup(0, this.#device.createBindGroup({ layout: show.getBindGroupLayout(0), entries: [{ binding: 0, resource: { buffer: this.#buffers.frame } }] }));
    // One triangle that covers all of it.
    pass.draw(3);
    pass.end();
  }
}

/** @param format of the textures that it paints into */
export async function createComposer(device: GPUDevice, size: PixelSize, output: keyof typeof OUTPUTS, format: GPUTextureFormat): Promise<Composer> {
  return new Composer(device, size, await makePipelines(device, size, output, format));
}

/** Where a term begins, in numbers of its buffer. */
function startOf({ planes, number }: FieldTerm, side: number, here: Float32Array[]): number {
  const own = number * 6 * side * side;
  if (!(planes instanceof Float32Array)) return own;
  const before = here.reduce((sum, { length }) => sum + length, 0);
  here.push(planes);
  return before + own;
}

async function makePipelines(device: GPUDevice, { width, height }: PixelSize, output: keyof typeof OUTPUTS, format: GPUTextureFormat): Promise<Pipelines> {
  const buffer = (type: GPUBufferBindingType): Omit<GPUBindGroupLayoutEntry, 'binding' | 'visibility'> => ({ buffer: { type, hasDynamicOffset: type === 'uniform' } });
  const kinds = [buffer('uniform'), buffer('storage'), { texture: {} }, buffer('read-only-storage'), buffer('read-only-storage'), buffer('read-only-storage')];
  const bindings = device.createBindGroupLayout({ entries: kinds.map((kind, binding) => ({ binding, visibility: GPUShaderStage.COMPUTE, ...kind })) });
  const layout = device.createPipelineLayout({ bindGroupLayouts: [bindings] });
  const module = device.createShaderModule({ code: STEP_SHADER });
  const step = (entryPoint: StepKind): Promise<GPUComputePipeline> => device.createComputePipelineAsync({ layout, compute: { module, entryPoint } });
  const showing = device.createShaderModule({ code: SHOW_SHADER });
  const [empty, place, subject, title, weather, dissolve, show] = await Promise.all([
    step('empty'),
    step('place'),
    step('subject'),
    step('title'),
    step('weather'),
    step('dissolve'),
    device.createRenderPipelineAsync({
      layout: 'auto',
      vertex: { module: showing, entryPoint: 'corner' },
      fragment: { module: showing, entryPoint: 'show', constants: { width, height, output: OUTPUTS[output] }, targets: [{ format }] },
    }),
  ]);
  return { bindings, steps: { empty, place, subject, title, weather, dissolve }, show };
}
