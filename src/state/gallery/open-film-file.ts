import { readSettings } from '../../../contract/clip-settings.js';
import { galleryTexts } from '../../text/gallery.js';
import { say } from '../../text/language.js';
import type { Studio } from '../studio.js';
import { orderFrom } from './order-settings.js';

/** Fills the form with the settings inside a film that Kinora made; a video without any is to be gone on from. */
export async function openFilmFile(studio: Studio, file: File): Promise<void> {
  const settings = await readSettings(file).catch(() => null);
  if (settings === null) {
    studio.chooseFootage(file, file.name);
    return;
  }
  studio.takeOrder(orderFrom(settings));
  studio.announce(say(galleryTexts).settingsRestored);
}
