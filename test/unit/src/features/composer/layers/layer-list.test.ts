import { describe, expect, it } from 'vitest';
import { LAYER_LIMITS } from '../../../../../../contract/request/layers/layer.js';
import { layersOf } from '../../../../../../src/features/composer/layers/layer-draft.js';
import { addLayer, duplicateLayer, editLayer, putBack, raiseLayer, removeLayer, type LayerState } from '../../../../../../src/features/composer/layers/layer-list.js';

const NONE: LayerState = { layers: [], layerId: null };

const thing = (prompt: string) => ({ kind: 'prompt', prompt, seed: 1 }) as const;
const three = ['a dog', 'a cat', 'a ball'].reduce<LayerState>((state, prompt) => addLayer(state, thing(prompt)), NONE);
const words = ({ layers }: LayerState) => layers.map(({ content }) => (content.kind === 'title' ? content.text : content.prompt));
const idOf = ({ layers }: LayerState, at: number): string => layers[at]!.id;

describe('the layers of the form', () => {
  it('come in front of one another, each beside the one before, and the newest is arranged', () => {
    expect(words(three)).toEqual(['a dog', 'a cat', 'a ball']);
    expect(new Set(three.layers.map(({ place }) => place.x)).size).toBe(3);
    expect(three.layerId).toBe(idOf(three, 2));
    const titled = addLayer(three, { kind: 'title', text: 'Zoo' });
    expect(titled.layers[3]!.place.y).toBeLessThan(three.layers[0]!.place.y);
  });

  it('are no more than a film takes, whichever way they come', () => {
    const full = Array.from({ length: LAYER_LIMITS.count.max + 3 }).reduce<LayerState>((state) => addLayer(state, thing('a dog')), NONE);
    expect(full.layers).toHaveLength(LAYER_LIMITS.count.max);
    expect(duplicateLayer(full, idOf(full, 0), 2).layers).toHaveLength(LAYER_LIMITS.count.max);
    expect(putBack(full, three.layers[0]!, 0).layers).toHaveLength(LAYER_LIMITS.count.max);
  });

  it('leave the one behind arranged when one is taken out, and put it back where it was', () => {
    const removed = removeLayer(three, idOf(three, 2));
    expect([words(removed), removed.layerId]).toEqual([['a dog', 'a cat'], idOf(three, 1)]);
    const other = removeLayer({ ...three, layerId: idOf(three, 2) }, idOf(three, 0));
    expect(other.layerId).toBe(idOf(three, 2));
    expect(words(putBack(other, three.layers[0]!, 0))).toEqual(words(three));
    expect(removeLayer(removeLayer(removed, idOf(three, 1)), idOf(three, 0))).toEqual(NONE);
  });

  it('have copies of another take, right in front and aside', () => {
    const copied = duplicateLayer(three, idOf(three, 0), 99);
    expect(words(copied)).toEqual(['a dog', 'a dog', 'a cat', 'a ball']);
    expect(copied.layers[1]).toMatchObject({ content: { prompt: 'a dog', seed: 99 } });
    expect(copied.layers[1]!.place).not.toEqual(copied.layers[0]!.place);
    expect(copied.layerId).toBe(idOf(copied, 1));
  });

  it('move to the front and back, and not beyond', () => {
    expect(words(raiseLayer(three, idOf(three, 0), 1))).toEqual(['a cat', 'a dog', 'a ball']);
    expect(words(raiseLayer(three, idOf(three, 2), 5))).toEqual(words(three));
    expect(words(raiseLayer(three, idOf(three, 2), -9))).toEqual(['a ball', 'a dog', 'a cat']);
    expect(raiseLayer(three, 'nobody', 1).layers).toBe(three.layers);
  });

  it('become those of a request, without what only the form knows', () => {
    const edited = editLayer(three, idOf(three, 0), (layer) => ({ ...layer, lacksPicture: true, content: thing('  a dog ') }));
    expect(layersOf(edited.layers)[0]).toEqual({ content: thing('a dog'), place: three.layers[0]!.place });
  });
});
