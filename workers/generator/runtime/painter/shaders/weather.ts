import { PARTICLE_NUMBERS } from '../../../pipelines/weather/particles.js';

/** Pixels of a tile, across and down: a pixel looks at the particles that reach its tile, and at no others. */
export const TILE = 16;

/**
 * Paints particles as `paintParticles` does (workers/generator/pipelines/weather/paint-particles.ts), for shaders that include the lookups. Such a shader says where the
 * numbers of particles come from, and those of tiles: `fn particle_number(at: u32) -> f32`, `fn tile_number(at: u32) -> u32`.
 */
export const WEATHER = /* wgsl */ `
fn with_particle(colour: vec4f, at: vec2f, first: u32) -> vec4f {
  let away = at - vec2f(particle_number(first), particle_number(first + 1u));
  let place = vec2f(
    dot(vec2f(particle_number(first + 2u), particle_number(first + 3u)), away),
    dot(vec2f(particle_number(first + 4u), particle_number(first + 5u)), away),
  );
  // The logarithm of nothing is none.
  let out = pow(max(abs(place), vec2f(1e-6)), vec2f(particle_number(first + 11u), particle_number(first + 12u)));
  let filled = 1.0 - out.x - out.y;
  if (filled <= 0.0) { return colour; }
  let edge = min(1.0, filled / particle_number(first + 10u));
  let hollow = 1.0 - particle_number(first + 13u) * filled;
  let taper = 1.0 - particle_number(first + 14u) * (1.0 - place.x) / 2.0;
  let alpha = particle_number(first + 9u) * edge * edge * (3.0 - 2.0 * edge) * hollow * taper;
  let own = vec3f(particle_number(first + 6u), particle_number(first + 7u), particle_number(first + 8u)) / 255.0;
  return rounded(vec4f(colour.rgb + alpha * (own - colour.rgb), colour.a));
}

/** @param width of the frame */
fn with_weather(colour: vec4f, at: vec2f, width: u32) -> vec4f {
  let tile = u32(at.y) / ${TILE}u * ((width + ${TILE - 1}u) / ${TILE}u) + u32(at.x) / ${TILE}u;
  var now = colour;
  for (var i = tile_number(tile); i < tile_number(tile + 1u); i++) { now = with_particle(now, at, tile_number(i) * ${PARTICLE_NUMBERS}u); }
  return now;
}`;
