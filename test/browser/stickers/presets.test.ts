import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ENDINGS, STICKER_NAMES, presetOf, type StickerName, type StickerPreset } from '../../../contract/stickers/presets.js';
import { PLAIN_LOOK, type StickerFacts } from '../../../contract/stickers/sticker.js';
import type { StickerFilm } from '../harness/sticker-films.js';
import { openHarness, type OpenHarness } from '../harness/open-harness.js';
import { THOROUGH } from '../../thorough.js';
import { alphaDifference, differenceOn, edgeShift, readWithFfmpeg } from './read-animation.js';

let harness: OpenHarness;
beforeAll(async () => {
  harness = await openHarness();
});
afterAll(() => harness.close());

const FPS = 12;
const film = (subject: StickerFilm['subject'], seconds: number, more: Partial<StickerFilm> = {}): StickerFilm => ({
  subject,
  frames: Math.round(seconds * FPS),
  fps: FPS,
  width: 256,
  height: 256,
  ...more,
});

/** Of 255, in the mean over a picture. */
const MOST_ALPHA_DIFFERENCE = 2;
/** A fringe is tens of levels. */
const MOST_EDGE_SHIFT = 8;
/** Video halves the resolution of colour, and few colours are few: that is seen in what is full of detail. */
const MOST_DIFFERENCE = { plain: 2, busy: 10, long: 2, thin: 2, glowing: 2 } as const;
/** GIF has no half transparent pixels: each is what it is nearer to. */
const MOST_WRONG_ALPHAS = 0.01;

interface Made {
  readonly facts: StickerFacts;
  readonly bytes: Uint8Array;
  readonly type: string;
}

async function make(source: StickerFilm, preset: StickerName): Promise<Made> {
  const made = await harness.page.evaluate(([painted, order]) => window.harness.makeSticker(painted, order), [source, { preset, look: PLAIN_LOOK }] as const);
  if (!made.ok) throw new Error(JSON.stringify(made.error));
  const { sticker, bytes, type } = made.value;
  return { facts: sticker.facts, bytes, type };
}

/** The rules of a place, against what was said and what is in the file. */
function expectRules(preset: StickerPreset, { facts, bytes }: Made): void {
  expect(bytes.length).toBeLessThanOrEqual(preset.bytes.max);
  expect(facts.bytes).toBe(bytes.length);
  expect(facts.seconds).toBeLessThanOrEqual(preset.seconds.max + 1e-6);
  expect(facts.frames / facts.seconds).toBeLessThanOrEqual(preset.fps + 1e-6);
  if (preset.frame.kind === 'exact') expect(facts).toMatchObject({ width: preset.frame.width, height: preset.frame.height });
  else {
    expect(facts.width).toBeLessThanOrEqual(preset.frame.width);
    expect(facts.height).toBeLessThanOrEqual(preset.frame.height);
    expect(facts.width === preset.frame.width || facts.height === preset.frame.height).toBe(true);
  }
  if (preset.seconds.whole) expect(facts.seconds % 1).toBe(0);
  expect(facts.seconds).toBeGreaterThanOrEqual(preset.seconds.min ?? 0);
  if (preset.frames !== undefined) {
    expect(facts.frames).toBeGreaterThanOrEqual(preset.frames.min);
    expect(facts.frames).toBeLessThanOrEqual(preset.frames.max);
  }
  if (preset.playSeconds !== undefined) expect(facts.plays * facts.seconds).toBeLessThanOrEqual(preset.playSeconds);
}

interface Frames {
  readonly width: number;
  readonly height: number;
  readonly count: number;
  readonly seconds: number;
  readonly repetitions: number;
  readonly first: Uint8Array;
}

/** What programs that know nothing of Kinora find in the file. */
async function read(preset: StickerPreset, { bytes, type }: Made): Promise<Frames | null> {
  if (preset.format !== 'webm') {
    const { width, height, count, durations, repetitions, frames } = await harness.page.evaluate(
      ([data, kind]) => window.harness.decodeAnimation(data, kind, [0]),
      [bytes, type] as const,
    );
    const shown = { width, height, count, seconds: durations.reduce((sum, each) => sum + each, 0) / 1000, repetitions, first: frames[0]! };
    if (preset.format === 'webp') return shown;
    const ffmpeg = readWithFfmpeg(bytes, ENDINGS[preset.format]);
    if (ffmpeg === null) console.warn('SKIPPED: the second opinion of FFmpeg, which is not installed.');
    else {
      expect(ffmpeg).toMatchObject({ codec: preset.format, width, height });
      expect(ffmpeg.frames).toHaveLength(count);
      expect(alphaDifference(ffmpeg.frames[0]!, shown.first)).toBe(0);
    }
    return shown;
  }
  const ffmpeg = readWithFfmpeg(bytes, 'webm');
  if (ffmpeg === null) return null;
  const { codec, width, height, frames, seconds, alphaMode } = ffmpeg;
  expect([codec, alphaMode]).toEqual(['vp9', '1']);
  return { width, height, count: frames.length, seconds, repetitions: -1, first: frames[0]! };
}

const FILMS: readonly StickerFilm[] = [film('plain', 1), film('busy', 2), film('long', 1, { width: 320, height: 192 }), film('thin', 1), film('glowing', 1.5)];
/** Twenty films: each also longer, smaller, and upright. */
const MANY_FILMS: readonly StickerFilm[] = FILMS.flatMap((source) => [
  source,
  { ...source, frames: 3 * FPS },
  { ...source, width: source.width / 2, height: source.height / 2 },
  { ...source, width: 192, height: 320 },
]);
/** Otherwise one a preset, and another for the next. */
const filmsOf = (name: StickerName): readonly StickerFilm[] => (THOROUGH ? MANY_FILMS : FILMS.slice(STICKER_NAMES.indexOf(name) % FILMS.length).slice(0, 1));
const titleOf = ({ subject, frames, width, height }: StickerFilm): string => `${subject}, ${frames} frames of ${width}x${height}`;

describe.each(STICKER_NAMES)('%s', (name) => {
  const preset = presetOf(name);

  it.each(filmsOf(name).map((source) => [titleOf(source), source] as const))('of a film (%s) keeps the rules, and looks like it', async (_, source) => {
    const made = await make(source, name);
    expectRules(preset, made);
    const { facts } = made;
    expect(facts.transparent).toBe(true);
    const found = await read(preset, made);
    if (found === null) {
      console.warn('SKIPPED: FFmpeg is not installed, and nothing else here reads WebM with alpha.');
      return;
    }
    expect(found).toMatchObject({ width: facts.width, height: facts.height, count: facts.frames });
    expect(found.seconds).toBeCloseTo(facts.seconds, 1);
    if (preset.format !== 'webm') expect(found.repetitions).toBe(facts.plays - 1);

    const [expected] = await harness.page.evaluate(([painted, order]) => window.harness.expectedFrames(painted, order, [0]), [source, { preset: name, look: PLAIN_LOOK }] as const);
    if (preset.format === 'gif') {
      expect(found.first.every((value, at) => at % 4 !== 3 || value === 0 || value === 255)).toBe(true);
      const wrong = found.first.filter((value, at) => at % 4 === 3 && value === 255 !== expected![at]! >= 128).length;
      expect(wrong / (found.first.length / 4)).toBeLessThan(MOST_WRONG_ALPHAS);
      return;
    }
    // The first frame is whole: it is all of the picture, on any background, without a fringe.
    expect(alphaDifference(found.first, expected!)).toBeLessThan(MOST_ALPHA_DIFFERENCE);
    for (const background of [0, 255] as const) {
      expect(Math.abs(edgeShift(found.first, expected!, background))).toBeLessThan(MOST_EDGE_SHIFT);
      expect(differenceOn(background, found.first, expected!)).toBeLessThan(MOST_DIFFERENCE[source.subject]);
    }
  });
});
