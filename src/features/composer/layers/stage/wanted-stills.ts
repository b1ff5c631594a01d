import { layerSeed } from '../../../../../contract/request/layers/layer-seed.js';
import type { StudioState } from '../../../../store/studio-state.js';
import { stillLook } from '../../first-frames/still-look.js';
import { parseWhole } from '../../settings/generation-settings.js';
import type { LayerDraft } from '../layer-draft.js';
import type { WantedStill } from './stage-stills.js';

type Form = Pick<StudioState, 'scenes' | 'layers' | 'seedText' | 'stepsText' | 'options' | 'picture' | 'footage' | 'pack'>;

/** The picture behind the layers; null where none is drawn: it is given, hidden, or not described yet. */
export function wantedBase({ scenes, seedText, stepsText, options, picture, footage, pack }: Form): WantedStill | null {
  const prompt = scenes[0]?.prompt.trim() ?? '';
  const look = stillLook({ options, pack });
  if (prompt === '' || picture !== null || footage !== null || (look.transparent && look.hideSubject)) return null;
  return { prompt, seed: parseWhole(seedText), ...stepsOf(stepsText), ...look };
}

/** The picture of a layer; null where none is drawn. */
export function wantedLayer(layer: LayerDraft, { layers, seedText, stepsText }: Pick<Form, 'layers' | 'seedText' | 'stepsText'>): WantedStill | null {
  const { content } = layer;
  if (content.kind !== 'prompt' || content.prompt.trim() === '') return null;
  return { prompt: content.prompt.trim(), seed: content.seed ?? layerSeed(parseWhole(seedText), layers.indexOf(layer)), ...stepsOf(stepsText), transparent: true };
}

function stepsOf(text: string): { readonly steps?: number } {
  const steps = parseWhole(text);
  return Number.isNaN(steps) ? {} : { steps };
}
