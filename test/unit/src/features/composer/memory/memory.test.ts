import { beforeEach, describe, expect, it, vi } from 'vitest';
import { LayerActions } from '../../../../../../src/features/composer/layers/layer-actions.js';
import { FORM_KEY } from '../../../../../../src/features/composer/memory/form-key.js';
import { formText, parseForm } from '../../../../../../src/features/composer/memory/form-record.js';
import { Presets } from '../../../../../../src/features/composer/memory/presets.js';
import { rememberForm } from '../../../../../../src/features/composer/memory/remember-form.js';
import { openStudio } from '../../../../../fixtures/page/open-studio.js';
import { until } from '../../../../../fixtures/until.js';

const stored = new Map<string, string>();
beforeEach(() => {
  stored.clear();
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, text: string) => stored.set(key, text),
    removeItem: (key: string) => stored.delete(key),
  });
});

const page = { addEventListener: () => undefined };

async function filled() {
  const open = await openStudio();
  const { studio } = open;
  studio.scenes.setPrompt('a panda spins');
  studio.scenes.add();
  studio.scenes.setPrompt('a cat jumps');
  studio.scenes.setSeconds('2,5');
  studio.composer.setSeed('77');
  studio.composer.setSteps('x');
  studio.composer.setLoop(true);
  studio.composer.setOption('fps', 30);
  const layers = new LayerActions(studio);
  layers.add({ kind: 'title', text: 'Zoo', animation: 'wave' });
  await layers.usePicture(new File(['p'], 'p.png', { type: 'image/png' }));
  await studio.inputs.choosePicture(new Blob(['p'], { type: 'image/png' }));
  return open;
}

describe('the form', () => {
  it('is written down and read as it was typed, but for its files, which it names', async () => {
    const { state } = await filled();
    const form = parseForm(formText(state()))!;
    expect(form).toMatchObject({ prompt: 'a cat jumps', secondsText: '2,5', seedText: '77', stepsText: 'x', loop: true, options: { fps: 30 }, missingInputs: ['image', 'layerImages'] });
    expect(form.scenes.map(({ prompt, start }) => [prompt, start])).toEqual([['a panda spins', 'cut'], ['a cat jumps', 'continue']]);
    expect(form.layers.map(({ content, lacksPicture }) => [content.kind, lacksPicture])).toEqual([['title', undefined], ['prompt', true]]);
  });

  it.each(['', 'null', '{}', '{"form":2}', '{"form":1,"scenes":[]}', 'x'])('is not read out of %j', (text) => {
    expect(parseForm(text)).toBeNull();
  });

  it('comes back on the next visit, and not into a form that holds something', async () => {
    const first = await filled();
    rememberForm(first.studio, page);
    first.studio.composer.setSeed('78');
    await until(() => expect(stored.get(FORM_KEY)).toContain('78'));

    const next = await openStudio();
    rememberForm(next.studio, page);
    expect(next.state()).toMatchObject({ prompt: 'a cat jumps', seedText: '78', missingInputs: ['image', 'layerImages'] });

    // Nobody typed it: the model stays where it is until somebody does.
    const prepared = vi.spyOn(next.studio.engine, 'prepare');
    await until(() => expect(next.state().check).not.toBeNull());
    expect(prepared).not.toHaveBeenCalled();
    next.studio.scenes.setPrompt('a cat runs');
    await until(() => expect(prepared).toHaveBeenCalled());

    const linked = await openStudio();
    linked.studio.scenes.setPrompt('a fox');
    rememberForm(linked.studio, page);
    expect(linked.state().prompt).toBe('a fox');
  });

  it('is written down too where it was filled before anything listened', async () => {
    const { studio } = await filled();
    rememberForm(studio, page);
    await until(() => expect(stored.get(FORM_KEY)).toContain('a cat jumps'));
  });

  it('is forgotten when it is emptied', async () => {
    const { studio } = await filled();
    rememberForm(studio, page);
    studio.composer.setSeed('5');
    await until(() => expect(stored.has(FORM_KEY)).toBe(true));
    studio.composer.clear();
    await until(() => expect(stored.has(FORM_KEY)).toBe(false));
  });
});

describe('named options', () => {
  it('are kept, replaced by those of the same name, used and deleted', async () => {
    const { studio, state } = await filled();
    studio.composer.setOption('hideSubject', true);
    let text: string | null = null;
    const presets = new Presets(null, (written) => (text = written));
    presets.save(' fast ', state());
    const kept = new Presets(text, () => undefined).store.getState();
    expect(kept).toMatchObject([{ name: 'fast', seconds: '2,5', loop: true, options: { fps: 30 } }]);
    expect(kept[0]!.options).not.toHaveProperty('hideSubject');

    studio.composer.setOption('fps', 12);
    studio.composer.setOption('format', 'vp9');
    studio.composer.usePreset(kept[0]!);
    // What it shows stays: words, and whether their subject is hidden.
    expect(state()).toMatchObject({ prompt: 'a cat jumps', options: { fps: 30, hideSubject: true } });
    expect(state().options.format).toBeUndefined();

    presets.save('fast', { ...state(), secondsText: '9' });
    expect(presets.store.getState()).toMatchObject([{ name: 'fast', seconds: '9' }]);
    presets.remove(presets.store.getState()[0]!.id);
    expect([presets.store.getState(), text]).toEqual([[], null]);
  });

  it('are none in a text that holds none', () => {
    expect(new Presets('{"presets":[{"name":1}]}', () => undefined).store.getState()).toEqual([]);
  });
});
