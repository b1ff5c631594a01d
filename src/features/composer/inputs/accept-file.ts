import type { Gallery } from '../../gallery/gallery.js';
import { openFilmFile } from '../../gallery/archive/open-film-file.js';
import { readFileKind } from './read-file-kind.js';
import type { Studio } from '../../../store/studio.js';

/**
 * A picture becomes the first frame. A Kinora film restores its settings. Any other video is continued. An archive of
 * films goes into the gallery. The type is judged by the bytes of the file.
 */
export async function acceptFile(studio: Studio, gallery: Gallery | null, file: File): Promise<void> {
  // A video that cannot be opened is refused like a broken picture.
  const kind = await readFileKind(file).catch(() => null);
  const family = kind?.family ?? (file.type.startsWith('video/') ? 'video' : 'picture');
  if (family === 'video') await openFilmFile(studio, file);
  else if (family === 'archive' && gallery !== null) await openArchive(gallery, file);
  else await studio.inputs.choosePicture(file);
}

/** Several pictures may become a film each; of other files the first is taken. */
export async function acceptFiles(studio: Studio, gallery: Gallery | null, files: readonly File[]): Promise<void> {
  const [first] = files;
  if (first === undefined) return;
  const kinds = files.length === 1 ? [] : await Promise.all(files.map((file) => readFileKind(file).catch(() => null)));
  const pictures = files.filter((_, index) => kinds[index]?.family === 'picture');
  if (pictures.length > 1) studio.inputs.offer(pictures);
  else await acceptFile(studio, gallery, first);
}

/** What comes of it is said in the gallery, which may be far below. */
async function openArchive(gallery: Gallery, file: File): Promise<void> {
  await gallery.load(file);
  document.getElementById('gallery-name')?.scrollIntoView({ block: 'nearest' });
}
