import { WEATHERS, type Weather } from '../../../../contract/names.js';
import type { PixelSize } from '../decoders/layers/pixel-map.js';
import { WEATHER_LOOKS, type Depth, type WeatherLook } from './weather-looks.js';

/**
 * Particles as they are painted, one after another, each in {@link PARTICLE_NUMBERS} numbers, in pixels of the frame: where its middle is (x, y); what
 * leads from there to (u, v), which reach from -1 to 1 along and across it (ux, uy, vx, vy); red, green, blue; opacity, softness; powers of u and v; how
 * hollow and how tapered it is; and how far it reaches.
 */
export type Particles = Float32Array<ArrayBuffer>;
export const PARTICLE_NUMBERS = 16;

/** A weather at a moment. */
export interface WeatherMoment {
  readonly weather: Weather;
  readonly seed: number;
  readonly seconds: number;
  /** Of all of it. */
  readonly opacity: number;
}

/** Half of its width is a pixel at least, or it would flicker; it is fainter instead. */
const LEAST_PIXELS = 1;
/** A particle differs by so much from the size and the speed of its depth. */
const VARIES = 0.3;
/** Of a particle that is seen from its edge, and how much darker its other side is. */
const THIN = 0.3;
const SHADE = 0.15;
const TURN = 2 * Math.PI;

/** Where the particles of a frame are: a formula of the moment, so that frames can be painted in any order. From far to near. */
export function particlesOf(moments: readonly WeatherMoment[], frame: PixelSize): Particles {
  const numbers: number[] = [];
  for (const [i, { weather, seed, seconds, opacity }] of moments.entries()) {
    const look = WEATHER_LOOKS[weather];
    // Where two moments of the same weather are seen together, they have one veil.
    const all = moments.filter((moment) => moment.weather === weather);
    if (look.veil && all[0] === moments[i]) numbers.push(...veilOf(look.veil, all.reduce((sum, moment) => sum + moment.opacity, 0), frame));
    look.depths.forEach((depth, number) => {
      const stream = mixed(seed, WEATHERS.indexOf(weather) * look.depths.length + number);
      addDepth(numbers, look, depth, stream, seconds, opacity, frame);
    });
  }
  return Float32Array.from(numbers);
}

function addDepth(numbers: number[], look: WeatherLook, depth: Depth, stream: number, seconds: number, opacity: number, { width, height }: PixelSize): void {
  const unit = Math.min(width, height);
  const [across, down] = [width / unit, height / unit];
  const count = Math.round(depth.count * across * down);
  const beyond = depth.size * (1 + VARIES) + look.bob;
  const travel = down + 2 * beyond;
  const beside = depth.size * (1 + VARIES) + look.sway * 1.5 + (Math.abs(look.lean) * travel) / 2;
  for (let i = 0; i < count; i++) {
    const own = mixed(stream, i);
    const size = depth.size * (1 + VARIES * (2 * share(own, 1) - 1));
    // Larger ones are nearer, and so they are faster.
    const way = share(own, 2) + (depth.speed * (size / depth.size) * seconds) / travel;
    const fallen = Math.floor(way);
    // Each time it comes from elsewhere, so that nothing repeats.
    const now = mixed(own, fallen);
    const y = (way - fallen) * travel - beyond;
    const lean = look.lean * (0.75 + 0.5 * share(now, 1));
    const phase = TURN * (share(now, 2) + seconds / (look.swaySeconds * (0.8 + 0.4 * share(now, 3))));
    const sway = look.sway * (Math.sin(phase) + 0.5 * Math.sin(1.7 * phase + 2));
    const x = -beside + share(now, 4) * (across + 2 * beside) + lean * (y - down / 2) + sway;
    const bob = look.bob * Math.sin(0.8 * phase + 4);
    const lit = look.glowSeconds === 0 ? 1 : Math.max(0, Math.sin(TURN * (share(now, 5) + seconds / (look.glowSeconds * (0.8 + 0.4 * share(now, 6)))))) ** 1.5;
    const side = look.turns === 0 && look.flips === 0 ? 1 : Math.cos(TURN * (share(now, 7) + look.flips * seconds * (0.7 + 0.6 * share(now, 8))));
    const turned = look.turns === 0 ? Math.atan2(1, lean) : TURN * (share(now, 9) + look.turns * seconds * (2 * share(now, 10) - 1));
    const [cos, sin] = [Math.cos(turned), Math.sin(turned)];
    const long = Math.max(LEAST_PIXELS, size * unit);
    const exact = size * unit * look.width * Math.max(THIN, Math.abs(side));
    const wide = Math.max(LEAST_PIXELS, exact);
    const seen = opacity * depth.opacity * lit * Math.min(1, (size * unit * exact) / (long * wide));
    const colour = look.colours[Math.floor(share(own, 3) * look.colours.length)] ?? [255, 255, 255];
    const light = side < 0 ? 1 - SHADE : 1;
    if (seen === 0) continue;
    // No edge is sharper than a pixel.
    const soft = Math.min(1, Math.max(depth.softness, 2 / wide));
    numbers.push(x * unit - 0.5, (y + bob) * unit - 0.5, cos / long, sin / long, -sin / wide, cos / wide);
    numbers.push(colour[0] * light, colour[1] * light, colour[2] * light, seen, soft, ...look.powers, look.hollow, look.taper, Math.max(...look.powers) > 2 ? Math.SQRT2 : 1);
  }
}

/** Widths in a pixel, of a particle so large that all of the frame is its middle. */
export const VEIL = 2 ** -24;

export const isVeil = (particle: Particles): boolean => particle[2] === VEIL;

function veilOf([red, green, blue, most]: NonNullable<WeatherLook['veil']>, opacity: number, { width, height }: PixelSize): readonly number[] {
  return [width / 2, height / 2, VEIL, 0, 0, VEIL, red, green, blue, most * opacity, 0.5, 2, 2, 0, 0, 1];
}

/** A number of 32 bits that two others lead to, and their neighbours lead anywhere else (MurmurHash3's finalizer, public domain). */
function mixed(a: number, b: number): number {
  let h = (a ^ Math.imul(b + 1, 0x9e3779b1)) >>> 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/** From 0 to below 1. */
const share = (own: number, number: number): number => mixed(own, 0x5eed + number) / 0x1_0000_0000;
