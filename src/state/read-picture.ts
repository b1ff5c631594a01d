import { findImageSizeFault, unreadableImageFault } from '../../contract/check-request.js';
import type { Result } from '../../contract/errors.js';
import type { Picture } from './studio-state.js';

/** Decodes `blob` once, to refuse here what the worker would refuse later. Nothing of the decoded picture is kept. */
export async function readPicture(blob: Blob): Promise<Result<Picture>> {
  let bitmap: ImageBitmap;
  try {
    bitmap = await createImageBitmap(blob);
  } catch {
    return { ok: false, error: unreadableImageFault(blob) };
  }
  const { width, height } = bitmap;
  bitmap.close();
  const fault = findImageSizeFault(width, height);
  if (fault) return { ok: false, error: fault };
  return { ok: true, value: { blob, width, height, name: blob instanceof File ? blob.name : 'pasted picture' } };
}
