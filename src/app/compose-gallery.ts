import type { GalleryTools } from '../features/gallery/use-gallery.js';
import { ConverterClient } from '../engine/converter-client.js';
import { startConverterWorker } from '../engine/start-worker.js';
import { createGallery } from '../features/gallery/browser-gallery.js';
import { Exporter } from '../features/gallery/export/exporter.js';
import { followStudio } from '../features/gallery/follow-studio.js';
import type { Studio } from '../store/studio.js';

/** Makes the gallery and has it keep every film of `studio`. */
export function composeGallery(studio: Studio): GalleryTools {
  const exporter = new Exporter(new ConverterClient(startConverterWorker));
  const gallery = createGallery(exporter);
  followStudio(studio, gallery);
  return { gallery, exporter };
}
