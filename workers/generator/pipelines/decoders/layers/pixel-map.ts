/** An affine map between pixels, whose centres lie at whole numbers: (x, y) -> (xx x + xy y + x0, yx x + yy y + y0). */
export interface PixelMap {
  readonly xx: number;
  readonly xy: number;
  readonly x0: number;
  readonly yx: number;
  readonly yy: number;
  readonly y0: number;
}

export interface PixelSize {
  readonly width: number;
  readonly height: number;
}

export const IDENTITY: PixelMap = { xx: 1, xy: 0, x0: 0, yx: 0, yy: 1, y0: 0 };

/** First `first`, then `then`. With {@link IDENTITY} for `first` it is `then`, bit for bit. */
export function chained(first: PixelMap, then: PixelMap): PixelMap {
  return {
    xx: then.xx * first.xx + then.xy * first.yx,
    xy: then.xx * first.xy + then.xy * first.yy,
    x0: then.xx * first.x0 + then.xy * first.y0 + then.x0,
    yx: then.yx * first.xx + then.yy * first.yx,
    yy: then.yx * first.xy + then.yy * first.yy,
    y0: then.yx * first.x0 + then.yy * first.y0 + then.y0,
  };
}

/** The way back; a map that flattens everything has none, and gives null. */
export function inverted({ xx, xy, x0, yx, yy, y0 }: PixelMap): PixelMap | null {
  const area = xx * yy - xy * yx;
  if (Math.abs(area) < 1e-9) return null;
  return {
    xx: yy / area,
    xy: -xy / area,
    x0: (xy * y0 - yy * x0) / area,
    yx: -yx / area,
    yy: xx / area,
    y0: (yx * x0 - xx * y0) / area,
  };
}

/** Between two maps: `a` at 0, `b` at 1. */
export function mixedMaps(a: PixelMap, b: PixelMap, share: number): PixelMap {
  const mix = (name: keyof PixelMap): number => a[name] + share * (b[name] - a[name]);
  return { xx: mix('xx'), xy: mix('xy'), x0: mix('x0'), yx: mix('yx'), yy: mix('yy'), y0: mix('y0') };
}

/** Pixels of a place to pixels of a square that is shown there: centred at (`x`, `y`), `across` and `down` times as large, and turned clockwise. */
export function placedMap({ width, height }: PixelSize, centre: { readonly x: number; readonly y: number }, scale: { readonly across: number; readonly down: number }, radians = 0): PixelMap {
  const [cos, sin] = radians === 0 ? [1, 0] : [Math.cos(radians), Math.sin(radians)];
  const [xx, xy, yx, yy] = [cos / scale.across, sin / scale.across, (0 - sin) / scale.down, cos / scale.down];
  return { xx, xy, x0: (width - 1) / 2 - xx * centre.x - xy * centre.y, yx, yy, y0: (height - 1) / 2 - yx * centre.x - yy * centre.y };
}

/** How many pixels of the source one pixel is wide, by area. */
export const stepOf = ({ xx, xy, yx, yy }: PixelMap): number => Math.sqrt(Math.abs(xx * yy - xy * yx));

/** Whether all pixels of `size` stay within `tolerance` of where they are. */
export function isStill({ xx, xy, x0, yx, yy, y0 }: PixelMap, { width, height }: PixelSize, tolerance: number): boolean {
  const corners = [0, width - 1].flatMap((x) => [0, height - 1].map((y) => [x, y] as const));
  return corners.every(([x, y]) => Math.abs(xx * x + xy * y + x0 - x) < tolerance && Math.abs(yx * x + yy * y + y0 - y) < tolerance);
}

/** The map of a place that has gone by to the right. @param passed widths of the picture */
export function goneBy(map: PixelMap, passed: number | undefined, { width }: PixelSize): PixelMap {
  return passed ? { ...map, x0: map.x0 - passed * width } : map;
}
