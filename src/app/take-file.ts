import type { Studio } from '../state/studio.js';

/** A picture becomes the first frame; a video is gone on from. Anything else is refused as a picture, in words. */
export function takeFile(studio: Studio, file: File): void {
  if (file.type.startsWith('video/')) studio.chooseFootage(file, file.name);
  else void studio.choosePicture(file);
}
