import type { VideoDecoderSettings } from '../../../../../contract/pack/manifest.js';
import { movingHalf } from '../../../../../contract/pack/pack-parts.js';
import type { Picture } from '../../film-picture.js';
import { unscaled } from '../../first-frame.js';
import type { NamedTensors } from '../../tensors/graph-runner.js';
import { outputOf, runGraph } from '../../tensors/run-graph.js';
import { float32 } from '../../tensors/tensor.js';
import { CarriedStates } from '../carried-states.js';
import { framesByStrength, strengthened } from '../frames-by-strength.js';
import type { DecoderParts, LatentGroup, VideoDecoder } from '../video-decoder.js';
import { layersOf, type Layers } from './cut-out.js';
import { mapsOfFrame } from './frame-maps.js';

export type LayersSettings = Extract<VideoDecoderSettings, { readonly mode: 'layers' }>;

/** Takes the first frame apart once a shot, and says how its parts are moved, a latent at a time. */
export class LayeredVideoDecoder implements VideoDecoder {
  readonly #parts: DecoderParts;
  readonly #settings: LayersSettings;
  readonly #layers: Layers;
  readonly #states: CarriedStates;

  constructor(parts: DecoderParts, settings: LayersSettings, state: NamedTensors | null) {
    const { width, height } = movingHalf(parts.context.manifest).size;
    this.#parts = parts;
    this.#settings = settings;
    this.#layers = layersOf(parts.firstFrame, width, height);
    this.#states = new CarriedStates(settings.states, state);
  }

  readState(): Promise<NamedTensors> {
    return Promise.resolve(this.#states.tensors);
  }

  close(): void {
    // All is in ordinary memory.
  }

  begin(): Promise<void> {
    return Promise.resolve();
  }

  groups(latents: readonly Float32Array[], used: number): readonly LatentGroup[] {
    return latents.slice(0, used).map((latent) => ({ latents: [latent], used: 1 }));
  }

  decode({ latents: [latent = new Float32Array()] }: LatentGroup, strengths: readonly number[] = []): Promise<readonly Picture[]> {
    const before = this.#states.tensors;
    const frames = this.#settings.framesPerLatent.rest;
    return framesByStrength(this.#parts.context, frames, strengths, async (strength, wanted) => this.#moved(await this.#move(strengthened(latent, strength), before), wanted));
  }

  async #move(latent: Float32Array, before: NamedTensors): Promise<{ readonly maps: Float32Array; readonly fields: Float32Array | null }> {
    const { context, values, prepared } = this.#parts;
    const { graph } = this.#settings;
    const { latents: format } = movingHalf(context.manifest);
    const inputs = { ...values, latents: float32([1, ...format.shape], unscaled(latent, format)) };
    const { outputs, named } = await runGraph(context, graph, inputs, { ...prepared, ...this.#states.inputs(before) });
    this.#states.take(named, graph);
    return { maps: outputOf(outputs, 'maps'), fields: outputs['fields']?.data ?? null };
  }

  #moved({ maps, fields }: { readonly maps: Float32Array; readonly fields: Float32Array | null }, wanted: readonly number[]): ReadonlyMap<number, Picture> {
    const { width, height } = this.#layers;
    const frames = this.#settings.framesPerLatent.rest;
    return new Map(wanted.map((number) => [number, { kind: 'layers', layers: this.#layers, maps: mapsOfFrame(maps, fields, frames, number, width, height) }]));
  }
}
