import { describe, expect, test } from 'vitest';
import { footprintOf, onGround, shadowOf, type Footprint } from '../../../../../../../workers/generator/pipelines/decoders/layers/cast-shadow.js';
import { AT_REST } from '../../../../../../../workers/generator/pipelines/decoders/layers/frame-maps.js';
import { paintShadows, SHADOW_FALLOFF, withoutDoubles, type ShadowEllipse } from '../../../../../../../workers/generator/pipelines/decoders/layers/paint-shadow.js';
import { IDENTITY, inverted, type PixelMap } from '../../../../../../../workers/generator/pipelines/decoders/layers/pixel-map.js';

const SIZE = { width: 100, height: 100 };
/** A subject of 20 by 30 pixels that stands on row 79. */
const BOX: Footprint = { left: 40, right: 59, top: 50, bottom: 79, footLeft: 40, footRight: 59 };

const shadow = (subject: PixelMap, { background = IDENTITY, view = IDENTITY, stands = 'rests', footprint = BOX }: { background?: PixelMap; view?: PixelMap; stands?: 'rests' | 'lands' | null; footprint?: Footprint | null } = {}): ShadowEllipse => {
  const found = shadowOf(footprint, stands, { subject, background }, view, SIZE, SIZE);
  if (!found) throw new Error('It casts none.');
  return found;
};
/** Maps lead from the frame to the first frame, so this one shows a subject that has moved. */
const moved = (x: number, y: number): PixelMap => ({ ...IDENTITY, x0: -x, y0: -y });
const turned = (degrees: number, x: number, y: number): PixelMap => {
  const [cos, sin] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)];
  return { xx: cos, xy: sin, x0: x - cos * x - sin * y, yx: -sin, yy: cos, y0: y + sin * x - cos * y };
};
const atRest = shadow(IDENTITY);

describe('what of a subject stands on the ground', () => {
  const painted = (rows: readonly string[]) => {
    const [height, width] = [rows.length, rows[0]!.length];
    const subject = new Uint8ClampedArray(width * height * 4);
    rows.forEach((row, y) => row.split('').forEach((sign, x) => (subject[(y * width + x) * 4 + 3] = sign === '#' ? 255 : sign === '.' ? 40 : 0)));
    return { subject, width, height };
  };

  test('is the trunk of a tree, and not its crown', () => {
    const tree = painted(['        ', ' ###### ', ' ###### ', ' ###### ', ' ###### ', '   ##   ', '   ##   ', '........']);
    expect(footprintOf(tree)).toEqual({ left: 1, right: 6, top: 1, bottom: 6, footLeft: 3, footRight: 4 });
  });

  test('is nothing where nothing is solid', () => {
    expect(footprintOf(painted(['....', '    ']))).toBeNull();
  });
});

describe('a shadow', () => {
  test('lies under the feet of a subject at rest', () => {
    expect(atRest.cx).toBeCloseTo(0.5);
    expect(atRest.cy).toBeCloseTo(0.8, 1);
    expect(atRest.rx).toBeGreaterThan(0.1);
    expect(atRest.rx).toBeLessThan(0.2);
    expect(atRest.ry).toBeLessThan(0.4 * atRest.rx);
    expect(shadow(AT_REST.subject, { footprint: { ...BOX, footLeft: 48, footRight: 51 } }).rx).toBeLessThan(0.5 * atRest.rx);
  });

  test('follows to the side, stays on the ground, and grows lighter and wider with height', () => {
    const up = shadow(moved(10, -30));
    expect(up.cx).toBeCloseTo(atRest.cx + 0.1);
    expect(up.cy).toBeCloseTo(atRest.cy);
    expect(up.strength).toBeLessThan(0.5 * atRest.strength);
    expect(up.rx).toBeGreaterThan(1.2 * atRest.rx);
  });

  test('goes with the camera, and grows as it comes near', () => {
    expect(shadow(moved(5, 2), { background: moved(5, 2) })).toMatchObject({ strength: atRest.strength, cx: expect.closeTo(atRest.cx + 0.05) as number, cy: expect.closeTo(atRest.cy + 0.02) as number });
    const near: PixelMap = { xx: 0.5, xy: 0, x0: 25, yx: 0, yy: 0.5, y0: 40 };
    const close = shadow(near, { background: near });
    expect(close.rx).toBeCloseTo(2 * atRest.rx);
    expect(close.strength).toBeCloseTo(atRest.strength);
  });

  test('is as much smaller as its subject is shown, and where that is', () => {
    const half = shadow(IDENTITY, { view: { xx: 2, xy: 0, x0: -20, yx: 0, yy: 2, y0: -40 } });
    expect(half.rx).toBeCloseTo(atRest.rx / 2);
    expect(half.cx).toBeCloseTo((atRest.cx * 100 + 20) / 200, 1);
    expect(half.cy).toBeCloseTo((atRest.cy * 100 + 40) / 200, 1);
  });

  test('stays below a subject that turns', () => {
    for (const degrees of [45, 90, 180]) {
      const spun = shadow(turned(degrees, 49.5, 64.5));
      expect(spun.cx).toBeCloseTo(atRest.cx);
      expect(spun.cy).toBeGreaterThanOrEqual(atRest.cy - 0.001);
      expect(spun.cy).toBeLessThan(atRest.cy + 0.05);
    }
  });

  test('of what comes down lies at the lower edge', () => {
    const above = shadow(IDENTITY, { stands: 'lands' });
    expect(above.cy).toBeGreaterThan(0.97);
    const down = shadow(moved(0, 20), { stands: 'lands' });
    expect(down.cy).toBeCloseTo(above.cy);
    expect(down.strength).toBeGreaterThan(1.3 * above.strength);
  });

  test('is not cast by what is in the air, nor by nothing', () => {
    expect(shadowOf(BOX, null, AT_REST, IDENTITY, SIZE, SIZE)).toBeNull();
    expect(shadowOf(null, 'rests', AT_REST, IDENTITY, SIZE, SIZE)).toBeNull();
  });

  test('is seen below the horizon alone, wherever the camera has moved that', () => {
    const strength = (horizon: number, camera = IDENTITY): number => onGround(atRest, horizon, camera, SIZE, SIZE).strength;
    expect(strength(0.5)).toBe(atRest.strength);
    expect(strength(0.95)).toBe(0);
    expect(strength(0.82)).toBeLessThan(atRest.strength);
    expect(strength(0.5, inverted(moved(0, 40))!)).toBe(atRest.strength);
    expect(strength(0.5, moved(0, 40))).toBe(0);
  });
});

describe('shadows on a frame', () => {
  const ellipse: ShadowEllipse = { cx: 0.5, cy: 0.5, rx: 0.2, ry: 0.1, strength: 0.5 };
  const painted = (shadows: readonly ShadowEllipse[], hidden?: Float32Array): Uint8ClampedArray => {
    const rgba = new Uint8ClampedArray(101 * 101 * 4).fill(200);
    paintShadows({ width: 101, height: 101, rgba }, shadows, hidden);
    return rgba;
  };
  const at = (rgba: Uint8ClampedArray, x: number, y: number): number => rgba[(y * 101 + x) * 4]!;

  test('darken colours by the formula, and leave alpha', () => {
    const rgba = painted([ellipse]);
    for (const [x, y] of [[50, 50], [60, 50], [50, 58], [75, 55], [99, 99]] as const) {
      const d2 = (((x + 0.5) / 101 - 0.5) / 0.2) ** 2 + (((y + 0.5) / 101 - 0.5) / 0.1) ** 2;
      expect(Math.abs(at(rgba, x, y) - 200 * (1 - 0.5 * Math.exp(-SHADOW_FALLOFF * d2)))).toBeLessThanOrEqual(1);
    }
    expect(rgba[(50 * 101 + 50) * 4 + 3]).toBe(200);
  });

  test('have no edge', () => {
    const rgba = painted([ellipse]);
    for (let x = 1; x <= 100; x++) expect(Math.abs(at(rgba, x, 50) - at(rgba, x - 1, 50))).toBeLessThan(12);
    for (let y = 1; y <= 100; y++) expect(Math.abs(at(rgba, 50, y) - at(rgba, 50, y - 1))).toBeLessThan(20);
  });

  test('leave what casts them', () => {
    const hidden = new Float32Array(101 * 101);
    hidden[50 * 101 + 50] = 1;
    expect(at(painted([ellipse], hidden), 50, 50)).toBe(200);
  });

  test('are hardly darker together than one is', () => {
    const alone = at(painted([ellipse]), 50, 50);
    expect(at(painted(withoutDoubles([ellipse, ellipse])), 50, 50)).toBeGreaterThan(alone);
    expect(at(painted(withoutDoubles([ellipse, { ...ellipse, cx: 0.55 }, { ...ellipse, cx: 0.45 }])), 50, 50)).toBeGreaterThan(0.9 * alone);
    expect(withoutDoubles([ellipse, { ...ellipse, cx: 3 }])[0]!.strength).toBeCloseTo(ellipse.strength);
    expect(withoutDoubles(Array.from({ length: 12 }, () => ellipse))).toHaveLength(8);
  });
});
