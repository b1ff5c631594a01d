import { SHADOW } from '../../pipelines/decoders/layers/cast-shadow.js';
import { SHADOW_FALLOFF } from '../../pipelines/decoders/layers/paint-shadow.js';

/** What a frame's pixels become: colours on an opaque frame; colours and alpha; or colours above alpha, in a frame of double height. */
export const OUTPUTS = { opaque: 0, alpha: 1, stacked: 2 } as const;

/** Numbers of 4 bytes in {@link PAINTER_SHADER}'s `Frame`. */
export const FRAME_NUMBERS = 28;

/**
 * Paints a frame out of its layers as `paintFrame` does (workers/generator/pipelines/decoders/layers/paint-frame.ts). Bytes are looked up and mixed by hand,
 * because samplers mix in steps of a 256th. What is a byte there is rounded to one here. Fields are looked up at every pixel, and there at every fourth one.
 */
export const PAINTER_SHADER = /* wgsl */ `
/** Of pixels, whose centres lie at whole numbers: (xx, xy, x0) and (yx, yy, y0). */
struct PixelMap { x: vec3f, y: vec3f }
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
  unused_0: f32, unused_1: f32, unused_2: f32,
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

fn taken(map: PixelMap, at: vec2f) -> vec2f { return vec2f(dot(map.x, vec3f(at, 1.0)), dot(map.y, vec3f(at, 1.0))); }

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
  return Corner(position, s.x, s.y, b.x, b.y, f.x, f.y, u32(rests(b)), shadow.ellipse, shadow.darkness);
}

fn rounded(colour: vec4f) -> vec4f { return round(clamp(colour, vec4f(0.0), vec4f(1.0)) * 255.0) / 255.0; }

/** @param at within the picture */
fn looked_up(picture: texture_2d<f32>, at: vec2f) -> vec4f {
  let first = min(trunc(at), frame.size - 2.0);
  let share = at - first;
  let i = vec2i(first);
  let upper = mix(textureLoad(picture, i, 0), textureLoad(picture, i + vec2i(1, 0), 0), share.x);
  let lower = mix(textureLoad(picture, i + vec2i(0, 1), 0), textureLoad(picture, i + vec2i(1, 1), 0), share.x);
  return mix(upper, lower, share.y);
}

struct Change { moved: vec2f, colour: vec3f, alpha: f32 }

fn field(channel: u32, x: i32, y: i32) -> f32 {
  let side = i32(frame.side);
  if (x < 0 || y < 0 || x >= side || y >= side) { return 0.0; }
  return fields[((frame.number * 6u + channel) * frame.side + u32(y)) * frame.side + u32(x)];
}

fn change_at(at: vec2f) -> Change {
  let side = f32(frame.side);
  var found: array<f32, 6>;
  if (frame.side > 0u && at.x > -1.0 && at.y > -1.0 && at.x < side && at.y < side) {
    let first = floor(at);
    let share = at - first;
    let i = vec2i(first);
    for (var channel = 0u; channel < 6u; channel++) {
      let upper = mix(field(channel, i.x, i.y), field(channel, i.x + 1, i.y), share.x);
      let lower = mix(field(channel, i.x, i.y + 1), field(channel, i.x + 1, i.y + 1), share.x);
      found[channel] = mix(upper, lower, share.y);
    }
  }
  return Change(vec2f(found[0], found[1]) * frame.size / 2.0, vec3f(found[2], found[3], found[4]), found[5]);
}

/** 1 inside of the picture, 0 beyond its edge, which is a 128th of half a frame wide. */
fn edge_of(at: vec2f) -> f32 {
  let inside = clamp(min(at + 0.5, frame.size - 0.5 - at) * 2.0 / frame.size * 128.0, vec2f(0.0), vec2f(1.0));
  return inside.x * inside.y;
}

fn behind_at(at: vec2f, in: Corner) -> vec4f {
  if (frame.output != 0u) { return frame.empty; }
  let away = (at - in.shadow.xy) / in.shadow.zw;
  let light = 1.0 - in.darkness * exp(-${SHADOW_FALLOFF}.0 * dot(away, away));
  let map = PixelMap(in.background_x, in.background_y);
  var colour = textureLoad(background, vec2i(at), 0);
  if (in.is_still == 0u) { colour = looked_up(background, clamp(taken(map, at), vec2f(0.0), frame.size - 1.0)); }
  return rounded(vec4f(colour.rgb * light, colour.a));
}

fn composed(at: vec2f, in: Corner) -> vec4f {
  let behind = behind_at(at, in);
  let change = change_at(taken(PixelMap(in.fields_x, in.fields_y), at));
  let source = taken(PixelMap(in.subject_x, in.subject_y), at) + change.moved;
  let own = looked_up(subject, clamp(source, vec2f(0.0), frame.size - 1.0));
  let share = clamp(own.a * edge_of(source) + change.alpha, 0.0, 1.0);
  let colour = own.rgb + change.colour;
  if (frame.output == 0u) { return rounded(vec4f(mix(behind.rgb, colour, share), 1.0)); }
  let is_near = all(source >= frame.bounds.xy - 1.0) && all(source <= frame.bounds.zw + 1.0);
  return select(behind, rounded(vec4f(colour, share)), is_near || share > 0.0);
}

@fragment
fn paint(in: Corner) -> @location(0) vec4f {
  var at = floor(in.position.xy);
  let is_below = frame.output == 2u && at.y >= frame.size.y;
  if (is_below) { at.y -= frame.size.y; }
  var colour = vec4f(0.0);
  if (frame.is_plain == 1u) { colour = textureLoad(background, vec2i(at), 0); } else { colour = composed(at, in); }
  if (frame.weight > 0.0) { colour = rounded(mix(colour, textureLoad(last, vec2i(at), 0), frame.weight)); }
  if (is_below) { return vec4f(colour.aaa, 1.0); }
  return select(vec4f(colour.rgb, 1.0), colour, frame.output == 1u);
}`;
