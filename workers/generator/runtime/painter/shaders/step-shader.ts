import { MOST_SHADOWS, SHADOW_FALLOFF } from '../../../pipelines/decoders/layers/paint-shadow.js';
import { LOOKUPS } from './lookups.js';
import { WEATHER } from './weather.js';

/** Threads of a workgroup, across and down. */
export const GROUP = 8;

/**
 * Paints the steps of a frame that is put together, one after another, into pixels that stay in a buffer, as `StepPainter` does
 * (workers/generator/pipelines/compose/step-painter.ts). Colours over others are by Porter and Duff (1984), with straight alpha; on what is opaque that is the
 * same as mixing them.
 */
export const STEP_SHADER = /* wgsl */ `${LOOKUPS}
${WEATHER}

struct Step {
  /** Rows of maps that lead from pixels of the frame: into the picture, and into the fields. */
  map_x: vec4f, map_y: vec4f,
  fields_x: vec4f, fields_y: vec4f,
  colour: vec4f,
  /** Pixels of the frame, and those that are painted. */
  frame: vec2u, first: vec2u, extent: vec2u,
  /** Of the fields; 0 where there are none. */
  side: u32,
  shadows: u32,
  /** Of what is painted; of a dissolve, its weight. */
  opacity: f32,
  unused_0: f32,
  /** Fields are a sum of two: where each begins, and how much of it there is. */
  starts: vec2u, shares: vec2f,
  unused_1: vec2f,
  /** Centres and radii, in pixels, and how dark they are. */
  ellipses: array<vec4f, ${MOST_SHADOWS}>,
  strengths: array<vec4f, ${MOST_SHADOWS / 4}>,
}
@group(0) @binding(0) var<uniform> now: Step;
@group(0) @binding(1) var<storage, read_write> pixels: array<u32>;
@group(0) @binding(2) var picture: texture_2d<f32>;
@group(0) @binding(3) var<storage, read> fields_a: array<f32>;
@group(0) @binding(4) var<storage, read> fields_b: array<f32>;
/** What a frame dissolves into; or the tiles of particles, whose numbers are in the place of fields. */
@group(0) @binding(5) var<storage, read> others: array<u32>;

fn field_number(at: u32) -> f32 {
  var sum = now.shares.x * fields_a[now.starts.x + at];
  if (now.shares.y != 0.0) { sum += now.shares.y * fields_b[now.starts.y + at]; }
  return sum;
}

fn particle_number(at: u32) -> f32 { return fields_a[at]; }
fn tile_number(at: u32) -> u32 { return others[at]; }

fn is_outside(id: vec3u) -> bool { return any(id.xy >= now.extent); }
fn index_of(id: vec3u) -> u32 { return (now.first.y + id.y) * now.frame.x + now.first.x + id.x; }
fn place_of(id: vec3u) -> vec2f { return vec2f(now.first + id.xy); }
fn map_of() -> PixelMap { return PixelMap(now.map_x.xyz, now.map_y.xyz); }

fn put(index: u32, colour: vec4f) { pixels[index] = pack4x8unorm(rounded(colour)); }

fn put_over(index: u32, colour: vec3f, alpha: f32) {
  let behind = unpack4x8unorm(pixels[index]);
  let whole = alpha + behind.a * (1.0 - alpha);
  // Colours go on where there is nothing.
  if (behind.a == 0.0) { put(index, vec4f(colour, alpha)); }
  else if (whole > 0.0) { put(index, vec4f(mix(behind.rgb, colour, alpha / whole), whole)); }
}

@compute @workgroup_size(${GROUP}, ${GROUP})
fn empty(@builtin(global_invocation_id) id: vec3u) {
  if (is_outside(id)) { return; }
  put(index_of(id), now.colour);
}

@compute @workgroup_size(${GROUP}, ${GROUP})
fn place(@builtin(global_invocation_id) id: vec3u) {
  if (is_outside(id)) { return; }
  let at = place_of(id);
  var colour = rounded(vec4f(looked_up_place(picture, taken(map_of(), at)).rgb, 1.0));
  for (var i = 0u; i < now.shadows; i++) {
    let away = (at - now.ellipses[i].xy) / now.ellipses[i].zw;
    let dark = now.strengths[i / 4u][i % 4u] * exp(-${SHADOW_FALLOFF}.0 * dot(away, away));
    colour = rounded(vec4f(colour.rgb * (1.0 - dark), 1.0));
  }
  put(index_of(id), colour);
}

@compute @workgroup_size(${GROUP}, ${GROUP})
fn subject(@builtin(global_invocation_id) id: vec3u) {
  if (is_outside(id)) { return; }
  let own = own_at(place_of(id), picture, map_of(), PixelMap(now.fields_x.xyz, now.fields_y.xyz), now.side);
  put_over(index_of(id), own.colour, own.alpha * now.opacity);
}

@compute @workgroup_size(${GROUP}, ${GROUP})
fn title(@builtin(global_invocation_id) id: vec3u) {
  if (is_outside(id)) { return; }
  let own = textureLoad(picture, vec2i(now.first + id.xy), 0);
  if (own.a > 0.0) { put_over(index_of(id), own.rgb, own.a * now.opacity); }
}

@compute @workgroup_size(${GROUP}, ${GROUP})
fn weather(@builtin(global_invocation_id) id: vec3u) {
  if (is_outside(id)) { return; }
  let index = index_of(id);
  put(index, with_weather(unpack4x8unorm(pixels[index]), place_of(id), now.frame.x));
}

@compute @workgroup_size(${GROUP}, ${GROUP})
fn dissolve(@builtin(global_invocation_id) id: vec3u) {
  if (is_outside(id)) { return; }
  let index = index_of(id);
  put(index, mix(unpack4x8unorm(pixels[index]), unpack4x8unorm(others[index]), now.opacity));
}`;

/** Shows pixels that are painted. `output`: as OUTPUTS has them. */
export const SHOW_SHADER = /* wgsl */ `
override width: u32;
override height: u32;
override output: u32;
@group(0) @binding(0) var<storage, read> pixels: array<u32>;

@vertex
fn corner(@builtin(vertex_index) index: u32) -> @builtin(position) vec4f { return vec4f(f32(index & 1u) * 4.0 - 1.0, f32(index >> 1u) * 4.0 - 1.0, 0.0, 1.0); }

@fragment
fn show(@builtin(position) position: vec4f) -> @location(0) vec4f {
  var at = vec2u(position.xy);
  let is_below = at.y >= height;
  if (is_below) { at.y -= height; }
  let colour = unpack4x8unorm(pixels[at.y * width + at.x]);
  if (is_below) { return vec4f(colour.aaa, 1.0); }
  return select(vec4f(colour.rgb, 1.0), colour, output == 1u);
}`;
