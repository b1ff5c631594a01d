/** Cells of a map along each side: finer than a finger. */
const CELLS = 64;
/** What is fainter than this cannot be seen well enough to be pointed at; of 255. */
const LEAST_ALPHA = 24;

/** Of 255, from which on a pixel is solid; as for shadows. */
const SOLID = 128;

/** Where a picture can be seen: asked with shares of its width and height. */
export type AlphaMap = (x: number, y: number) => boolean;

const maps = new WeakMap<Blob, Promise<AlphaMap | null>>();

/** Whether a point of `picture` can be seen; null where it cannot be decoded. */
export function alphaMapOf(picture: Blob): Promise<AlphaMap | null> {
  const known = maps.get(picture);
  if (known !== undefined) return known;
  const map = mapOf(picture).catch(() => null);
  maps.set(picture, map);
  return map;
}

/** Where the lowest of what is solid in a picture is, in fractions of its height; null where nothing is, or it cannot be decoded. */
export async function lowestOf(picture: Blob): Promise<number | null> {
  const pixels = await pixelsOf(picture).catch(() => null);
  if (!pixels) return null;
  const { data, width, height } = pixels;
  for (let at = width * height - 1; at >= 0; at--) {
    if ((data[at * 4 + 3] ?? 0) >= SOLID) return (Math.floor(at / width) + 0.5) / height;
  }
  return null;
}

async function mapOf(picture: Blob): Promise<AlphaMap | null> {
  const pixels = (await pixelsOf(picture, { resizeWidth: CELLS, resizeHeight: CELLS }))?.data;
  if (pixels === undefined) return null;
  return (x, y) => {
    const [column, row] = [Math.floor(x * CELLS), Math.floor(y * CELLS)];
    return column >= 0 && row >= 0 && column < CELLS && row < CELLS && (pixels[(row * CELLS + column) * 4 + 3] ?? 0) >= LEAST_ALPHA;
  };
}

async function pixelsOf(picture: Blob, size: ImageBitmapOptions = {}): Promise<ImageData | undefined> {
  const bitmap = await createImageBitmap(picture, size);
  const { width, height } = bitmap;
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [width, height];
  const context = canvas.getContext('2d', { willReadFrequently: true });
  context?.drawImage(bitmap, 0, 0);
  bitmap.close();
  return context?.getImageData(0, 0, width, height);
}
