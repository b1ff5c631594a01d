import { isModelled, type Layer } from '../../../../contract/request/layers/layer.js';
import { isLayersAlone, type RequestOptions } from '../../../../contract/request/request.js';

/** How many films' work a film is: its base and each of its things go through the model; titles are only painted. */
export function filmCost(layers: readonly Layer<unknown>[], options: Pick<RequestOptions, 'transparent' | 'hideSubject'>): number {
  const things = layers.filter(isModelled).length;
  return Math.max(1, things + (isLayersAlone(options) ? 0 : 1));
}
