import { uniqueId } from '../../../../contract/lib/unique-id.js';
import { LAYER_LIMITS, type Layer } from '../../../../contract/request/layers/layer.js';
import type { Picture } from '../settings/generation-settings.js';

/** A layer in the form. */
export interface LayerDraft extends Layer<Picture> {
  readonly id: string;
  /** It was made with a picture, which settings do not hold: until it is chosen again the layer is drawn from its words. */
  readonly lacksPicture?: true;
  /** As in `PromptThings.feet`, until what it looks like is known, and with it where its feet are, or a person has moved it. */
  readonly near?: number;
}

export const draftOf = (layer: Layer<Picture>): LayerDraft => ({ ...layer, id: uniqueId() });

/** The layers that the drafts come to. */
export function layersOf(drafts: readonly LayerDraft[]): readonly Layer<Picture>[] {
  return drafts.map(({ id: _, lacksPicture: __, near: ___, content, ...layer }) => ({
    ...layer,
    content: content.kind === 'title' ? content : { ...content, prompt: content.prompt.trim() },
  }));
}

/** Whether one more layer fits into the film. */
export const hasRoom = (drafts: readonly LayerDraft[]): boolean => drafts.length < LAYER_LIMITS.count.max;
