import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ErrorCode, KinoraError } from '../../contract/errors.js';
import { categoryOf } from '../../contract/errors/categories.js';
import type { FileFormat } from '../../contract/input/file-kind.js';
import type { InputRole } from '../../contract/names.js';
import { settingsOf } from '../../contract/request/clip-settings.js';
import { requestFromFlat } from '../../contract/request/flat-request.js';
import { settingsBox } from '../../contract/request/settings-box.js';
import type { InspectReport } from './harness/harness-page.js';
import { openHarness, type OpenHarness } from './harness/open-harness.js';
import { pngBytes } from './png-bytes.js';

let harness: OpenHarness;
beforeAll(async () => {
  harness = await openHarness();
});
afterAll(() => harness.close());

type Facts = Exclude<InspectReport, KinoraError>;
type Bytes = Uint8Array | Buffer;

const ask = (role: InputRole, bytes: Bytes, type = ''): Promise<InspectReport> =>
  harness.page.evaluate(([asked, data, given]) => window.harness.inspect(asked, data, given), [role, [...bytes], type] as const);
async function facts(role: InputRole, bytes: Bytes, type?: string): Promise<Facts> {
  const report = await ask(role, bytes, type);
  if ('code' in report) throw new Error(report.code);
  return report;
}
const fixture = (name: string): Promise<Buffer> => readFile(new URL(`../fixtures/inputs/${name}`, import.meta.url));
const svg = (attributes: string, content = '<rect width="400" height="300" fill="#00f"/><circle cx="200" cy="150" r="80" fill="#f00"/>'): Buffer =>
  Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" ${attributes}>${content}</svg>`);

/** A colour by name, so that lossy pictures compare. */
const nameOf = ([r = 0, g = 0, b = 0, alpha = 0]: readonly number[]): string =>
  alpha < 40 ? '-' : ['K', 'R', 'G', 'Y', 'B', 'M', 'C', 'W'][(r > 127 ? 1 : 0) + (g > 127 ? 2 : 0) + (b > 127 ? 4 : 0)]!;
const look = ({ colours }: Facts): string => colours.map(nameOf).join('');

/** Red, green, blue and white quarters, twice as wide as high, in a format that the browser writes. */
async function quarters(type: string, width = 240, height = 120): Promise<Buffer> {
  const data = await harness.page.evaluate(
    async ([format, w, h]) => {
      const canvas = new OffscreenCanvas(w, h);
      const context = canvas.getContext('2d')!;
      ['#f00', '#0f0', '#00f', '#fff'].forEach((colour, i) => {
        context.fillStyle = colour;
        context.fillRect((i % 2) * (w / 2), Math.floor(i / 2) * (h / 2), w / 2, h / 2);
      });
      const blob = await canvas.convertToBlob({ type: format, quality: 0.95 });
      return [...new Uint8Array(await blob.arrayBuffer())];
    },
    [type, width, height] as const,
  );
  return Buffer.from(data);
}

/** EXIF data that says nothing but how to turn the picture. */
function exif(orientation: number): Buffer {
  const data = Buffer.alloc(26);
  data.write('MM\0*', 0, 'latin1');
  data.writeUInt32BE(8, 4);
  data.writeUInt16BE(1, 8);
  data.writeUInt16BE(0x0112, 10);
  data.writeUInt16BE(3, 12);
  data.writeUInt32BE(1, 14);
  data.writeUInt16BE(orientation, 18);
  return data;
}

const WITH_EXIF: Readonly<Record<string, (picture: Buffer, orientation: number) => Buffer>> = {
  'image/jpeg': (picture, orientation) => {
    const body = Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), exif(orientation)]);
    const segment = Buffer.alloc(4);
    segment.writeUInt16BE(0xffe1, 0);
    segment.writeUInt16BE(body.length + 2, 2);
    return Buffer.concat([picture.subarray(0, 2), segment, body, picture.subarray(2)]);
  },
  'image/webp': (picture, orientation) => {
    const chunk = (name: string, body: Buffer): Buffer => {
      const head = Buffer.alloc(8);
      head.write(name, 'latin1');
      head.writeUInt32LE(body.length, 4);
      return Buffer.concat([head, body]);
    };
    const extended = Buffer.alloc(10);
    extended[0] = 0x08;
    extended.writeUIntLE(240 - 1, 4, 3);
    extended.writeUIntLE(120 - 1, 7, 3);
    // The browser writes an extended file of its own where it embeds a colour profile.
    const pixels = picture.indexOf('VP8 ');
    const length = picture.readUInt32LE(pixels + 4);
    const body = Buffer.concat([Buffer.from('WEBP'), chunk('VP8X', extended), chunk('VP8 ', picture.subarray(pixels + 8, pixels + 8 + length + (length % 2))), chunk('EXIF', exif(orientation))]);
    return chunk('RIFF', body);
  },
};

describe('pictures', () => {
  test('fault 5: real transparency is found, with a background on which the picture is seen', async () => {
    const disc = (r: number, g: number, b: number) => pngBytes(64, 64, (x, y) => (Math.hypot(x - 32, y - 32) < 20 ? [r, g, b, 255] : [r, g, b, 0]));
    expect(await facts('picture', disc(255, 255, 255))).toMatchObject({ suggestedBackground: '#000000' });
    expect(await facts('picture', disc(10, 10, 10))).toMatchObject({ suggestedBackground: '#ffffff' });
    expect(look(await facts('picture', disc(255, 255, 255)))).toBe('----W');
    // Black and white at once are lost on either.
    const both = pngBytes(64, 64, (x, y) => (Math.hypot(x - 32, y - 32) > 20 ? [0, 0, 0, 0] : x < 32 ? [0, 0, 0, 255] : [255, 255, 255, 255]));
    expect(await facts('picture', both)).toMatchObject({ suggestedBackground: '#808080' });
    // A format with alpha is not yet a transparent picture.
    expect(await facts('picture', pngBytes(64, 64, () => [255, 255, 255, 255]))).not.toHaveProperty('suggestedBackground');
  });

  // Where each quarter of "red green / blue white" is seen, by the definition of EXIF 2.32.
  const TURNED = ['RGBW', 'GRWB', 'WBGR', 'BWRG', 'RBGW', 'BRWG', 'WGBR', 'GWRB'];
  test.each(['image/jpeg', 'image/webp'])('fault 6: %s is turned as its EXIF data says', async (type) => {
    const upright = await quarters(type);
    for (const [i, expected] of TURNED.entries()) {
      const orientation = i + 1;
      const turned = await facts('picture', WITH_EXIF[type]!(upright, orientation));
      expect([turned.width, turned.height], `${orientation}`).toEqual(orientation >= 5 ? [120, 240] : [240, 120]);
      // A crop of the middle keeps the middles of the quarters in their quarters.
      expect(look(turned).slice(0, 4), `${orientation}`).toBe(expected);
    }
  });

  test('fault 6: a large photo is taken, turned, and scaled while it is decoded', async () => {
    const photo = WITH_EXIF['image/jpeg']!(await quarters('image/jpeg', 9000, 4000), 6);
    const decoded = await facts('picture', photo);
    expect([decoded.width, decoded.height]).toEqual([4000, 9000]);
    expect(look(decoded).slice(0, 4)).toBe('BRWG');
  });

  test('fault 6: an SVG is drawn, whatever it says of its size', async () => {
    expect(await facts('picture', svg('width="400" height="300"'))).toMatchObject({ width: 400, height: 300 });
    expect(look(await facts('picture', svg('width="400" height="300"')))).toBe('BBBBR');
    expect(await facts('picture', svg('viewBox="0 0 400 300"'), 'image/png')).toMatchObject({ width: 400, height: 300 });
    expect(look(await facts('picture', svg('viewBox="0 0 400 300" width="100%" height="100%"')))).toBe('BBBBR');
    expect(look(await facts('picture', svg('')))).toBe('BBBBR');
    expect(look(await facts('picture', svg('width="10cm" height="7.5cm" viewBox="0 0 400 300"')))).toBe('BBBBR');
    // No size at all, no namespace, a comment in front, and small in a corner: all of it is shown.
    const bare = Buffer.from('<?xml version="1.0"?>\n<!-- drawn by hand -->\n<svg><circle cx="40" cy="40" r="20" fill="#f00"/></svg>');
    expect(await facts('picture', bare)).toMatchObject({ width: 40, height: 40, suggestedBackground: '#ffffff' });
    expect(look(await facts('picture', bare))).toBe('RRRRR');
  });

  test('fault 6: an SVG runs nothing and fetches nothing', async () => {
    const hostile = svg(
      'width="400" height="300" onload="fetch(\'/stolen-1\')" xmlns:xlink="http://www.w3.org/1999/xlink"',
      `<style>@import url(/stolen-2.css);</style><script>fetch("/stolen-3")</script><image href="${new URL('/stolen-4.png', harness.page.url()).href}" width="400" height="300"/>
       <foreignObject width="400" height="300"><img xmlns="http://www.w3.org/1999/xhtml" src="/stolen-5.png"/></foreignObject><circle cx="200" cy="150" r="80" fill="#f00"/>`,
    );
    expect(look(await facts('picture', hostile)).at(4)).toBe('R');
    expect(harness.requests.filter((url) => url.includes('stolen'))).toEqual([]);
  });

  test.each<[string, Bytes, ErrorCode, FileFormat?]>([
    ['nothing', Buffer.alloc(0), 'input-empty'],
    ['a text', Buffer.from('this is no picture'), 'not-a-picture', 'text'],
    ['a HEIC picture', Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1'), 'picture-unsupported', 'heic'],
    ['a TIFF picture', Buffer.from('II*\0\x08\0\0\0\0\0', 'latin1'), 'picture-unsupported', 'tiff'],
    ['a PNG that is cut short', pngBytes(64, 64, () => [255, 0, 0, 255]).subarray(0, 60), 'picture-damaged', 'png'],
    ['an SVG that is cut short', svg('width="400" height="300"').subarray(0, 90), 'picture-damaged', 'svg'],
    ['a video', Buffer.from('\0\0\0\x18ftypisom\0\0\0\0mp42isom', 'latin1'), 'not-a-picture', 'mp4'],
    ['a tiny picture', pngBytes(8, 8, () => [255, 0, 0, 255]), 'input-too-small'],
  ])('fault 6: %s is refused by what it is', async (_, bytes, code, format) => {
    const report = (await ask('picture', bytes, 'image/png')) as KinoraError;
    expect(report).toMatchObject({ code, ...(format === undefined ? {} : { params: { format } }) });
    expect(categoryOf(report)).toBe('bad-image');
  });
});

describe('videos', () => {
  const SHAPE = { width: 64, height: 64, fps: 12 };
  const report = async (bytes: Bytes, { background, isTransparent }: { readonly background?: string; readonly isTransparent?: boolean } = {}, shape = SHAPE) =>
    harness.page.evaluate(([data, size, asked, alpha]) => window.harness.readVideo(data, size, asked, alpha), [[...bytes], shape, background, isTransparent] as const);
  const read = async (bytes: Bytes, background?: string) => (await report(bytes, background === undefined ? {} : { background })).frames;

  test('fault 7: frames that were cut away from a video are not in the film', async () => {
    // A second each of red, green and blue; its owner kept half a second of the green.
    const cut = await fixture('cut.mp4');
    const shown = await read(cut);
    expect(shown.map(({ middle }) => nameOf(middle)).join('')).toBe('GGGGGG');
    const { seconds, colours } = await facts('video', cut);
    expect(seconds).toBeCloseTo(0.5, 2);
    expect(nameOf(colours[4]!)).toBe('G');
  });

  test('fault 7: a video that begins late holds its first picture till then', async () => {
    const shown = await read(await fixture('late.mp4'));
    expect(shown.map(({ middle }) => nameOf(middle)).join('')).toBe('R'.repeat(24) + 'G'.repeat(12) + 'B'.repeat(12));
  });

  test('fault 5: a transparent video lies on its background', async () => {
    const alpha = await fixture('alpha.webm');
    const found = await facts('video', alpha);
    expect(found.suggestedBackground).toBe('#000000');
    expect(look(found)).toBe('----W');
    const blue = await read(alpha, '#0000ff');
    expect(blue.map(({ middle, corner }) => nameOf(middle) + nameOf(corner))).toEqual(Array.from({ length: 6 }, () => 'WB'));
  });

  describe('a film of ours that is transparent', () => {
    // Half a second: white, its alpha below, which is a square in the middle.
    const film = async (): Promise<Buffer> =>
      Buffer.concat([await fixture('stacked.mp4'), settingsBox(settingsOf(requestFromFlat({ prompt: 'a square', seconds: 0.5, seed: 1, transparent: true }), { id: 'tiny', version: '1.0.0' }))]);

    test('is known by its settings, and its picture is its upper half', async () => {
      const found = await facts('video', await film());
      expect(found).toMatchObject({ width: 64, height: 64, suggestedBackground: '#000000' });
      expect(look(found)).toBe('----W');
      // The same pictures without the settings are white above black.
      expect(await facts('video', await fixture('stacked.mp4'))).toMatchObject({ width: 64, height: 128 });
    });

    test.each([['its own size', SHAPE], ['another', { width: 32, height: 32, fps: 12 }], ['a wide one', { width: 64, height: 48, fps: 12 }]])('stays transparent at %s', async (_, shape) => {
      const { frames, planes } = await report(await film(), { isTransparent: true }, shape);
      expect(frames.map(({ middle, corner }) => nameOf(middle) + nameOf(corner))).toEqual(Array.from({ length: 6 }, () => 'W-'));
      // Colours on black, from which white stands out, and alpha.
      expect(planes.map((plane) => plane.map(Math.round))).toEqual([[1, 0], [1, 0], [1, 0], [1, 0]]);
    });

    test('lies on its background in a film that is opaque', async () => {
      const { frames, planes } = await report(await film(), { background: '#0000ff' });
      expect(frames.map(({ middle, corner }) => nameOf(middle) + nameOf(corner))).toEqual(Array.from({ length: 6 }, () => 'WB'));
      expect(planes).toHaveLength(3);
    });

    test('goes on as one, as any transparent video does, and an opaque one does not', async () => {
      expect((await report(await fixture('alpha.webm'), { isTransparent: true })).frames.map(({ corner }) => nameOf(corner)).join('')).toBe('------');
      expect(await report(await fixture('late.mp4'), { isTransparent: true })).toMatchObject({ error: 'transparent-video' });
    });
  });

  test.each<[string, () => Bytes | Promise<Bytes>, ErrorCode, FileFormat?]>([
    ['nothing', () => Buffer.alloc(0), 'input-empty'],
    ['a text', () => Buffer.from('this is no video'), 'not-a-video', 'text'],
    ['a picture', () => pngBytes(64, 64, () => [1, 2, 3, 255]), 'not-a-video', 'png'],
    ['an AVI', () => Buffer.from('RIFF\0\0\0\0AVI LIST', 'latin1'), 'video-unsupported', 'avi'],
    ['one that is cut short', async () => (await fixture('late.mp4')).subarray(0, 900), 'video-damaged', 'mp4'],
  ])('fault 9: %s is refused when it is chosen', async (_, bytes, code, format) => {
    const report = (await ask('video', await bytes())) as KinoraError;
    expect(report).toMatchObject({ code, ...(format === undefined ? {} : { params: { format } }) });
    expect(categoryOf(report)).toBe('bad-image');
  });

  test('fault 9: a video is known by its length, size and last frame before a model is fetched', async () => {
    const before = harness.requests.length;
    const { seconds, width, height, colours } = await facts('video', await fixture('late.mp4'));
    expect([seconds, width, height, nameOf(colours[4]!)]).toEqual([4, 64, 64, 'B']);
    expect(harness.requests.slice(before).filter((url) => url.includes('/packs/'))).toEqual([]);
  });
});
