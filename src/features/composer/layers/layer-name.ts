import type { LayerDraft } from './layer-draft.js';

/** What to call a layer: its words; `untitled` while it has none. */
export function layerName({ content }: LayerDraft, untitled: string): string {
  const words = (content.kind === 'title' ? content.text : content.prompt).trim().replace(/\s+/gu, ' ');
  return words === '' ? untitled : words;
}
