/** The layers in the form: the last one is in front of all others. */
import { uniqueId } from '../../../../contract/lib/unique-id.js';
import { LAYER_LIMITS, type LayerContent, type LayerPlace } from '../../../../contract/request/layers/layer.js';
import { moveItem } from '../../../ui/order/move-item.js';
import type { Picture } from '../settings/generation-settings.js';
import { draftOf, hasRoom, type LayerDraft } from './layer-draft.js';

/** The layers, and the one that is being arranged; null while none is. */
export interface LayerState {
  readonly layers: readonly LayerDraft[];
  readonly layerId: string | null;
}

type Kind = LayerContent<unknown>['kind'];

const FIRST_PLACES: Readonly<Record<Kind, LayerPlace>> = {
  prompt: { x: 0.5, y: 0.62, size: 0.5 },
  image: { x: 0.5, y: 0.58, size: 0.5 },
  title: { x: 0.5, y: 0.16, size: 0.14 },
};
/** New things stand beside the one before, and titles below it. */
const NEXT_X = [0, -0.3, 0.3, -0.15, 0.15, 0.4] as const;
const NEXT_TITLE_Y = 0.18;
/** A copy stands a little lower and to the right, where it can be seen. */
const COPY_SHIFT = 0.06;

/** Adds a layer in front of the others, where it covers none of its kind, and arranges it. */
export function addLayer({ layers, layerId }: LayerState, content: LayerContent<Picture>): LayerState {
  if (!hasRoom(layers)) return { layers, layerId };
  const same = layers.filter((layer) => (layer.content.kind === 'title') === (content.kind === 'title')).length;
  const first = FIRST_PLACES[content.kind];
  const place = content.kind === 'title' ? { ...first, y: Math.min(1, first.y + same * NEXT_TITLE_Y) } : { ...first, x: first.x + (NEXT_X[same % NEXT_X.length] ?? 0) };
  const added = draftOf({ content, place });
  return { layers: [...layers, added], layerId: added.id };
}

/** Takes a layer out. The one behind it is arranged next, or the one in front. */
export function removeLayer({ layers, layerId }: LayerState, id: string): LayerState {
  const at = layers.findIndex((layer) => layer.id === id);
  const left = layers.filter((layer) => layer.id !== id);
  return { layers: left, layerId: layerId === id ? (left[Math.max(0, at - 1)]?.id ?? null) : layerId };
}

/** Puts a layer that was taken out back to where it was. */
export function putBack({ layers }: LayerState, layer: LayerDraft, at: number): LayerState {
  if (!hasRoom(layers)) return { layers, layerId: layer.id };
  return { layers: [...layers.slice(0, at), layer, ...layers.slice(at)], layerId: layer.id };
}

/** Puts a copy of a layer right in front of it, a little aside. */
export function duplicateLayer({ layers, layerId }: LayerState, id: string, seed: number): LayerState {
  const at = layers.findIndex((layer) => layer.id === id);
  const layer = layers[at];
  if (layer === undefined || !hasRoom(layers)) return { layers, layerId };
  const shifted = (value: number): number => Math.min(LAYER_LIMITS.centre.max, value + COPY_SHIFT);
  const { content, place, near: _, ...rest } = layer;
  // Two of the same take would be twins.
  const other = content.kind === 'title' ? content : { ...content, seed };
  const copy: LayerDraft = { ...rest, id: uniqueId(), content: other, place: { ...place, x: shifted(place.x), y: shifted(place.y) } };
  return { layers: [...layers.slice(0, at + 1), copy, ...layers.slice(at + 1)], layerId: copy.id };
}

/** Moves a layer to the front by a number of layers, or back when it is negative. */
export function raiseLayer({ layers, layerId }: LayerState, id: string, by: number): LayerState {
  const at = layers.findIndex((layer) => layer.id === id);
  return { layers: at < 0 ? layers : moveItem(layers, id, at + by), layerId };
}

/** `change` leaves out what the layer keeps; a field that is undefined is taken away. */
export function editLayer({ layers, layerId }: LayerState, id: string, change: (layer: LayerDraft) => LayerDraft): LayerState {
  return { layers: layers.map((layer) => (layer.id === id ? change(layer) : layer)), layerId };
}
