import { unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Conversion } from '../../../contract/conversion.js';
import type { StickerName } from '../../../contract/stickers/presets.js';
import { PLAIN_LOOK, type StickerFacts, type StickerLook } from '../../../contract/stickers/sticker.js';
import { openHarness, type OpenHarness } from '../harness/open-harness.js';
import type { StickerFilm } from '../harness/sticker-films.js';
import { alphaDifference, differenceOn, edgeShift, readWithFfmpeg } from './read-animation.js';

let harness: OpenHarness;
beforeAll(async () => {
  harness = await openHarness();
});
afterAll(() => harness.close());

const FRAMES = 12;
const FILM: StickerFilm = { subject: 'plain', frames: FRAMES, fps: 12, width: 192, height: 160 };
const GLOWING: StickerFilm = { ...FILM, subject: 'glowing' };
const INDICES = [0, 5, 11] as const;

async function converted(film: StickerFilm, conversion: Conversion): Promise<{ readonly bytes: Uint8Array; readonly type: string }> {
  const made = await harness.page.evaluate(([painted, kind]) => window.harness.convertFilm(painted, kind), [film, conversion] as const);
  if (!made.ok) throw new Error(JSON.stringify(made.error));
  return made.value;
}

const painted = (film: StickerFilm): Promise<readonly Uint8Array[]> =>
  harness.page.evaluate(([each, indices]) => window.harness.expectedFrames(each, null, indices), [film, INDICES] as const);

const decoded = (bytes: Uint8Array, type: string) =>
  harness.page.evaluate(([data, kind, indices]) => window.harness.decodeAnimation(data, kind, indices), [bytes, type, INDICES] as const);

function expectLike(frames: readonly Uint8Array[], expected: readonly Uint8Array[]): void {
  for (const [i, frame] of frames.entries()) {
    expect(alphaDifference(frame, expected[i]!)).toBeLessThan(2);
    for (const background of [0, 255] as const) {
      expect(differenceOn(background, frame, expected[i]!)).toBeLessThan(3);
      expect(Math.abs(edgeShift(frame, expected[i]!, background))).toBeLessThan(6);
    }
  }
}

async function make(film: StickerFilm, preset: StickerName, look: Partial<StickerLook> = {}): Promise<{ readonly facts: StickerFacts; readonly first: Uint8Array }> {
  const made = await harness.page.evaluate(([each, order]) => window.harness.makeSticker(each, order), [film, { preset, look: { ...PLAIN_LOOK, ...look } }] as const);
  if (!made.ok) throw new Error(made.error.code);
  const { frames } = await harness.page.evaluate(([data, type]) => window.harness.decodeAnimation(data, type, [0]), [made.value.bytes, made.value.type] as const);
  return { facts: made.value.sticker.facts, first: frames[0]! };
}

describe.each([FILM, GLOWING])('a transparent film, $subject', (film) => {
  it.each(['apng', 'webp'] as const)('is what was painted as %s', async (kind) => {
    const { bytes, type } = await converted(film, { kind });
    const { width, height, count, durations, frames } = await decoded(bytes, type);
    expect([width, height, count]).toEqual([film.width, film.height, FRAMES]);
    expect(durations.reduce((sum, each) => sum + each, 0)).toBeCloseTo(1000, 0);
    expectLike(frames, await painted(film));
  });

  it('is what was painted as WebM with alpha', async () => {
    const { bytes, type } = await converted(film, { kind: 'webm' });
    expect(type).toBe('video/webm');
    const read = readWithFfmpeg(bytes, 'webm');
    if (read === null) {
      console.warn('SKIPPED: FFmpeg is not installed, and nothing else here reads WebM with alpha.');
      return;
    }
    expect(read).toMatchObject({ codec: 'vp9', alphaMode: '1', width: film.width, height: film.height });
    expect(read.frames).toHaveLength(FRAMES);
    expectLike(INDICES.map((index) => read.frames[index]!), await painted(film));
  });

  it('keeps alpha in a poster and in its frames', async () => {
    const expected = await painted(film);
    const poster = await converted(film, { kind: 'poster', at: 0, type: 'image/png' });
    expectLike((await decoded(poster.bytes, poster.type)).frames, expected);
    const zip = await converted(film, { kind: 'png-sequence' });
    const files = unzipSync(zip.bytes);
    expect(Object.keys(files)).toHaveLength(FRAMES);
    const last = await decoded(files['frame-00012.png']!, 'image/png');
    expectLike(last.frames, [expected[2]!]);
  });

  it('is put on a plain colour as an opaque MP4', async () => {
    const codec = 'vp9';
    for (const [background, rgb] of [[undefined, [255, 255, 255]], ['#2040c0', [0x20, 0x40, 0xc0]]] as const) {
      const { bytes } = await converted(film, { kind: 'mp4', codec, ...(background === undefined ? {} : { background }) });
      const [first] = await harness.page.evaluate((data) => window.harness.decodeFilm(data), bytes);
      expect(first!.length).toBe(4 * film.width * film.height);
      const expected = (await painted(film))[0]!;
      let sum = 0;
      for (let at = 0; at < expected.length; at++) {
        if (at % 4 === 3) continue;
        const alpha = expected[at | 3]! / 255;
        sum += Math.abs(first![at]! - (expected[at]! * alpha + rgb[at % 4]! * (1 - alpha)));
      }
      expect(sum / (expected.length * 0.75)).toBeLessThan(4);
    }
  });
});

describe('a GIF of a transparent film', () => {
  it('is cut out where half of it is there, in each frame anew', async () => {
    const { bytes, type } = await converted(FILM, { kind: 'gif' });
    const { count, frames, repetitions } = await decoded(bytes, type);
    expect([count, repetitions]).toEqual([FRAMES, -1]);
    for (const [i, expected] of (await painted(FILM)).entries()) {
      const wrong = frames[i]!.filter((value, at) => at % 4 === 3 && value !== (expected[at]! >= 128 ? 255 : 0)).length;
      expect(wrong / (expected.length / 4)).toBeLessThan(0.01);
    }
  });

  it('has edges of its own colours, or mixed with a matte', async () => {
    const brightness = async (conversion: Conversion): Promise<number> => {
      const { bytes, type } = await converted(FILM, conversion);
      const [frame] = (await decoded(bytes, type)).frames;
      const [expected] = await painted(FILM);
      const edge = [...expected!].flatMap((value, at) => (at % 4 === 3 && value >= 140 && value < 200 && frame![at] === 255 ? [frame![at - 1]!] : []));
      return edge.reduce((sum, blue) => sum + blue, 0) / edge.length;
    };
    const [own, white] = [await brightness({ kind: 'gif' }), await brightness({ kind: 'gif', matte: '#ffffff' })];
    expect(own).toBeLessThan(80);
    expect(white).toBeGreaterThan(own + 25);
  });
});

describe('an opaque film', () => {
  const opaque: StickerFilm = { ...FILM, opaque: true };

  it('keeps its background in every format', async () => {
    for (const kind of ['apng', 'webp', 'gif'] as const) {
      const { bytes, type } = await converted(opaque, { kind });
      const [frame] = (await decoded(bytes, type)).frames;
      expect(frame!.every((value, at) => at % 4 !== 3 || value === 255)).toBe(true);
    }
    const webm = readWithFfmpeg((await converted(opaque, { kind: 'webm' })).bytes, 'webm');
    if (webm !== null) expect([webm.alphaMode, webm.frames.length]).toEqual([undefined, FRAMES]);
  });

  it('becomes a sticker with its background, and is refused where there must be none', async () => {
    const { facts, first } = await make({ ...opaque, width: 160 }, 'discord-emoji');
    expect([facts.transparent, first.every((value, at) => at % 4 !== 3 || value === 255)]).toEqual([false, true]);
    await expect(make(opaque, 'line-sticker')).rejects.toThrow('sticker-needs-transparency');
  });
});

describe('a sticker', () => {
  it('has the stroke, the shadow and the margin that were asked for', async () => {
    const [plain, stroke, shadow, margin] = [
      await make(FILM, 'whatsapp-sticker'),
      await make(FILM, 'whatsapp-sticker', { stroke: true }),
      await make(FILM, 'whatsapp-sticker', { shadow: true }),
      await make(FILM, 'whatsapp-sticker', { margin: 0.2 }),
    ];
    const visible = ({ first }: { readonly first: Uint8Array }): { white: number; black: number; columns: number } => {
      const columns = new Set<number>();
      let [white, black] = [0, 0];
      for (let at = 0; at < first.length; at += 4) {
        if (first[at + 3]! > 32) columns.add((at / 4) % 512);
        if (first[at + 3]! > 250 && Math.min(first[at]!, first[at + 1]!, first[at + 2]!) > 245) white++;
        if (first[at + 3]! > 32 && first[at + 3]! < 120 && Math.max(first[at]!, first[at + 1]!, first[at + 2]!) < 30) black++;
      }
      return { white, black, columns: columns.size };
    };
    expect(visible(plain)).toMatchObject({ white: 0, black: 0 });
    expect(visible(stroke).white).toBeGreaterThan(3000);
    expect(visible(shadow).black).toBeGreaterThan(500);
    expect(visible(margin).columns).toBeLessThan(0.6 * 512 + 4);
    expect(visible(plain).columns).toBeGreaterThan(440);
  });

  it('plays all of a loop, and is told to be faster', async () => {
    const { facts } = await make({ ...FILM, frames: 73, loop: true }, 'discord-emoji');
    expect(facts).toMatchObject({ seconds: 5, cutSeconds: 0, frames: 72 });
    expect(facts.speed).toBeCloseTo(1.2, 2);
  });

  it('is refused where a film has too few frames', async () => {
    await expect(make({ ...FILM, frames: 4 }, 'line-sticker')).rejects.toThrow('sticker-too-few-frames');
  });
});
