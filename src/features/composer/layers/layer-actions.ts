import { pickDefined } from '../../../../contract/lib/pick-defined.js';
import { filmFrameOf } from '../../../../contract/request/film-frame.js';
import { footOf, standingPlace } from '../../../../contract/request/layers/standing.js';
import { LAYER_LIMITS, type LayerContent, type LayerPlace } from '../../../../contract/request/layers/layer.js';
import type { PromptThings } from '../../../../contract/generator.js';
import type { Studio } from '../../../store/studio.js';
import type { Picture } from '../settings/generation-settings.js';
import { draftOf, type LayerDraft } from './layer-draft.js';
import { addLayer, duplicateLayer, editLayer, putBack, raiseLayer, removeLayer } from './layer-list.js';

/** What the base of a film is, behind its layers. `whole`: all that the prompt shows; `place`: without its subject; `subject`: that alone, on nothing. */
export const BASES = ['whole', 'place', 'subject', 'nothing'] as const;
export type Base = (typeof BASES)[number];

const BASE_OPTIONS: Readonly<Record<Base, { readonly transparent: boolean; readonly hideSubject: boolean }>> = {
  whole: { transparent: false, hideSubject: false },
  place: { transparent: false, hideSubject: true },
  subject: { transparent: true, hideSubject: false },
  nothing: { transparent: true, hideSubject: true },
};

export function baseOf({ transparent = false, hideSubject = false }: { readonly transparent?: boolean; readonly hideSubject?: boolean }): Base {
  return BASES.find((base) => BASE_OPTIONS[base].transparent === transparent && BASE_OPTIONS[base].hideSubject === hideSubject) ?? 'whole';
}

const rounded = ({ y, ...place }: LayerPlace): LayerPlace => ({ ...place, y: Math.round(y * 1000) / 1000 });

const CALM = /^(?:float|sway|swing)/;

/** Arranging the layers of the form. */
export class LayerActions {
  readonly #studio: Studio;

  constructor(studio: Studio) {
    this.#studio = studio;
  }

  readonly add = (content: LayerContent<Picture>): void => {
    const seeded = content.kind === 'title' ? content : { ...content, seed: content.seed ?? this.#studio.composer.randomSeed() };
    this.#studio.store.setState((state) => addLayer(state, seeded));
  };

  readonly select = (layerId: string | null): void => this.#studio.store.setState({ layerId });
  readonly raise = (id: string, by: number): void => this.#studio.store.setState((state) => raiseLayer(state, id, by));
  readonly duplicate = (id: string): void => this.#studio.store.setState((state) => duplicateLayer(state, id, this.#studio.composer.randomSeed()));
  readonly remove = (id: string): void => this.#studio.store.setState((state) => removeLayer(state, id));
  readonly putBack = (layer: LayerDraft, at: number): void => this.#studio.store.setState((state) => putBack(state, layer, at));
  readonly place = (id: string, place: LayerPlace): void => this.#edit(id, ({ near: _, ...layer }) => ({ ...layer, place }));
  readonly fill = (id: string, content: LayerContent<Picture>): void => this.#edit(id, ({ lacksPicture, ...layer }) => ({ ...layer, content, ...(content.kind === 'prompt' && pickDefined({ lacksPicture })) }));

  /** Seconds of the film between which it is shown; undefined is its beginning, or its end. */
  readonly time = (id: string, times: { readonly start: number | undefined; readonly end: number | undefined }): void =>
    this.#edit(id, ({ start: _, end: __, ...layer }) => ({ ...layer, ...pickDefined(times) }));

  /** Undefined leaves it to the film. */
  readonly move = (id: string, strength: number | undefined): void => this.#edit(id, ({ motion: _, ...layer }) => ({ ...layer, ...pickDefined({ motion: strength }) }));

  /** Gives a layer a picture; what cannot be used changes nothing, and stands in `state.error`. */
  readonly usePicture = async (file: File, id?: string): Promise<void> => {
    const read = await this.#studio.inputs.look(file);
    if (!read.ok) {
      this.#studio.store.setState({ error: read.error });
      return;
    }
    const layer = this.#studio.store.getState().layers.find((each) => each.id === id);
    const words = layer === undefined || layer.content.kind === 'title' ? this.#usualMotion() : layer.content.prompt;
    const content: LayerContent<Picture> = { kind: 'image', file: read.value, prompt: words };
    if (layer === undefined) this.add(content);
    else this.fill(layer.id, { ...content, ...(layer.content.kind !== 'title' && pickDefined({ seed: layer.content.seed })) });
  };

  readonly setBase = (base: Base): void => {
    const { transparent, hideSubject } = BASE_OPTIONS[base];
    this.#studio.composer.setOption('transparent', transparent || undefined);
    this.#studio.composer.setOption('hideSubject', hideSubject || undefined);
  };

  /** Puts what a prompt is read as into the form: its place as the prompt, and its things as layers. */
  readonly arrange = ({ background, hideSubject, layers, feet = [] }: PromptThings): void => {
    this.#studio.scenes.setPrompt(background);
    this.#studio.composer.setOption('hideSubject', hideSubject || undefined);
    const drafts = layers.slice(0, LAYER_LIMITS.count.max).map((layer, i): LayerDraft => {
      const { content } = layer;
      if (content.kind === 'title') return draftOf(layer);
      return { ...draftOf({ ...layer, content: { ...content, seed: content.seed ?? this.#studio.composer.randomSeed() } }), ...pickDefined({ near: feet[i] ?? undefined }) };
    });
    this.#studio.store.setState({ layers: drafts, layerId: drafts.at(-1)?.id ?? null, arranging: true });
  };

  /**
   * Puts a layer that was arranged by its words on the ground of its place, as the film of the same words has it.
   * @param lowest of what it looks like, in fractions of its picture's height
   */
  readonly stand = async (id: string, lowest: number): Promise<void> => {
    const find = (): LayerDraft | undefined => this.#studio.store.getState().layers.find((layer) => layer.id === id && layer.near !== undefined);
    const { scenes, options, pack } = this.#studio.store.getState();
    const layer = find();
    if (layer?.content.kind !== 'prompt' || !pack) return;
    const { engine } = this.#studio;
    const [behind, own] = await Promise.all([engine.checkPrompt(scenes[0]?.prompt ?? ''), engine.checkPrompt(layer.content.prompt)]);
    const { near } = layer;
    // Meanwhile a person may have moved it.
    if (near === undefined || find() !== layer) return;
    const [horizon, stands] = [behind.ok ? behind.value.ground?.horizon : null, own.ok ? own.value.ground?.stands : null];
    const frame = filmFrameOf(options, pack.frame);
    const isKnown = typeof horizon === 'number' && typeof stands === 'string';
    this.place(id, isKnown ? rounded(standingPlace(layer.place, stands === 'lands' ? 1 : lowest, footOf(near, horizon, frame, pack.frame), frame)) : layer.place);
  };

  /** What a picture does until a person says it. */
  #usualMotion(): string {
    const motions = this.#studio.store.getState().pack?.vocabulary.motions ?? [];
    return motions.find((motion) => CALM.test(motion)) ?? motions[0] ?? 'it floats';
  }

  #edit(id: string, change: (layer: LayerDraft) => LayerDraft): void {
    this.#studio.store.setState((state) => editLayer(state, id, change));
  }
}
