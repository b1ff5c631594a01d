import { fillIn } from '../decoders/layers/fill-in.js';
import type { PixelSize } from '../decoders/layers/pixel-map.js';
import type { FramePixels } from '../film-picture.js';
import { paintParticles } from './paint-particles.js';
import { isVeil, PARTICLE_NUMBERS, type Particles } from './particles.js';

/** Pixels by which an encoder smears a particle. */
const SMEARED = 1.5;
/** Of a particle: what is less cannot be seen. */
const SEEN = 12;

/** A decoded frame without the particles that were painted onto it: a veil is lifted, and what others hide is filled in from around it. */
export function withoutParticles(rgba: FramePixels, particles: Particles, { width, height }: PixelSize): FramePixels {
  const cover = new Uint8ClampedArray(rgba.length);
  const veils: Float32Array[] = [];
  for (let i = 0; i < particles.length; i += PARTICLE_NUMBERS) {
    const own = particles.slice(i, i + PARTICLE_NUMBERS);
    if (isVeil(own)) veils.push(own);
    else paintParticles({ width, height, rgba: cover }, smeared(own));
  }
  const pixels = Float32Array.from(rgba, (byte, at) => (at % 4 === 3 ? Number((cover[at - 3] ?? 0) < SEEN) : byte / 255));
  for (const veil of veils) {
    const [share = 0] = veil.subarray(9);
    for (let at = 0; at < pixels.length; at++) if (at % 4 < 3) pixels[at] = ((pixels[at] ?? 0) - (share * (veil[6 + (at % 4)] ?? 0)) / 255) / (1 - share);
  }
  fillIn(pixels, width, height);
  return Uint8ClampedArray.from(pixels, (value, at) => (at % 4 === 3 ? (rgba[at] ?? 0) : 255 * value));
}

/** The same particle in white, a little larger. */
function smeared(particle: Particles): Particles {
  const own = particle.slice();
  for (const at of [2, 4]) {
    const radius = 1 / Math.hypot(own[at] ?? 0, own[at + 1] ?? 0);
    for (const k of [at, at + 1]) own[k] = (own[k] ?? 0) * (radius / (radius + SMEARED));
  }
  own.set([255, 255, 255], 6);
  return own;
}
