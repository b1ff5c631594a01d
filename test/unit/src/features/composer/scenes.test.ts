import { describe, expect, it, vi } from 'vitest';
import { until } from '../../../../fixtures/until.js';
import { allMade, openStudio, when } from '../../../../fixtures/page/open-studio.js';

const prompts = (scenes: readonly { readonly prompt: string }[]) => scenes.map(({ prompt }) => prompt);

describe('scenes', () => {
  it('are written one after another, each with a prompt and a length of its own', async () => {
    const { studio, state } = await openStudio();
    studio.scenes.setPrompt('a panda spins');
    studio.scenes.add();
    expect(state()).toMatchObject({ prompt: 'a panda spins', secondsText: '4' });
    studio.scenes.setPrompt('a panda jumps');
    studio.scenes.setSeconds('2');
    const [first, second] = state().scenes;
    expect(state().scenes).toMatchObject([
      { prompt: 'a panda spins', secondsText: '4' },
      { prompt: 'a panda jumps', secondsText: '2', start: 'continue' },
    ]);
    studio.scenes.edit(first!.id);
    expect(state()).toMatchObject({ prompt: 'a panda spins', secondsText: '4' });
    studio.scenes.setStart(second!.id, 'cut');
    expect(state().scenes[1]?.start).toBe('cut');
    expect(state().sceneId).toBe(first!.id);
  });

  it('are moved and removed, and one is always left', async () => {
    const { studio, state } = await openStudio();
    studio.scenes.setPrompt('one');
    studio.scenes.add();
    studio.scenes.setPrompt('two');
    studio.scenes.add();
    studio.scenes.setPrompt('three');
    const [one, two, three] = state().scenes;
    studio.scenes.move(three!.id, 0);
    expect(prompts(state().scenes)).toEqual(['three', 'one', 'two']);
    studio.scenes.move(three!.id, 1);
    expect(prompts(state().scenes)).toEqual(['one', 'three', 'two']);
    studio.scenes.remove(three!.id);
    expect(state().prompt).toBe('two');
    studio.scenes.remove(one!.id);
    studio.scenes.remove(two!.id);
    expect(prompts(state().scenes)).toEqual(['']);
    expect(state().prompt).toBe('');
  });

  it('become one request, and come back from the film', async () => {
    const open = await openStudio();
    const { studio, engine, state } = open;
    const asked = vi.spyOn(engine, 'generate');
    studio.scenes.setPrompt('a panda spins');
    studio.scenes.setSeconds('0.5');
    studio.scenes.add();
    studio.scenes.setPrompt('a panda jumps');
    studio.scenes.setSeconds('1');
    studio.composer.setSeed('7');
    studio.composer.setLoop(true);
    studio.composer.setOption('motion', 1.5);
    await studio.composer.generate();
    await allMade(open);
    expect(asked.mock.calls[0]?.[0]).toEqual({
      subject: { kind: 'scenes', scenes: [{ prompt: 'a panda spins', seconds: 0.5 }, { prompt: 'a panda jumps', seconds: 1, start: 'continue' }] },
      seed: 7,
      ending: { kind: 'loop' },
      motion: 1.5,
      shadows: true,
    });
    const clip = state().clips[0]!;
    studio.composer.fill({ subject: { kind: 'prompt', prompt: 'a fox', seconds: 3 } });
    expect(state()).toMatchObject({ prompt: 'a fox', secondsText: '3' });
    expect(state().scenes).toHaveLength(1);
    studio.composer.fill(clip.settings);
    expect(prompts(state().scenes)).toEqual(['a panda spins', 'a panda jumps']);
    expect(state()).toMatchObject({ loop: true, options: { motion: 1.5 }, seedText: '7' });
  });

  it('say which one has no length', async () => {
    const { studio, state } = await openStudio();
    studio.scenes.setPrompt('a panda');
    studio.scenes.add();
    studio.scenes.setSeconds('');
    await studio.composer.generate();
    expect(state().error).toMatchObject({ code: 'seconds-mistyped', params: { text: '', scene: 2, fault: 'empty' } });
  });
});

describe('what a film starts from and ends with', () => {
  it('excludes what cannot go together', async () => {
    const { studio, state } = await openStudio();
    const picture = new File(['x'], 'p.png', { type: 'image/png' });
    await studio.inputs.chooseEndPicture(picture);
    studio.composer.setLoop(true);
    expect(state()).toMatchObject({ loop: true, endPicture: null });
    await studio.inputs.chooseEndPicture(picture);
    expect(state()).toMatchObject({ loop: false, endPicture: { name: 'p.png' } });
    await studio.inputs.choosePicture(picture);
    await studio.inputs.chooseFootage(new Blob(['film'], { type: 'video/mp4' }), 'film.mp4');
    expect(state()).toMatchObject({ picture: null, footage: { name: 'film.mp4' } });
    await studio.inputs.choosePicture(picture);
    expect(state()).toMatchObject({ footage: null, picture: { name: 'p.png' } });
  });

  it('goes on from a film', async () => {
    const open = await openStudio();
    const { studio, engine, state } = open;
    studio.scenes.setPrompt('a panda spins');
    studio.scenes.setSeconds('0.5');
    await studio.composer.generate();
    await allMade(open);
    const clip = state().clips[0]!;
    studio.composer.extend(clip);
    expect(state()).toMatchObject({ prompt: 'a panda spins', footage: { blob: clip.file } });
    const asked = vi.spyOn(engine, 'generate');
    await studio.composer.generate();
    await allMade(open);
    expect(asked.mock.calls[0]?.[0]).toMatchObject({ subject: { prompt: 'a panda spins' }, start: { kind: 'video', file: { blob: clip.file } } });
  });

  it('goes on as a transparent one, and an opaque one as that', async () => {
    const open = await openStudio({ stepMs: 1 });
    const { studio, state } = open;
    studio.scenes.setPrompt('a panda spins');
    for (const transparent of [undefined, true] as const) {
      studio.composer.setOption('transparent', transparent);
      await studio.composer.generate();
      await allMade(open);
    }
    const [cutOut, opaque] = state().clips;
    studio.composer.extend(opaque!);
    expect(state().options).not.toHaveProperty('transparent');
    studio.composer.extend(cutOut!);
    expect(state().options).toMatchObject({ transparent: true });
  });
});

describe('a surprise', () => {
  it('is a sentence of words that the model knows', async () => {
    const { studio, state } = await openStudio();
    for (let i = 0; i < 20; i++) {
      studio.composer.surprise();
      await until(() => expect(state().check).toMatchObject({ unknown: [] }));
      expect(state().prompt).toMatch(/^an? .+ background/);
    }
  });
});

describe('first frames to choose from', () => {
  it('are drawn for four seeds, and the chosen one is the film’s', async () => {
    const { studio, state } = await openStudio();
    studio.scenes.setPrompt('a panda spins');
    studio.composer.setSeed('7');
    await studio.firstFrames.draw();
    const { stills, drawing } = state().firstFrames!;
    expect(drawing).toBe(false);
    expect(stills).toHaveLength(4);
    expect(stills[0]?.seed).toBe(7);
    expect(new Set(stills.map(({ seed }) => seed)).size).toBe(4);
    expect(stills.every(({ seed, still }) => still?.seed === seed)).toBe(true);
    studio.firstFrames.pick(stills[2]!.seed);
    expect(state().seedText).toBe(String(stills[2]!.seed));
    studio.firstFrames.close();
    expect(state().firstFrames).toBeNull();
  });

  it('stop when they are closed', async () => {
    const open = await openStudio({ stepMs: 2 });
    const { studio, engine, state } = open;
    const cancelled = vi.spyOn(engine, 'cancel');
    studio.scenes.setPrompt('a panda spins');
    const drawn = studio.firstFrames.draw();
    await when(open, ({ firstFrames: variations }) => Boolean(variations?.stills[0]?.still));
    studio.firstFrames.close();
    await drawn;
    expect(cancelled).toHaveBeenCalledTimes(1);
    expect(state()).toMatchObject({ firstFrames: null, error: null });
  });

  it('need a prompt', async () => {
    const { studio, state } = await openStudio();
    await studio.firstFrames.draw();
    expect(state()).toMatchObject({ firstFrames: null, error: { code: 'prompt-empty' } });
  });
});
