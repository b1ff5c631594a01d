import type { GalleryTools } from './app/gallery/use-gallery.js';
import { Converter } from './engine/converter.js';
import { startConverterWorker } from './engine/start-worker.js';
import { createGallery } from './state/gallery/browser-gallery.js';
import { Exporter } from './state/gallery/exporter.js';
import { followStudio } from './state/gallery/follow-studio.js';
import type { Studio } from './state/studio.js';

/** Makes the gallery and has it keep every film of `studio`. */
export function keepFilms(studio: Studio): GalleryTools {
  const exporter = new Exporter(new Converter(startConverterWorker));
  const gallery = createGallery(exporter);
  followStudio(studio, gallery);
  return { gallery, exporter };
}
