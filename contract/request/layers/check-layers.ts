import { kinoraError, type KinoraError } from '../../errors.js';
import type { LayerNumber } from '../../errors/error-params.js';
import { TITLE_MOTIONS } from '../../names.js';
import { isColour, findMotionFault, findPromptFault, findSeedFault } from '../check-values.js';
import { LAYER_LIMITS, type FlatLayer, type Layer, type TitleContent } from './layer.js';
import { LIMITS } from '../request.js';

/** The first fault of the layers of a film of `seconds`, or null. */
export function findLayersFault(layers: readonly Layer<unknown>[] | undefined, seconds: number): KinoraError | null {
  if (layers === undefined) return null;
  const given: unknown = layers;
  if (!Array.isArray(given)) return kinoraError('layer-malformed', {});
  const { max } = LAYER_LIMITS.count;
  if (layers.length > max) return kinoraError('too-many-layers', { count: layers.length, max });
  return firstFault(layers, (layer) => findLayerFault(layer, seconds));
}

/** Faults that only the flat format allows: a layer that is a thing and a title, or neither. */
export function findFlatLayersFault(layers: readonly FlatLayer<unknown>[] | undefined): KinoraError | null {
  if (layers === undefined) return null;
  const given: unknown = layers;
  if (!Array.isArray(given)) return kinoraError('layer-malformed', {});
  return firstFault(layers, (layer: FlatLayer<unknown> | null) => {
    if (typeof layer !== 'object' || layer === null) return kinoraError('layer-malformed', {});
    const isThing = layer.prompt !== undefined || layer.image !== undefined;
    return isThing === (layer.text !== undefined) ? kinoraError('layer-malformed', {}) : null;
  });
}

function firstFault<Part>(layers: readonly Part[], faultOf: (layer: Part) => KinoraError | null): KinoraError | null {
  for (const [i, layer] of layers.entries()) {
    const fault = faultOf(layer);
    if (fault) return { ...fault, place: { layer: i + 1 } };
  }
  return null;
}

function findLayerFault(layer: Layer<unknown>, filmSeconds: number): KinoraError | null {
  // A page may send anything.
  const sent: unknown = layer;
  if (!isRecord(sent) || !isRecord(sent['content']) || !isRecord(sent['place'])) return kinoraError('layer-malformed', {});
  const { content, place, start, end, motion } = layer;
  const { centre, size, turn } = LAYER_LIMITS;
  const times = { min: 0, max: LIMITS.seconds.max };
  return (
    (content.kind === 'title' ? findTitleFault(content) : (findPromptFault(content.prompt) ?? (content.seed === undefined ? null : findSeedFault(content.seed)))) ??
    findNumberFault('x', place.x, centre) ??
    findNumberFault('y', place.y, centre) ??
    findNumberFault('size', place.size, size) ??
    findNumberFault('turn', place.turn ?? 0, turn) ??
    findNumberFault('start', start ?? 0, times) ??
    findNumberFault('end', end ?? filmSeconds, times) ??
    (end !== undefined && end <= (start ?? 0) ? kinoraError('layer-ends-too-early', { start: start ?? 0, end }) : null) ??
    (start !== undefined && start >= filmSeconds ? kinoraError('layer-begins-too-late', { start, seconds: filmSeconds }) : null) ??
    findMotionFault(motion)
  );
}

function findTitleFault({ text, animation, colour, outline, weight }: TitleContent): KinoraError | null {
  const { titleCharacters, weight: weights } = LAYER_LIMITS;
  if (typeof text !== 'string' || text.trim() === '') return kinoraError('title-empty', {});
  if (text.length > titleCharacters.max) return kinoraError('title-too-long', { characters: text.length, ...titleCharacters });
  if (animation !== undefined && !TITLE_MOTIONS.includes(animation)) return kinoraError('title-motion-unknown', { given: JSON.stringify(animation), known: TITLE_MOTIONS });
  if (colour !== undefined && !isColour(colour)) return kinoraError('title-colour-unknown', { field: 'colour', given: shown(colour) });
  if (outline !== undefined && outline !== 'none' && !isColour(outline)) return kinoraError('title-colour-unknown', { field: 'outline', given: shown(outline) });
  return findNumberFault('weight', weight ?? weights.min, weights);
}

function findNumberFault(field: LayerNumber, given: unknown, { min, max }: { readonly min: number; readonly max: number }): KinoraError | null {
  if (typeof given === 'number' && given >= min && given <= max) return null;
  return kinoraError('layer-number-out-of-range', { field, given: typeof given === 'number' ? String(given) : typeof given, min, max });
}

const isRecord = (given: unknown): given is Record<string, unknown> => typeof given === 'object' && given !== null;
const shown = (given: unknown): string => (typeof given === 'string' ? `"${given.slice(0, 40)}"` : typeof given);
