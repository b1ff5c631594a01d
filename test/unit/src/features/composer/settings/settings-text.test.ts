import { describe, expect, it } from 'vitest';
import { kinoraError } from '../../../../../../contract/errors.js';
import { settingsOf, type ClipSettings } from '../../../../../../contract/request/clip-settings.js';
import { readSettings } from '../../../../../../contract/request/read-clip-settings.js';
import { settingsBox } from '../../../../../../contract/request/settings-box.js';
import { LIMITS, type GenerateRequest, type Scene } from '../../../../../../contract/request/request.js';
import { REQUEST_FILES, VIDEO_CODECS } from '../../../../../../contract/names.js';
import { pickDefined } from '../../../../../../contract/lib/pick-defined.js';
import { flatFromRequest, requestFromFlat } from '../../../../../../contract/request/flat-request.js';
import { requestOf } from '../../../../../../src/features/composer/settings/generation-settings.js';
import { settingsFromClip } from '../../../../../../src/features/composer/settings/clip-to-settings.js';
import { settingsInLink, settingsLink } from '../../../../../../src/features/composer/settings/settings-link.js';
import { readPasted } from '../../../../../../src/features/composer/settings/read-pasted.js';
import { settingsText } from '../../../../../../src/features/composer/settings/settings-text.js';
import { until } from '../../../../../fixtures/until.js';
import { openStudio } from '../../../../../fixtures/page/open-studio.js';
import { requestFor } from '../../../../../fixtures/request-for.js';

const PACK = { id: 'starter', version: '1.7.0' };
const PAGE = 'https://kinora.example/studio/?lang=de#old';

/** Numbers that are the same at each run (mulberry32). */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const WORDS = ['a red apple', 'تفاحة حمراء', 'un “éléphant”', '夕焼けの海', '🍎🏳️‍🌈', '"quoted" \\ back', 'line\nbreak', '#film=', '<b>&amp;</b>', 'a\u2028b'];

/** A request with each option there or not. */
function anyRequest(random: () => number): GenerateRequest {
  const pick = <T>(of: readonly T[]): T => of[Math.floor(random() * of.length)]!;
  const maybe = <T>(value: T): T | undefined => (random() < 0.5 ? value : undefined);
  const prompt = (): string => Array.from({ length: 1 + Math.floor(random() * 4) }, () => pick(WORDS)).join(' ');
  const length = (): number => pick([0.5, 1, 1 / 3 + 1, 2.25, 4]);
  const scenes: Scene[] = Array.from({ length: 2 + Math.floor(random() * 6) }, (_, index) => ({
    prompt: prompt(),
    seconds: length(),
    ...(index === 0 ? {} : { start: pick(['cut', 'continue'] as const) }),
  }));
  const [image, endImage, extend] = [maybe(new Blob(['i'])), maybe(new Blob(['e'])), maybe(new Blob(['v']))];
  const fields = {
    ...(random() < 0.5 ? { scenes } : { prompt: prompt() }),
    seconds: length(),
    seed: Math.floor(random() * (LIMITS.seed.max + 1)),
  };
  const options = {
    steps: maybe(pick([1, 7, 50])),
    motion: maybe(pick([0.25, 1.5, 2])),
    loop: endImage === undefined ? maybe(true as const) : undefined,
    format: maybe(pick(VIDEO_CODECS)),
    image,
    endImage,
    extend: image === undefined ? extend : undefined,
  };
  return requestFromFlat({ ...fields, ...pickDefined(options) });
}

/** What is left of a request in a link or a text. */
function withoutFiles({ start: _, ending, ...request }: GenerateRequest): GenerateRequest {
  return { ...request, ...(ending?.kind === 'loop' ? { ending } : {}) };
}

const wholeOf = (text: string): ClipSettings | null => {
  const pasted = readPasted(text);
  if (pasted?.kind === 'link') return settingsInLink(pasted.fragment);
  return pasted?.kind === 'whole' ? pasted.settings : null;
};

describe('fault 26: the settings of a film', () => {
  it('are one record in the text, the link and the file, and come back whole from each', async () => {
    const random = numbers(26);
    for (let round = 0; round < 300; round++) {
      const request = anyRequest(random);
      const settings = settingsOf(request, PACK);
      const link = settingsLink(settings, PAGE);
      expect(wholeOf(settingsText(settings))).toEqual(settings);
      expect(wholeOf(` \n${settingsText(settings)}\n`)).toEqual(settings);
      expect(wholeOf(link)).toEqual(settings);
      expect(settingsInLink(new URL(link).hash)).toEqual(settings);
      expect(await readSettings(new Blob([settingsBox(settings)]))).toEqual(settings);
      // What is not stored is named.
      const flat = flatFromRequest(request);
      expect(settings.needs).toEqual(REQUEST_FILES.filter((name) => flat[name] !== undefined));
      expect(requestOf(settingsFromClip(settings))).toEqual(withoutFiles(request));
    }
  });

  it('are in the form as they were, and the film that is made of them has the same', async () => {
    const random = numbers(62);
    for (let round = 0; round < 40; round++) {
      const request = withoutFiles(anyRequest(random));
      const settings = settingsOf(request, { id: 'fake', version: '1.0.0' });
      const { studio, engine, state } = await openStudio();
      // Which words a model knows is of no concern here.
      engine.checkPrompt = () => Promise.resolve({ ok: true, value: { unknown: [], knownCount: 1, limits: [] } });
      studio.composer.setLoop(true);
      studio.composer.setOption('motion', 0.5);
      studio.composer.setSteps('3');
      studio.composer.setOption('format', 'av1');
      studio.scenes.add();
      expect(await studio.composer.openLink(new URL(settingsLink(settings, PAGE)).hash)).toBe(true);
      studio.composer.setSeed('1');
      expect(studio.composer.pasteSettings(settingsText(settings))).toBe(true);
      await until(() => expect(state().seedText).toBe(String(request.seed)));
      const asked: GenerateRequest[] = [];
      engine.generate = async (film) => {
        asked.push(film);
        return { ok: false, error: kinoraError('cancelled', { what: 'film' }) };
      };
      await studio.composer.generate();
      expect(asked).toEqual([request]);
    }
  });

  it('come back from a link as long as they can be', () => {
    const random = numbers(50);
    const letter = (): string => String.fromCharCode(0x4e00 + Math.floor(random() * 20_000));
    const prompt = (): string => Array.from({ length: LIMITS.promptCharacters.max }, letter).join('');
    const scenes = Array.from({ length: LIMITS.scenes.max }, () => ({ prompt: prompt(), seconds: 2 }));
    const settings = settingsOf(requestFor(scenes), PACK);
    expect(settingsInLink(new URL(settingsLink(settings, PAGE)).hash)).toEqual(settings);
  });

  it('name what they do not hold until it is there', async () => {
    const { studio, state } = await openStudio();
    const settings = settingsOf(requestFor('a panda', 1, { start: { kind: 'image', file: { blob: new Blob(['i']) } }, ending: { kind: 'image', file: { blob: new Blob(['e']) } } }), PACK);
    await studio.inputs.choosePicture(new File(['p'], 'p.png', { type: 'image/png' }));
    studio.composer.pasteSettings(settingsText(settings));
    await until(() => expect(state().missingInputs).toEqual(['image', 'endImage']));
    // The picture that is in the form is one that the settings need.
    expect(state()).toMatchObject({ picture: { name: 'p.png' }, endPicture: null });
    studio.composer.pasteSettings(settingsText(settingsOf(requestFor('a panda'), PACK)));
    await until(() => expect(state()).toMatchObject({ missingInputs: [], picture: null }));
  });
});

describe('fault 26: the text that 0.1.0 copied', () => {
  const old = '{"kinora":1,"prompt":"a cat","seconds":4,"seed":7,"pack":"starter 1.0.0"}';

  it('still brings back what it holds', async () => {
    const { studio, state } = await openStudio();
    expect(studio.composer.pasteSettings(old)).toBe(true);
    await until(() => expect(state()).toMatchObject({ prompt: 'a cat', secondsText: '4', seedText: '7' }));
    expect(readPasted('{"kinora":1,"prompt":"a cat","seconds":4,"seed":7}')).toEqual({ kind: 'first', settings: { prompt: 'a cat', seconds: 4, seed: 7 } });
  });
});

describe('pasted text', () => {
  it.each(['a cat', '{', '{}', 'null', '[]', '{"prompt":"a"}', '7', '{kinora}', 'https://kinora.example/', 'see https://kinora.example/#film=x'])('%s is left alone', (text) => {
    expect(readPasted(text)).toBeNull();
  });

  it.each([
    '{"kinora":2,"prompt":"a","seconds":1,"seed":1}',
    '{"kinora":1,"prompt":1,"seconds":1,"seed":1}',
    '{"kinora":1,"prompt":"a","seconds":1e9,"seed":1,"pack":"starter 1.0.0"}',
    settingsText(settingsOf(requestFor('a cat', 4), PACK)).slice(0, -4),
    settingsLink(settingsOf(requestFor('a cat', 4), PACK), PAGE).slice(0, -9),
  ])('%s is told to be broken, and does not become the prompt', async (text) => {
    const { studio, state } = await openStudio();
    studio.scenes.setPrompt('a fox');
    expect(studio.composer.pasteSettings(text)).toBe(true);
    await until(() => expect(state().error).not.toBeNull());
    expect(state()).toMatchObject({ prompt: 'a fox', error: { code: 'pasted-settings-unreadable' } });
  });
});
