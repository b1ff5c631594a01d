import { describe, expect, test, vi } from 'vitest';
import { kinoraError } from '../../../../../contract/errors.js';
import type { InputFacts } from '../../../../../contract/generator.js';
import { allMade, openStudio } from '../../../../fixtures/page/open-studio.js';

const PREVIEW = new Blob(['preview'], { type: 'image/png' });
const logo = (): File => new File(['\x89PNG'], 'logo.png');
const FACTS: InputFacts = { width: 640, height: 480, preview: PREVIEW, suggestedBackground: '#000000' };

describe('what a film starts from', () => {
  test('fault 5: a transparent picture is filmed on the background that is shown', async () => {
    const open = await openStudio({ inspect: async () => ({ ok: true, value: FACTS }) });
    const { studio, engine, state } = open;
    await studio.inputs.choosePicture(logo());
    await studio.inputs.chooseEndPicture(logo());
    expect(state().picture).toMatchObject({ width: 640, preview: PREVIEW, background: '#000000' });
    studio.inputs.setBackground('picture', '#336699');
    const asked = vi.spyOn(engine, 'generate');
    studio.scenes.setPrompt('a panda');
    studio.scenes.setSeconds('0.5');
    await studio.composer.generate();
    await allMade(open);
    expect(asked.mock.calls[0]?.[0]).toMatchObject({ background: '#336699', endBackground: '#000000' });
    // The film remembers it.
    expect(state().clips[0]?.metadata.settings).toMatchObject({ background: '#336699', endBackground: '#000000' });
    studio.inputs.remove('picture');
    studio.composer.restoreSettings(state().clips[0]!.settings);
    expect(state().picture?.background).toBe('#336699');
  });

  test('fault 8: a file without a type gets that of its content', async () => {
    const { studio, state } = await openStudio();
    await studio.inputs.chooseFootage(new Blob(['\x1aE\xdf\xa3....webm'].map((text) => Buffer.from(text, 'latin1'))), 'holiday');
    expect(state().footage).toMatchObject({ name: 'holiday', seconds: 2, blob: { type: 'video/webm' } });
  });

  test('fault 9: a video that cannot be used is refused at once, and what was chosen stays', async () => {
    const refused = kinoraError('video-unsupported', { format: 'avi' });
    const { studio, state } = await openStudio({
      inspect: async (role) => (role === 'picture' ? { ok: true, value: FACTS } : { ok: false, error: refused }),
    });
    await studio.inputs.choosePicture(logo());
    await studio.inputs.chooseFootage(new Blob(['RIFF']), 'old.avi');
    expect(state()).toMatchObject({ error: refused, footage: null, picture: { name: 'logo.png' } });
  });

  test('fault 9: the last choice wins, however long an earlier one takes to be looked at', async () => {
    const waiting: (() => void)[] = [];
    const { studio, state } = await openStudio({
      inspect: (_, file) => new Promise((resolve) => waiting.push(() => resolve({ ok: true, value: { ...FACTS, width: file.size } }))),
    });
    const first = studio.inputs.chooseFootage(new Blob(['12345']), 'slow.mp4');
    const second = studio.inputs.choosePicture(new Blob(['1234567']));
    await vi.waitFor(() => expect(waiting).toHaveLength(2));
    waiting[1]?.();
    await second;
    waiting[0]?.();
    await first;
    expect(state()).toMatchObject({ picture: { width: 7 }, footage: null });
  });

  test('fault 9: a film waits for what was just chosen', async () => {
    const open = await openStudio({ inspect: async () => (await new Promise((resolve) => setTimeout(resolve, 30)), { ok: true, value: FACTS }) });
    const { studio, engine } = open;
    const asked = vi.spyOn(engine, 'generate');
    studio.scenes.setPrompt('a panda');
    studio.scenes.setSeconds('0.5');
    void studio.inputs.choosePicture(logo());
    await studio.composer.generate();
    await allMade(open);
    expect(asked.mock.calls[0]?.[0].image).toBeInstanceOf(Blob);
  });

  test('fault 8: a folder is said to be none', async () => {
    const { studio, state } = await openStudio();
    const folder = new File([], 'holiday');
    Object.assign(folder, { slice: () => ({ arrayBuffer: () => Promise.reject(new DOMException('gone', 'NotFoundError')) }) });
    await studio.inputs.choosePicture(folder);
    expect(state().error).toMatchObject({ code: 'file-not-opened', params: { name: 'holiday' }, cause: 'NotFoundError: gone' });
  });
});
