import { describe, expect, it, vi } from 'vitest';
import { kinoraError } from '../../../../contract/errors.js';
import { attachAutomation, type KinoraAutomation } from '../../../../src/automation/page-automation.js';
import type { FilmConverter } from '../../../../src/automation/export-film.js';
import type { FilmProgress } from '../../../../src/automation/make-film.js';
import type { FakeGeneratorOptions } from '../../../fixtures/fake-generator.js';
import { openStudio } from '../../../fixtures/page/open-studio.js';

const REQUEST = { prompt: 'a red apple bouncing', seconds: 0.5, seed: 7 };

const convert = vi.fn<FilmConverter['convert']>(async () => ({ ok: true, value: new Blob(['gif']) }));
const makeSticker = vi.fn<FilmConverter['makeSticker']>(async () => ({ ok: false, error: kinoraError('sticker-over-limit', { bytes: 2, max: 1 }) }));

async function openAutomation(options: FakeGeneratorOptions = {}) {
  const opened = await openStudio({ stepMs: 1, ...options });
  const target: { kinoraAutomation?: KinoraAutomation } = {};
  attachAutomation(opened.engine, opened.studio.store, { convert, makeSticker }, target as Window);
  return { ...opened, automation: target.kinoraAutomation! };
}

describe('the page driven by a program', () => {
  it('loads the model, makes a film and reports progress that never goes back', async () => {
    const { automation, engine, state } = await openAutomation({ warnings: [{ code: 'little-memory', params: {} }] });
    const kept = vi.spyOn(engine, 'kept');
    const progress: FilmProgress[] = [];
    const warnings: string[] = [];
    const made = await automation.makeFilm(REQUEST, { onProgress: (each) => progress.push(each), onWarning: ({ code }) => warnings.push(code) });
    expect(made).toMatchObject({ ok: true, value: { metadata: { seed: 7, seconds: 0.5 } } });
    if (!made.ok) return;
    expect(made.value.timings.load).toBeGreaterThan(0);
    expect(made.value.timings.total).toBeGreaterThanOrEqual(made.value.timings.load);
    const fractions = progress.map(({ fraction }) => fraction);
    expect(fractions).toEqual([...fractions].sort((a, b) => a - b));
    expect(progress[0]).toMatchObject({ stage: 'load', fraction: 0 });
    expect(fractions.at(-1)).toBe(1);
    expect(warnings).toEqual(['little-memory']);
    expect(kept).toHaveBeenCalledOnce();
    expect(state()).toMatchObject({ ready: true, job: null });
  });

  it('fetches no model for an input that cannot be used', async () => {
    const error = kinoraError('no-room', {});
    const { automation, engine } = await openAutomation({ inspect: () => Promise.resolve({ ok: false, error }) });
    const load = vi.spyOn(engine, 'loadPack');
    expect(await automation.makeFilm({ ...REQUEST, image: new Blob(['text']) })).toEqual({ ok: false, error });
    expect(load).not.toHaveBeenCalled();
  });

  it('gives what failed, and makes another film after it', async () => {
    const { automation } = await openAutomation();
    expect(await automation.makeFilm({ ...REQUEST, prompt: '' })).toMatchObject({ ok: false, error: { code: 'prompt-empty' } });
    expect(await automation.makeFilm(REQUEST)).toMatchObject({ ok: true });
  });

  it('makes other files of a film by their names', async () => {
    const { automation } = await openAutomation();
    const film = new Blob(['film']);
    expect(await automation.exportFilm(film, 'gif')).toMatchObject({ ok: true, value: { facts: null } });
    expect(convert).toHaveBeenCalledWith(film, { kind: 'gif' });
    expect(await automation.exportFilm(film, 'slack-emoji')).toMatchObject({ ok: false, error: { code: 'sticker-over-limit' } });
    expect(makeSticker).toHaveBeenCalledWith(film, { preset: 'slack-emoji', look: { stroke: false, shadow: false, margin: 0 } });
    await expect(automation.exportFilm(film, 'toString')).rejects.toThrow('There is no format "toString".');
  });

  it('makes one film at a time, and cancels it', async () => {
    const { automation } = await openAutomation({ stepMs: 5 });
    const made = automation.makeFilm({ ...REQUEST, seconds: 60 });
    await expect(automation.makeFilm(REQUEST)).rejects.toThrow('being made');
    await automation.cancelFilm();
    expect(await made).toMatchObject({ ok: false, error: { code: 'cancelled' } });
  });
});
