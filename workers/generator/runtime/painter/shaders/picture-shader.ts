import { SHADOW } from '../../../pipelines/decoders/layers/cast-shadow.js';
import { SHADOW_FALLOFF } from '../../../pipelines/decoders/layers/paint-shadow.js';
import { LOOKUPS } from './lookups.js';
import { WEATHER } from './weather.js';

/** Numbers of 4 bytes in {@link PICTURE_SHADER}'s `Frame`. */
export const FRAME_NUMBERS = 28;

/** Paints a frame out of its layers as `paintFrame` does (workers/generator/pipelines/decoders/layers/paint-frame.ts), from what a graph left on the device. */
export const PICTURE_SHADER = /* wgsl */ `${LOOKUPS}
${WEATHER}

struct Frame {
  size: vec2f,
  /** Of the fields; 0 where there are none. */
  side: u32,
  number: u32,
  output: u32,
  /** Whether maps lead between pixels already, and not between -1 and 1 from edge to edge. */
  pixel_maps: u32,
  /** Whether it is the picture in the background's place, and nothing else. */
  is_plain: u32,
  /** Whether the subject casts a shadow. */
  casts: u32,
  /** Of the picture that the frame dissolves into. */
  weight: f32,
  /** Whether particles are in front of it. */
  falls: u32,
  /** By how many pixels the place has gone by, to the right. */
  passed: f32,
  unused_0: f32,
  /** Where the subject's alpha is above 0: left, top, right, bottom. */
  bounds: vec4f,
  /** The colour of pixels that are empty. */
  empty: vec4f,
  /** Where the subject is solid in its first frame: left, right, top, bottom. */
  foot: vec4f,
  /** What of it stands on the ground, left and right; the row that it stands on; the horizon, in heights of the frame. */
  feet: vec4f,
}
@group(0) @binding(0) var<uniform> frame: Frame;
/** [F, 3, 2, 3]: of the subject, of the background, into the fields. */
@group(0) @binding(1) var<storage, read> maps: array<f32>;
/** [F, 6, S, S]: displacement in halves of a frame, change of colours and alpha. */
@group(0) @binding(2) var<storage, read> fields: array<f32>;
@group(0) @binding(3) var background: texture_2d<f32>;
@group(0) @binding(4) var subject: texture_2d<f32>;
@group(0) @binding(5) var last: texture_2d<f32>;
@group(0) @binding(6) var<storage, read> particles: array<f32>;
@group(0) @binding(7) var<storage, read> tiles: array<u32>;

fn particle_number(at: u32) -> f32 { return particles[at]; }
fn tile_number(at: u32) -> u32 { return tiles[at]; }

struct Corner {
  @builtin(position) position: vec4f,
  @location(0) @interpolate(flat) subject_x: vec3f,
  @location(1) @interpolate(flat) subject_y: vec3f,
  @location(2) @interpolate(flat) background_x: vec3f,
  @location(3) @interpolate(flat) background_y: vec3f,
  @location(4) @interpolate(flat) fields_x: vec3f,
  @location(5) @interpolate(flat) fields_y: vec3f,
  @location(6) @interpolate(flat) is_still: u32,
  /** Centre and radii, in pixels. */
  @location(7) @interpolate(flat) shadow: vec4f,
  @location(8) @interpolate(flat) darkness: f32,
}

fn row_of(place: u32, row: u32, to: f32) -> vec3f {
  let at = ((frame.number * 3u + place) * 2u + row) * 3u;
  let given = vec3f(maps[at], maps[at + 1u], maps[at + 2u]);
  let start = 1.0 / frame.size - 1.0;
  let half = to / 2.0;
  let converted = vec3f(2.0 * given.xy * half / frame.size, (dot(given.xy, start) + given.z + 1.0) * half - 0.5);
  return select(converted, given, frame.pixel_maps == 1u);
}

fn map_of(place: u32, to: vec2f) -> PixelMap { return PixelMap(row_of(place, 0u, to.x), row_of(place, 1u, to.y)); }

/** Whether no pixel of the frame is moved by more than can be seen. */
fn rests(map: PixelMap) -> bool {
  var most = 0.0;
  for (var i = 0u; i < 4u; i++) {
    let at = vec2f(f32(i & 1u), f32(i >> 1u)) * (frame.size - 1.0);
    let away = abs(taken(map, at) - at);
    most = max(most, max(away.x, away.y));
  }
  return most < 0.0625;
}

fn area_of(map: PixelMap) -> f32 { return map.x.x * map.y.y - map.x.y * map.y.x; }

fn inverted(map: PixelMap) -> PixelMap {
  let x = map.x;
  let y = map.y;
  return PixelMap(vec3f(y.y, -x.y, x.y * y.z - y.y * x.z) / area_of(map), vec3f(-y.x, x.x, y.x * x.z - x.x * y.z) / area_of(map));
}

fn chained(first: PixelMap, then: PixelMap) -> PixelMap {
  return PixelMap(then.x.x * first.x + then.x.y * first.y + vec3f(0.0, 0.0, then.x.z), then.y.x * first.x + then.y.y * first.y + vec3f(0.0, 0.0, then.y.z));
}

struct Shadow { ellipse: vec4f, darkness: f32 }

/** As shadowOf and onGround of workers/generator/pipelines/decoders/layers/cast-shadow.ts. */
fn shadow_of(s: PixelMap, b: PixelMap) -> Shadow {
  if (frame.casts == 0u || abs(area_of(s)) < 1e-9 || abs(area_of(b)) < 1e-9) { return Shadow(vec4f(1.0), 0.0); }
  let moved = chained(inverted(s), b);
  let to_frame = inverted(b);
  let middle = (frame.foot.xz + frame.foot.yw) / 2.0;
  let half = (frame.foot.yw - frame.foot.xz + 1.0) / 2.0;
  let centre = taken(moved, middle);
  let lowest = centre.y + length(moved.y.xy * half);
  let ground = max(frame.feet.z, lowest);
  let scale = sqrt(abs(area_of(moved)));
  let rise = (ground - lowest) / (2.0 * half.y * max(scale, 0.05));
  let standing = max((frame.feet.y - frame.feet.x + 1.0) / 2.0, ${SHADOW.least} * half.x);
  let width = ${SHADOW.wider} * standing * scale * (1.0 + ${SHADOW.spread} * rise) * sqrt(abs(area_of(to_frame)));
  let at = taken(to_frame, vec2f(centre.x + moved.x.x * ((frame.feet.x + frame.feet.y) / 2.0 - middle.x), ground));
  let share = clamp(((ground + 0.5) / frame.size.y - frame.feet.w) / ${SHADOW.soft} + 1.0, 0.0, 1.0);
  return Shadow(vec4f(at, width, ${SHADOW.flat} * width), share * ${SHADOW.strength} / (1.0 + ${SHADOW.lighter} * rise));
}

@vertex
fn corner(@builtin(vertex_index) index: u32) -> Corner {
  let s = map_of(0u, frame.size);
  let b = map_of(1u, frame.size);
  let f = map_of(2u, vec2f(f32(frame.side)));
  let position = vec4f(f32(index & 1u) * 4.0 - 1.0, f32(index >> 1u) * 4.0 - 1.0, 0.0, 1.0);
  let shadow = shadow_of(s, b);
  let gone_by = PixelMap(b.x - vec3f(0.0, 0.0, frame.passed), b.y);
  return Corner(position, s.x, s.y, gone_by.x, gone_by.y, f.x, f.y, u32(rests(gone_by)), shadow.ellipse, shadow.darkness);
}

fn field_number(at: u32) -> f32 { return fields[frame.number * 6u * frame.side * frame.side + at]; }

fn behind_at(at: vec2f, in: Corner) -> vec4f {
  if (frame.output != 0u) { return frame.empty; }
  let away = (at - in.shadow.xy) / in.shadow.zw;
  let light = 1.0 - in.darkness * exp(-${SHADOW_FALLOFF}.0 * dot(away, away));
  let map = PixelMap(in.background_x, in.background_y);
  var colour = textureLoad(background, vec2i(at), 0);
  if (in.is_still == 0u) { colour = looked_up_place(background, taken(map, at)); }
  return rounded(vec4f(colour.rgb * light, colour.a));
}

fn composed(at: vec2f, in: Corner) -> vec4f {
  let behind = behind_at(at, in);
  let own = own_at(at, subject, PixelMap(in.subject_x, in.subject_y), PixelMap(in.fields_x, in.fields_y), frame.side);
  if (frame.output == 0u) { return rounded(vec4f(mix(behind.rgb, own.colour, own.alpha), 1.0)); }
  let is_near = all(own.source >= frame.bounds.xy - 1.0) && all(own.source <= frame.bounds.zw + 1.0);
  return select(behind, rounded(vec4f(own.colour, own.alpha)), is_near || own.alpha > 0.0);
}

@fragment
fn paint(in: Corner) -> @location(0) vec4f {
  var at = floor(in.position.xy);
  let is_below = frame.output == 2u && at.y >= frame.size.y;
  if (is_below) { at.y -= frame.size.y; }
  var colour = vec4f(0.0);
  if (frame.is_plain == 1u) { colour = textureLoad(background, vec2i(at), 0); } else { colour = composed(at, in); }
  if (frame.weight > 0.0) { colour = rounded(mix(colour, textureLoad(last, vec2i(at), 0), frame.weight)); }
  if (frame.falls == 1u) { colour = with_weather(colour, at, u32(frame.size.x)); }
  if (is_below) { return vec4f(colour.aaa, 1.0); }
  return select(vec4f(colour.rgb, 1.0), colour, frame.output == 1u);
}`;
