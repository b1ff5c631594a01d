import { openFilmFile } from '../state/gallery/open-film-file.js';
import type { Studio } from '../state/studio.js';

/** A picture becomes the first frame; a film of ours brings its settings, and any other video is gone on from. */
export function takeFile(studio: Studio, file: File): void {
  if (file.type.startsWith('video/') || /\.(mp4|m4v)$/i.test(file.name)) void openFilmFile(studio, file);
  else void studio.choosePicture(file);
}
