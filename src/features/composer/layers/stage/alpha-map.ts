/** Cells of a map along each side: finer than a finger. */
const CELLS = 64;
/** What is fainter than this cannot be seen well enough to be pointed at; of 255. */
const LEAST_ALPHA = 24;

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

async function mapOf(picture: Blob): Promise<AlphaMap | null> {
  const bitmap = await createImageBitmap(picture, { resizeWidth: CELLS, resizeHeight: CELLS });
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [CELLS, CELLS];
  const context = canvas.getContext('2d', { willReadFrequently: true });
  context?.drawImage(bitmap, 0, 0);
  bitmap.close();
  const pixels = context?.getImageData(0, 0, CELLS, CELLS).data;
  if (pixels === undefined) return null;
  return (x, y) => {
    const [column, row] = [Math.floor(x * CELLS), Math.floor(y * CELLS)];
    return column >= 0 && row >= 0 && column < CELLS && row < CELLS && (pixels[(row * CELLS + column) * 4 + 3] ?? 0) >= LEAST_ALPHA;
  };
}
