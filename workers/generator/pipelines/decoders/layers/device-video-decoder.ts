import { movingHalf } from '../../../../../contract/pack/pack-parts.js';
import type { MovedThere, Picture } from '../../film-picture.js';
import type { DeviceTensor, GraphDevice, LatentsOnDevice, NamedShape, NamedTensors } from '../../tensors/graph-runner.js';
import { inputsBesideLatents, latentsInput, outputShape } from '../../tensors/run-graph.js';
import { float32, sizeOf, type HostTensor } from '../../tensors/tensor.js';
import { CarriedStates } from '../carried-states.js';
import { framesByStrength, strengthened } from '../frames-by-strength.js';
import type { DecoderParts, LatentGroup, VideoDecoder } from '../video-decoder.js';
import { layersOf, type Layers } from './cut-out.js';
import type { LayersSettings } from './layered-video-decoder.js';

type Inputs = Readonly<Record<string, HostTensor | DeviceTensor>>;

/** What a decoder's graph has on a device. */
interface DeviceShapes {
  readonly latents: NamedShape;
  readonly maps: NamedShape;
  readonly fields: NamedShape | null;
}

/** As `LayeredVideoDecoder`, while all that goes into the graph and comes out of it stays on its device. */
export class DeviceVideoDecoder implements VideoDecoder {
  readonly #parts: DecoderParts;
  readonly #settings: LayersSettings;
  readonly #device: GraphDevice;
  readonly #shapes: DeviceShapes;
  readonly #layers: Layers;
  /** What stays the same for the shot; null before the first latent. */
  #fixed: Inputs | null = null;
  #state: Readonly<Record<string, DeviceTensor>>;
  /** The state, where it is being read already. */
  #stateHere: Promise<NamedTensors> | null = null;
  /** Of the latent before, whose frames are painted. */
  #shown: readonly DeviceTensor[] = [];
  /** Of the one before that: a film put together has frames between its last one and the next. */
  #shownBefore: readonly DeviceTensor[] = [];

  private constructor(parts: DecoderParts, settings: LayersSettings, state: NamedTensors | null, device: GraphDevice, shapes: DeviceShapes) {
    const { width, height } = movingHalf(parts.context.manifest).size;
    this.#parts = parts;
    this.#settings = settings;
    this.#device = device;
    this.#shapes = shapes;
    this.#layers = layersOf(parts.firstFrame, width, height);
    const { tensors } = new CarriedStates(settings.states, state);
    this.#state = keptOn(device, tensors) as Record<string, DeviceTensor>;
  }

  /** Null where frames are not painted on the device, or a tensor is not what a device takes. */
  static open(parts: DecoderParts, settings: LayersSettings, state: NamedTensors | null): DeviceVideoDecoder | null {
    const { context } = parts;
    const { latents: format } = movingHalf(context.manifest);
    const [latents, maps] = [latentsInput(context, settings.graph, sizeOf(format.shape)), outputShape(context, settings.graph, 'maps')];
    const fields = outputShape(context, settings.graph, 'fields');
    const hasFields = context.manifest.graphs[settings.graph]?.outputs.some(({ role }) => role === 'fields') === true;
    const isPlain = format.scalingFactor === 1 && format.shiftFactor === 0 && settings.states.every(({ type }) => type === 'float32');
    if (!context.device || !latents || !maps || !isPlain || (hasFields && !fields)) return null;
    return new DeviceVideoDecoder(parts, settings, state, context.device, { latents, maps, fields });
  }

  readState(): Promise<NamedTensors> {
    this.#stateHere ??= this.#read();
    return this.#stateHere;
  }

  begin(): Promise<void> {
    return Promise.resolve();
  }

  groups(latents: readonly Float32Array[], used: number): readonly LatentGroup[] {
    return latents.slice(0, used).map((latent) => ({ latents: [latent], used: 1 }));
  }

  groupsThere(window: LatentsOnDevice, used: number): readonly LatentGroup[] {
    return Array.from({ length: used }, (_, number) => ({ latents: [], used: 1, there: { window, number, isLast: number === used - 1 } }));
  }

  async decode(group: LatentGroup, strengths: readonly number[] = []): Promise<readonly Picture[]> {
    closed(this.#shownBefore);
    [this.#shownBefore, this.#shown] = [this.#shown, []];
    const before = this.#state;
    const frames = this.#settings.framesPerLatent.rest;
    const pictures = await framesByStrength(this.#parts.context, frames, strengths, async (strength, wanted) => {
      const moved = await this.#move(group, strength, before);
      return new Map(wanted.map((number): [number, Picture] => [number, { kind: 'there', layers: this.#layers, moved, number }]));
    });
    closed(Object.values(before));
    this.#stateHere = null;
    // A window ends here: what it is stored with comes while the last frames are painted.
    if (group.there?.isLast === true) this.readState().catch(() => undefined);
    return pictures;
  }

  close(): void {
    const fixed = Object.values(this.#fixed ?? {}).flatMap((tensor) => ('data' in tensor ? [] : [tensor]));
    closed([...this.#shownBefore, ...this.#shown, ...fixed, ...Object.values(this.#state)]);
    [this.#shownBefore, this.#shown] = [[], []];
  }

  async #move(group: LatentGroup, strength: number, before: Readonly<Record<string, DeviceTensor>>): Promise<MovedThere> {
    const { maps, fields } = this.#shapes;
    const { graph, states, framesPerLatent } = this.#settings;
    const latent = this.#latentOf(group, strength);
    try {
      this.#fixed ??= await this.#keepFixed();
      const outputs = await this.#device.run(graph, { ...this.#fixed, ...before, [this.#shapes.latents.name]: latent }, [maps, ...(fields ? [fields] : []), ...states.map(({ output, shape }) => ({ name: output, shape }))]);
      const output = (name: string): DeviceTensor => {
        const tensor = outputs[name];
        if (!tensor) throw new Error(`The graph ${graph} has no output "${name}".`);
        return tensor;
      };
      // Of frames of several strengths, the last ones are gone on from.
      if (this.#state !== before) closed(Object.values(this.#state));
      this.#state = Object.fromEntries(states.map((state) => [state.input, output(state.output)]));
      const moved: MovedThere = { frames: framesPerLatent.rest, maps: output(maps.name), fields: fields && output(fields.name) };
      this.#shown = [...this.#shown, moved.maps, ...(moved.fields ? [moved.fields] : [])];
      return moved;
    } finally {
      latent.close();
    }
  }

  #latentOf({ latents: [latent = new Float32Array()], there }: LatentGroup, strength: number): DeviceTensor {
    const { shape } = this.#shapes.latents;
    if (there) return there.window.part(there.number, shape, strength);
    return this.#device.keep(float32(shape, strengthened(latent, strength)));
  }

  async #keepFixed(): Promise<Inputs> {
    const { context, values, prepared } = this.#parts;
    return keptOn(this.#device, { ...(await inputsBesideLatents(context, this.#settings.graph, values)), ...prepared });
  }

  async #read(): Promise<NamedTensors> {
    const read = await Promise.all(Object.entries(this.#state).map(async ([name, tensor]) => [name, await tensor.read()] as const));
    return Object.fromEntries(read);
  }
}

/** Floats are taken to the device; all else is little, and goes there with each run. */
function keptOn(device: GraphDevice, tensors: NamedTensors): Record<string, HostTensor | DeviceTensor> {
  return Object.fromEntries(Object.entries(tensors).map(([name, tensor]) => [name, tensor.dtype === 'float32' ? device.keep(tensor) : tensor]));
}

function closed(tensors: readonly DeviceTensor[]): void {
  for (const tensor of tensors) tensor.close();
}
