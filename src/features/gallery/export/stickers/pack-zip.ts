import type { KinoraError } from '../../../../../contract/errors.js';
import { PACK_LIMITS, presetOf } from '../../../../../contract/stickers/presets.js';
import type { StickerLook } from '../../../../../contract/stickers/sticker.js';
import type { ConvertOptions } from '../../../../engine/converter-client.js';
import { ZipWriter } from '../../archive/zip/zip-writer.js';
import { lostFilm } from '../../film-store/film-store-errors.js';
import { nameOf, type Film } from '../../film-store/film.js';
import type { Exporter } from '../exporter.js';

export interface PackOrder {
  readonly films: readonly Film[];
  readonly name: string;
  readonly publisher: string;
  readonly look: StickerLook;
}

export interface MadePack {
  readonly file: Blob;
  readonly stickers: number;
  /** Of the largest sticker. */
  readonly mostBytes: number;
}

/** Where a pack failed. */
export type PackResult = { readonly ok: true; readonly value: MadePack } | { readonly ok: false; readonly film: Film; readonly error: KinoraError };

/** WhatsApp asks for one emoji at least; the person changes it in the app that adds the pack. */
const EMOJI = '✨';
const TRAY = 'tray.png';

/**
 * Stickers for WhatsApp, with the files that apps which add packs read (github.com/WhatsApp/stickers): contents.json names
 * them, and describes each for screen readers.
 *
 * @param fileOf the video of a film; null when it is gone
 */
export async function makePack({ films, name, publisher, look }: PackOrder, exporter: Exporter, fileOf: (film: Film) => Promise<Blob | null>, { signal, onProgress }: ConvertOptions): Promise<PackResult> {
  const zip = new ZipWriter();
  const stickers: { readonly image_file: string; readonly emojis: readonly string[]; readonly accessibility_text: string }[] = [];
  let mostBytes = 0;
  for (const [i, film] of films.entries()) {
    const video = await fileOf(film);
    if (video === null) return { ok: false, film, error: lostFilm(film) };
    const made = await exporter.makeSticker(film, video, { preset: 'whatsapp-sticker', look }, { ...(signal && { signal }), onProgress: (part) => onProgress?.((i + part) / films.length) });
    if (!made.ok) return { ok: false, film, error: made.error };
    const { file } = made.value;
    if (stickers.length === 0) await zip.add(TRAY, await trayPicture(file));
    const image = `${String(stickers.length + 1).padStart(2, '0')}.webp`;
    await zip.add(image, file);
    mostBytes = Math.max(mostBytes, file.size);
    stickers.push({ image_file: image, emojis: [EMOJI], accessibility_text: shortened(nameOf(film)) });
  }
  const pack = { identifier: 'kinora', name, publisher, tray_image_file: TRAY, image_data_version: '1', avoid_cache: false, animated_sticker_pack: true, stickers };
  await zip.add('contents.json', new Blob([JSON.stringify({ sticker_packs: [pack] }, null, 1)]));
  return { ok: true, value: { file: zip.finish(), stickers: stickers.length, mostBytes } };
}

/** No half of a character stays at the end. */
const shortened = (text: string): string => text.slice(0, PACK_LIMITS.altCharacters).replace(/[\ud800-\udbff]$/, '');

/** The first frame of a sticker, small: at this size a PNG is far below its limit. */
async function trayPicture(sticker: Blob): Promise<Blob> {
  const side = PACK_LIMITS.traySide;
  const { frame } = presetOf('whatsapp-sticker');
  const whole = await createImageBitmap(sticker, 0, 0, frame.width, frame.height, { resizeWidth: side, resizeHeight: side, resizeQuality: 'high' });
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [side, side];
  canvas.getContext('2d')?.drawImage(whole, 0, 0);
  whole.close();
  return new Promise((resolve, reject) => canvas.toBlob((picture) => (picture === null ? reject(new Error('The browser gave no PNG.')) : resolve(picture)), 'image/png'));
}
