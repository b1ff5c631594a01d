import { readFile } from 'node:fs/promises';
import { zipSync, strToU8 } from 'fflate';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { pngBytes } from '../../browser/png-bytes.js';
import { launchBrowser, visit, type Visit } from '../open-studio.js';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

let studio: Visit;
let page: Page;
beforeEach(async () => {
  studio = await visit(browser, inject('tinyStudio'));
  page = studio.page;
  await page.getByTestId('model').waitFor();
});
afterEach(async () => {
  expect(studio.errors).toEqual([]);
  await studio.context.close();
});

/** Drops a file as the file manager of a system does that knows no type for it. */
async function drop(name: string, bytes: Uint8Array, type = ''): Promise<void> {
  await page.evaluate(
    ([fileName, data, given]) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([Uint8Array.from(data)], fileName, { type: given }));
      window.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
    },
    [name, [...bytes], type] as const,
  );
}

const fixture = (name: string): Promise<Buffer> => readFile(new URL(`../../fixtures/${name}`, import.meta.url));
const error = (): Promise<string[]> => page.getByTestId('error-message').allTextContents();
const WHITE_LOGO = pngBytes(64, 64, (x, y) => (Math.hypot(x - 32, y - 32) < 20 ? [255, 255, 255, 255] : [255, 255, 255, 0]));

describe('what is dropped on the page', () => {
  it('fault 5: a transparent picture is shown on the background that it will have, and another can be chosen', async () => {
    await drop('logo.png', WHITE_LOGO, 'image/png');
    const thumb = page.getByTestId('image-preview').locator('img');
    await thumb.waitFor();
    const background = (): Promise<string> => thumb.evaluate((image) => getComputedStyle(image).backgroundColor);
    expect(await background()).toBe('rgb(0, 0, 0)');
    expect(await page.getByTestId('background-black').getAttribute('aria-pressed')).toBe('true');
    await page.getByTestId('background-white').click();
    expect(await background()).toBe('rgb(255, 255, 255)');
    await page.getByTestId('background-own').fill('#336699');
    expect(await background()).toBe('rgb(51, 102, 153)');
    // The end picture has a choice of its own.
    await page.getByTestId('end-image-input').setInputFiles({ name: 'end.png', mimeType: 'image/png', buffer: Buffer.from(WHITE_LOGO) });
    await page.getByTestId('background-endPicture').waitFor();
    // Nothing to choose for an opaque one.
    await drop('opaque.png', pngBytes(64, 64, () => [200, 30, 30, 255]), 'image/png');
    await expect.poll(() => page.getByTestId('background-picture').count()).toBe(0);
  });

  it('fault 6: a drawing is taken as a picture', async () => {
    await drop('plain.svg', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 30"><rect width="40" height="30" fill="teal"/></svg>'));
    await page.getByTestId('image-preview').getByText('40 × 30').waitFor();
  });

  it('fault 8: a video without a type, and one with a wrong name and type, are gone on from', async () => {
    await drop('holiday', await fixture('inputs/alpha.webm'));
    await page.getByTestId('footage-preview').getByText('0.5 s').waitFor();
    await page.getByTestId('footage-remove').click();
    await drop('holiday.png', await fixture('inputs/late.mp4'), 'image/png');
    await page.getByTestId('footage-preview').getByText('4 s').waitFor();
    await drop('wrong.png', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="20" height="20"/>'), 'video/mp4');
    await page.getByTestId('image-preview').getByText('20 × 20').waitFor();
    expect(await error()).toEqual([]);
  });

  it('fault 8: an archive of films goes into the gallery', async () => {
    const manifest = { format: 'kinora-gallery/1', savedAt: new Date(0).toISOString(), films: [] };
    await drop('films', zipSync({ 'kinora-gallery.json': strToU8(JSON.stringify(manifest)) }));
    await page.getByTestId('gallery-outcome').waitFor();
    expect(await error()).toEqual([]);
  });

  it('fault 8: the file dialog hides none of them', async () => {
    const accepted = (await page.getByTestId('image-input').getAttribute('accept'))?.split(',');
    expect(accepted).toEqual(expect.arrayContaining(['.mkv', '.mov', '.webm', '.svg', '.zip']));
  });

  it('fault 9: a video is judged when it is dropped, and its last frame is shown; the model is not fetched for it', async () => {
    await drop('old.avi', Buffer.from('RIFF\x10\0\0\0AVI LIST', 'latin1'));
    await expect.poll(error).toEqual(['This is an AVI video, which this browser cannot read.']);
    await drop('cut short.mp4', (await fixture('inputs/late.mp4')).subarray(0, 900));
    await expect.poll(error).toEqual(['This is an MP4 video, which this browser cannot read. It is damaged or cut short.']);
    await drop('fine.mp4', await fixture('inputs/late.mp4'));
    // Its last second is blue.
    const thumb = page.getByTestId('footage-preview').locator('img');
    await thumb.waitFor();
    const pixel = await thumb.evaluate(async (image: HTMLImageElement) => {
      await image.decode();
      const context = document.createElement('canvas').getContext('2d')!;
      context.drawImage(image, 0, 0);
      return [...context.getImageData(20, 20, 1, 1).data];
    });
    expect([pixel[0]! < 60, pixel[1]! < 60, pixel[2]! > 200]).toEqual([true, true, true]);
    expect(await error()).toEqual([]);
    expect(studio.requests.filter((url) => url.endsWith('.onnx'))).toEqual([]);
  });
});
