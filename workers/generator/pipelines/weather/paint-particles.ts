import type { Canvas } from '../decoders/layers/paint-subject.js';
import type { FramePixels } from '../film-picture.js';
import { PARTICLE_NUMBERS, VEIL, type Particles } from './particles.js';

/** A frame with what falls in front of it; the same array where nothing does. Its own is not changed: it may be of other frames as well. */
export function withParticles(canvas: Canvas, particles: Particles | null): FramePixels {
  if (!particles) return canvas.rgba;
  const rgba = canvas.rgba.slice();
  paintParticles({ ...canvas, rgba }, particles);
  return rgba;
}

/** Paints particles, one over the other, onto a frame that is opaque: only the pixels that each can reach. */
export function paintParticles({ width, height, rgba }: Canvas, particles: Particles): void {
  for (let i = 0; i < particles.length; i += PARTICLE_NUMBERS) {
    const x = particles[i]!;
    const y = particles[i + 1]!;
    const ux = particles[i + 2]!;
    const uy = particles[i + 3]!;
    const vx = particles[i + 4]!;
    const vy = particles[i + 5]!;
    const red = particles[i + 6]!;
    const green = particles[i + 7]!;
    const blue = particles[i + 8]!;
    const opacity = particles[i + 9]!;
    const soft = particles[i + 10]!;
    const along = particles[i + 11]!;
    const across = particles[i + 12]!;
    const hollow = particles[i + 13]!;
    const taper = particles[i + 14]!;
    const reach = particles[i + 15]!;
    if (ux === VEIL) {
      paintVeil(rgba, [red, green, blue], opacity);
      continue;
    }
    const isRound = along === 2 && across === 2;
    // In an ellipse: a dx² + 2 b dx dy + c dy² <= reach².
    const a = ux * ux + vx * vx;
    const b = ux * uy + vx * vy;
    const c = uy * uy + vy * vy;
    const area = a * c - b * b;
    const down = reach * Math.sqrt(a / area);
    const last = Math.min(height - 1, Math.floor(y + down));
    for (let row = Math.max(0, Math.ceil(y - down)); row <= last; row++) {
      const dy = row - y;
      const half = Math.sqrt(Math.max(0, a * reach * reach - area * dy * dy)) / a;
      const middle = x - (b * dy) / a;
      const right = Math.min(width - 1, Math.floor(middle + half));
      let to = (row * width + Math.max(0, Math.ceil(middle - half))) * 4;
      for (let column = Math.max(0, Math.ceil(middle - half)); column <= right; column++, to += 4) {
        const dx = column - x;
        const u = ux * dx + uy * dy;
        const v = vx * dx + vy * dy;
        const filled = 1 - (isRound ? u * u + v * v : Math.abs(u) ** along + Math.abs(v) ** across);
        if (filled <= 0) continue;
        const edge = Math.min(1, filled / soft);
        const alpha = opacity * edge * edge * (3 - 2 * edge) * (1 - hollow * filled) * (1 - (taper * (1 - u)) / 2);
        rgba[to] = rgba[to]! + alpha * (red - rgba[to]!);
        rgba[to + 1] = rgba[to + 1]! + alpha * (green - rgba[to + 1]!);
        rgba[to + 2] = rgba[to + 2]! + alpha * (blue - rgba[to + 2]!);
      }
    }
  }
}

/** All of a frame alike: there are no more results than bytes. */
function paintVeil(rgba: FramePixels, colour: readonly number[], opacity: number): void {
  const [red, green, blue] = colour.map((own) => Uint8ClampedArray.from({ length: 256 }, (_, byte) => byte + opacity * (own - byte)));
  for (let to = 0; to < rgba.length; to += 4) {
    rgba[to] = red![rgba[to]!]!;
    rgba[to + 1] = green![rgba[to + 1]!]!;
    rgba[to + 2] = blue![rgba[to + 2]!]!;
  }
}
