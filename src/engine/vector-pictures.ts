import { unreadableImageFault } from '../../contract/check-request.js';
import type { Result } from '../../contract/errors.js';
import type { GenerateRequest } from '../../contract/request/request.js';
import type { RasterPicture } from './rasterize-svg.js';

/** An SVG picture as pixels, for only a page can draw one: a worker cannot. Null for every other file. */
export async function asRaster(file: Blob): Promise<Result<RasterPicture> | null> {
  // Few pictures are drawings, and few films begin with a picture, so few visits need these.
  const { FILE_HEAD_BYTES, fileKindOf } = await import('../../contract/input/file-kind.js');
  const kind = fileKindOf(new Uint8Array(await file.slice(0, FILE_HEAD_BYTES).arrayBuffer()));
  if (kind?.type !== 'image/svg+xml') return null;
  const { rasterizeSvg } = await import('./rasterize-svg.js');
  const raster = await rasterizeSvg(file);
  return raster ? { ok: true, value: raster } : { ok: false, error: unreadableImageFault(file, kind) };
}

/** `request` with pixels in place of its drawings. */
export async function withoutVectors(request: GenerateRequest): Promise<Result<GenerateRequest>> {
  let changed = request;
  for (const place of ['start', 'ending'] as const) {
    const given = request[place];
    if (given?.kind !== 'image') continue;
    // The generator refuses a value that is not a file.
    const raster = given.file.blob instanceof Blob ? await asRaster(given.file.blob).catch(() => null) : null;
    if (raster?.ok === false) return raster;
    if (raster) changed = { ...changed, [place]: { ...given, file: { ...given.file, blob: raster.value.png } } };
  }
  return { ok: true, value: changed };
}
