/** Alpha below which a pixel counts as transparent: what rounding leaves is none. */
const OPAQUE = 250;
/** Alpha from which a pixel is there to be seen. */
const VISIBLE = 32;
/** Of 255. What differs less from its background cannot be told from it. */
const LEAST_CONTRAST = 40;
/** Part of the visible pixels that may be lost in a background. */
const MAY_BE_LOST = 0.1;

/** Part of a picture that has to be transparent for what is left to be something that was cut out. */
const LEAST_EMPTY = 0.1;

/** In 0..1. */
export function alphaOf(rgba: Uint8ClampedArray): Float32Array {
  return Float32Array.from({ length: rgba.length / 4 }, (_, i) => (rgba[i * 4 + 3] ?? 0) / 255);
}

/**
 * The alpha of something that was cut out, in 0..1; null of a picture that merely has round corners, or none.
 * @param rgba straight alpha
 */
export function cutOutAlpha(rgba: Uint8ClampedArray): Float32Array | null {
  const alpha = alphaOf(rgba);
  const empty = alpha.reduce((sum, opacity) => sum + (opacity * 255 < VISIBLE ? 1 : 0), 0);
  return empty >= LEAST_EMPTY * alpha.length && empty < alpha.length ? alpha : null;
}

/** White is what paper is; gray serves what is both black and white. */
const CANDIDATES = [
  { colour: '#ffffff', luma: 255 },
  { colour: '#000000', luma: 0 },
  { colour: '#808080', luma: 128 },
] as const;

/**
 * The background for a picture that is transparent somewhere: the first on which nearly nothing of it is lost, else the
 * one on which least is. Null when the picture is opaque.
 *
 * @param rgba straight alpha
 */
export function suggestBackground(rgba: Uint8ClampedArray): string | null {
  let transparent = false;
  let visible = 0;
  const lost = CANDIDATES.map(() => 0);
  for (let i = 0; i < rgba.length; i += 4) {
    const [r = 0, g = 0, b = 0, alpha = 0] = rgba.subarray(i, i + 4);
    if (alpha < OPAQUE) transparent = true;
    if (alpha < VISIBLE) continue;
    visible += alpha;
    // BT.709 luma.
    const luma = 0.2126 * r + 0.7152 * g + 0.0722 * b;
    CANDIDATES.forEach((candidate, c) => {
      if (Math.abs(luma - candidate.luma) < LEAST_CONTRAST) lost[c] = (lost[c] ?? 0) + alpha;
    });
  }
  if (!transparent) return null;
  const enough = lost.findIndex((pixels) => pixels <= visible * MAY_BE_LOST);
  const best = enough === -1 ? lost.indexOf(Math.min(...lost)) : enough;
  return CANDIDATES[best]?.colour ?? CANDIDATES[0].colour;
}

type Canvas2D = OffscreenCanvasRenderingContext2D;

/**
 * The pixels of a canvas with `background` behind what is transparent; where none is asked for, the one that suits the
 * picture. The canvas is left like that.
 */
export function flatten(context: Canvas2D, background: string | undefined): Uint8ClampedArray<ArrayBuffer> {
  const { width, height } = context.canvas;
  const { data } = context.getImageData(0, 0, width, height);
  const suggested = suggestBackground(data);
  if (suggested === null && !data.some((value, i) => i % 4 === 3 && value < 255)) return data;
  context.save();
  context.resetTransform();
  context.globalCompositeOperation = 'destination-over';
  context.fillStyle = background ?? suggested ?? CANDIDATES[0].colour;
  context.fillRect(0, 0, width, height);
  context.restore();
  return context.getImageData(0, 0, width, height).data;
}
