import { describe, expect, it, vi } from 'vitest';
import { settingsOf } from '../../../../../../contract/request/clip-settings.js';
import { requestOf } from '../../../../../../src/features/composer/settings/generation-settings.js';
import { filmCost } from '../../../../../../src/features/composer/layers/film-cost.js';
import { baseOf, LayerActions } from '../../../../../../src/features/composer/layers/layer-actions.js';
import { wantedBase, wantedLayer } from '../../../../../../src/features/composer/layers/stage/wanted-stills.js';
import { StageStills, stillKey } from '../../../../../../src/features/composer/layers/stage/stage-stills.js';
import { openStudio } from '../../../../../fixtures/page/open-studio.js';
import { until } from '../../../../../fixtures/until.js';

async function arranged() {
  const open = await openStudio({ stepMs: 0, controls: { layers: true } });
  const actions = new LayerActions(open.studio);
  open.studio.scenes.setPrompt('a panda on a sunset background');
  actions.add({ kind: 'prompt', prompt: 'a dog' });
  await actions.usePicture(new File(['p'], 'cat.png', { type: 'image/png' }));
  actions.add({ kind: 'title', text: 'Zoo' });
  return { ...open, actions };
}

const kinds = ({ layers }: { readonly layers: readonly { readonly content: { readonly kind: string } }[] }) => layers.map(({ content }) => content.kind);

describe('layers in the form', () => {
  it('are part of the film that it asks for, and come back with its settings; pictures must be chosen again', async () => {
    const { studio, state, actions } = await arranged();
    studio.composer.setOption('size', { width: 512, height: 912 });
    studio.composer.setOption('fps', 24);
    actions.setBase('place');
    await studio.composer.generate();
    const { settings } = state().job!;
    expect(kinds({ layers: settings.layers! })).toEqual(['prompt', 'image', 'title']);
    expect(settings).toMatchObject({ size: { width: 512, height: 912 }, fps: 24, hideSubject: true });

    const written = settingsOf(requestOf(settings), { id: 'fake', version: '1.0.0' });
    expect(written.needs).toEqual(['layerImages']);
    studio.composer.clear();
    expect(state().layers).toEqual([]);
    studio.composer.restoreClipSettings(written);
    expect(kinds(state())).toEqual(['prompt', 'prompt', 'title']);
    expect(state().layers.map(({ lacksPicture }) => lacksPicture)).toEqual([undefined, true, undefined]);
    expect(state().options).toMatchObject({ size: { width: 512, height: 912 }, fps: 24, hideSubject: true });

    const [, lacking] = state().layers;
    await actions.usePicture(new File(['q'], 'cat.png', { type: 'image/png' }), lacking!.id);
    expect(state().layers[1]).toMatchObject({ content: { kind: 'image' } });
    expect(state().layers[1]!.lacksPicture).toBeUndefined();
  });

  it('come back whole when an emptied form is brought back', async () => {
    const { studio, state } = await arranged();
    const before = state().layers;
    studio.composer.clear();
    studio.composer.bringBack();
    expect(state().layers).toBe(before);
    expect(state().prompt).toBe('a panda on a sunset background');
  });

  it('are those that a prompt is read as', async () => {
    const { state, actions } = await arranged();
    const layers = ['a dog', 'a ball'].map((prompt, at) => ({ content: { kind: 'prompt', prompt } as const, place: { x: 0.3 + at / 3, y: 0.5, size: 0.4 } }));
    actions.arrange({ background: 'a panda on a meadow background', hideSubject: true, layers, limits: [], place: '', camera: '' });
    expect(state()).toMatchObject({ prompt: 'a panda on a meadow background', arranging: true, options: { hideSubject: true } });
    expect(kinds(state())).toEqual(['prompt', 'prompt']);
    const seeds = state().layers.map(({ content }) => (content.kind === 'title' ? null : content.seed));
    expect(seeds.every((seed) => typeof seed === 'number')).toBe(true);
  });

  it('stand on the ground of their place once they are drawn, and where a person puts them after that', async () => {
    const { studio, state, actions } = await arranged();
    const ground = { horizon: 0.6, stands: 'rests' } as const;
    const check = studio.engine.checkPrompt.bind(studio.engine);
    vi.spyOn(studio.engine, 'checkPrompt').mockImplementation(async (prompt) => {
      const checked = await check(prompt);
      return checked.ok ? { ok: true, value: { ...checked.value, ground: prompt === 'a ball' ? { ...ground, stands: 'lands' as const } : ground } } : checked;
    });
    const layers = ['a dog', 'a cat', 'a ball', 'a fox'].map((prompt, at) => ({ content: { kind: 'prompt', prompt } as const, place: { x: 0.2 + at / 5, y: 0.5, size: 0.5 } }));
    actions.arrange({ background: 'a panda on the meadow', hideSubject: true, layers, limits: [], place: '', camera: '', feet: [0.75, 0.75, 0.75, null] });
    const ids = state().layers.map(({ id }) => id);
    const heights = (): readonly number[] => state().layers.map(({ place }) => place.y);
    // Feet at 0.6 + 0.75 * 0.4 of the height: 0.3 of a side of 0.5 below the middle of the dog's square, 0.4 below the cat's; a ball lands at its lower edge.
    for (const [id, lowest] of [[ids[0]!, 0.8], [ids[1]!, 0.9], [ids[2]!, 0.7], [ids[3]!, 0.9]] as const) await actions.stand(id, lowest);
    expect(heights()).toEqual([0.75, 0.7, 0.65, 0.5]);
    expect(state().layers.every(({ near }) => near === undefined)).toBe(true);
    actions.place(ids[0]!, { x: 0.2, y: 0.4, size: 0.5 });
    await actions.stand(ids[0]!, 0.9);
    expect(heights()[0]).toBe(0.4);
  });

  it('cost a film each, but for titles', async () => {
    const { state } = await arranged();
    expect(filmCost(state().layers, {})).toBe(3);
    expect(filmCost(state().layers, { transparent: true, hideSubject: true })).toBe(2);
    expect(filmCost([], {})).toBe(1);
  });

  it('stand in front of all of the prompt, its place, its subject, or nothing', async () => {
    const { state, actions } = await arranged();
    for (const base of ['place', 'subject', 'nothing', 'whole'] as const) {
      actions.setBase(base);
      expect(baseOf(state().options)).toBe(base);
    }
    expect(state().options).toEqual({});
  });
});

describe('the pictures of the stage', () => {
  it('are those that the film will begin with, each drawn once', async () => {
    const { studio, state, actions } = await arranged();
    actions.setBase('place');
    const [dog, cat, title] = state().layers;
    const base = wantedBase(state())!;
    expect(base).toMatchObject({ prompt: 'a panda on a sunset background', hideSubject: true });
    expect(wantedLayer(dog!, state())).toMatchObject({ prompt: 'a dog', transparent: true });
    expect([cat!, title!].map((layer) => wantedLayer(layer, state()))).toEqual([null, null]);

    let asked = 0;
    const { drawStills } = studio.engine;
    studio.engine.drawStills = (request, onStill) => (asked++, drawStills.call(studio.engine, request, onStill));
    const stills = new StageStills(studio.engine, studio.store);
    const wanted = [base, wantedLayer(dog!, state())!];
    stills.draw(wanted);
    stills.draw(wanted);
    await until(() => expect([...stills.store.getState().drawn.keys()]).toEqual(wanted.map(stillKey)));
    stills.draw(wanted);
    expect([asked, stills.store.getState().drawing]).toEqual([2, null]);
  });

  it('tell what cannot be drawn, and draw the rest', async () => {
    const { studio } = await arranged();
    const stills = new StageStills(studio.engine, studio.store);
    const [odd, fine] = [{ prompt: 'xyzzy', seed: 1 }, { prompt: 'a dog', seed: 1 }];
    stills.draw([odd, fine]);
    await until(() => expect(stills.store.getState().drawn.has(stillKey(fine))).toBe(true));
    expect(stills.store.getState().failed.get(stillKey(odd))?.code).toBe('prompt-words-unknown');
  });

  it('show nothing behind the layers where nothing is made', async () => {
    const { state, actions } = await arranged();
    actions.setBase('nothing');
    expect(wantedBase(state())).toBeNull();
  });
});
