import { describe, expect, it } from 'vitest';
import { kinoraError } from '../../../../../../contract/errors.js';
import { scenesOf } from '../../../../../../contract/request/request.js';
import { promptLines } from '../../../../../../src/features/composer/batch/prompt-lines.js';
import { acceptFiles } from '../../../../../../src/features/composer/inputs/accept-file.js';
import { allMade, openStudio } from '../../../../../fixtures/page/open-studio.js';

const PNG = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
const picture = (name: string): File => new File([PNG], name, { type: 'image/png' });

describe('a prompt of several lines', () => {
  it.each([
    ['a dog\na cat', ['a dog', 'a cat']],
    ['  a dog \r\n\r\n a cat  \n', ['a dog', 'a cat']],
    ['- a dog\n* a cat\n• a fox', ['a dog', 'a cat', 'a fox']],
    ['1. a dog\n2) a cat\n10. 3 foxes', ['a dog', 'a cat', '3 foxes']],
    ['a dog', []],
    ['a dog\n\n - ', ['a dog', '-']],
    ['', []],
  ])('has one in each: %j', (text, lines) => {
    expect(promptLines(text)).toEqual(lines);
  });

  it('becomes a film for each, with all else as it is in the form', async () => {
    const open = await openStudio({ stepMs: 0 });
    open.studio.scenes.setSeconds('0.5');
    open.studio.composer.setSeed('9');
    await open.studio.composer.generateEach(['a dog', 'a cat', 'a fox']);
    await allMade(open);
    const made = [...open.state().clips].reverse().map(({ settings }) => [scenesOf(settings.subject)[0], settings.seed]);
    expect(made).toEqual(['a dog', 'a cat', 'a fox'].map((prompt) => [{ prompt, seconds: 0.5 }, 9]));
  });

  it('makes none where one of them cannot be made', async () => {
    const { studio, state } = await openStudio();
    await studio.composer.generateEach(['a dog', 'x'.repeat(501)]);
    expect(state().error?.code).toBe('prompt-too-long');
    expect([state().job, state().queue]).toEqual([null, []]);
  });
});

describe('several pictures', () => {
  it('are offered, and become a film each', async () => {
    const open = await openStudio({ stepMs: 0 });
    const { studio, state } = open;
    const [one, two] = [picture('one.png'), picture('two.png')];
    await acceptFiles(studio, null, [one, two]);
    expect(state().offeredPictures).toEqual([one, two]);
    expect(state().picture).toBeNull();
    studio.scenes.setPrompt('a panda spins');
    studio.scenes.setSeconds('0.5');
    await studio.composer.generateFrom(state().offeredPictures);
    expect(state().offeredPictures).toEqual([]);
    await allMade(open);
    expect(state().clips.map(({ settings: { start } }) => start?.file.name).reverse()).toEqual(['one.png', 'two.png']);
  });

  it('are made but for those that cannot be used, which are told and stay', async () => {
    const bad = picture('bad.png');
    const open = await openStudio({
      stepMs: 0,
      inspect: async (_, file) => (file === bad ? { ok: false, error: kinoraError('input-empty', { what: 'picture' }) } : { ok: true, value: { width: 64, height: 64, preview: file } }),
    });
    const { studio, state } = open;
    studio.scenes.setPrompt('a panda spins');
    studio.scenes.setSeconds('0.5');
    await studio.composer.generateFrom([bad, picture('good.png')]);
    expect(state().error?.code).toBe('input-empty');
    expect(state().offeredPictures).toEqual([bad]);
    await allMade(open);
    expect(state().clips).toHaveLength(1);
  });

  it('are one where the others are no pictures', async () => {
    const { studio, state } = await openStudio();
    await acceptFiles(studio, null, [picture('one.png'), new File(['text'], 'notes.txt')]);
    expect(state().offeredPictures).toEqual([]);
    expect(state().picture?.name).toBe('one.png');
  });
});
