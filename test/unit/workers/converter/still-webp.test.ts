import { afterEach, describe, expect, it, vi } from 'vitest';
import { stillWebp } from '../../../../workers/converter/film/still-webp.js';

/** A browser whose canvas gives a picture of this type, whatever is asked for. */
function browserThatWrites(type: string, asked: string[]): void {
  class Canvas {
    getContext = () => ({ putImageData: () => undefined });
    convertToBlob = async (options: { readonly type: string }) => {
      asked.push(options.type);
      return new Blob(['picture'], { type });
    };
  }
  vi.stubGlobal('OffscreenCanvas', Canvas);
  vi.stubGlobal('ImageData', vi.fn());
}

afterEach(() => vi.unstubAllGlobals());

const PIXEL = new Uint8ClampedArray(4);
const SIZE = { width: 1, height: 1 };

describe('a still WebP', () => {
  it('is what the browser writes', async () => {
    const asked: string[] = [];
    browserThatWrites('image/webp', asked);
    expect(Buffer.from(await stillWebp(PIXEL, SIZE, 0.5)).toString()).toBe('picture');
    expect(asked).toEqual(['image/webp']);
  });

  it('is an error where the browser writes a PNG in its place, as Safari does', async () => {
    browserThatWrites('image/png', []);
    await expect(stillWebp(PIXEL, SIZE, 0.5)).rejects.toMatchObject({ error: { code: 'webp-not-encodable' } });
  });
});
