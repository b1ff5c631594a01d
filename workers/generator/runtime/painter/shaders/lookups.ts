/** What the pixels of a painted target are. `alpha`: straight colours with alpha. */
export const OUTPUTS = { opaque: 0, alpha: 1, stacked: 2 } as const;

/**
 * How pictures are looked up, for shaders that paint. Bytes are looked up and mixed by hand, because samplers mix in steps of a 256th. What is a byte in
 * ordinary memory is rounded to one. Fields are looked up at every pixel, and there at every fourth one.
 *
 * A shader says where a number of a frame's fields [6, S, S] comes from: `fn field_number(at: u32) -> f32`.
 */
export const LOOKUPS = /* wgsl */ `
/** Of pixels, whose centres lie at whole numbers: (xx, xy, x0) and (yx, yy, y0). */
struct PixelMap { x: vec3f, y: vec3f }

fn taken(map: PixelMap, at: vec2f) -> vec2f { return vec2f(dot(map.x, vec3f(at, 1.0)), dot(map.y, vec3f(at, 1.0))); }

fn rounded(colour: vec4f) -> vec4f { return round(clamp(colour, vec4f(0.0), vec4f(1.0)) * 255.0) / 255.0; }

fn size_of(picture: texture_2d<f32>) -> vec2f { return vec2f(textureDimensions(picture)); }

/** The edge of a picture goes on where it ends. */
fn looked_up(picture: texture_2d<f32>, given: vec2f) -> vec4f {
  let size = size_of(picture);
  let at = clamp(given, vec2f(0.0), size - 1.0);
  let first = min(trunc(at), size - 2.0);
  let share = at - first;
  let i = vec2i(first);
  let upper = mix(textureLoad(picture, i, 0), textureLoad(picture, i + vec2i(1, 0), 0), share.x);
  let lower = mix(textureLoad(picture, i + vec2i(0, 1), 0), textureLoad(picture, i + vec2i(1, 1), 0), share.x);
  return mix(upper, lower, share.y);
}

/** A background goes on mirrored beyond its edges. */
fn looked_up_place(picture: texture_2d<f32>, at: vec2f) -> vec4f {
  let size = size_of(picture);
  let along = abs(at + 0.5) - 2.0 * size * floor(abs(at + 0.5) / (2.0 * size));
  let is_inside = (at >= vec2f(0.0)) & (at <= size - 1.0);
  return looked_up(picture, select(min(along, 2.0 * size - along) - 0.5, at, is_inside));
}

/** \`moved\`: in halves of a frame. */
struct Change { moved: vec2f, colour: vec3f, alpha: f32 }

fn field(channel: u32, x: i32, y: i32, side: u32) -> f32 {
  if (x < 0 || y < 0 || x >= i32(side) || y >= i32(side)) { return 0.0; }
  return field_number((channel * side + u32(y)) * side + u32(x));
}

/** @param side of the fields; 0 where there are none */
fn change_at(at: vec2f, side: u32) -> Change {
  let end = f32(side);
  var found: array<f32, 6>;
  if (side > 0u && at.x > -1.0 && at.y > -1.0 && at.x < end && at.y < end) {
    let first = floor(at);
    let share = at - first;
    let i = vec2i(first);
    for (var channel = 0u; channel < 6u; channel++) {
      let upper = mix(field(channel, i.x, i.y, side), field(channel, i.x + 1, i.y, side), share.x);
      let lower = mix(field(channel, i.x, i.y + 1, side), field(channel, i.x + 1, i.y + 1, side), share.x);
      found[channel] = mix(upper, lower, share.y);
    }
  }
  return Change(vec2f(found[0], found[1]), vec3f(found[2], found[3], found[4]), found[5]);
}

/** 1 inside of a picture, 0 beyond its edge, which is a 128th of half a frame wide. */
fn edge_of(at: vec2f, size: vec2f) -> f32 {
  let inside = clamp(min(at + 0.5, size - 0.5 - at) * 2.0 / size * 128.0, vec2f(0.0), vec2f(1.0));
  return inside.x * inside.y;
}

/** A subject at a pixel: its colour, which may be beyond what can be shown, its alpha, and where it came from. */
struct Own { colour: vec3f, alpha: f32, source: vec2f }

fn own_at(at: vec2f, subject: texture_2d<f32>, map: PixelMap, fields: PixelMap, side: u32) -> Own {
  let size = size_of(subject);
  let change = change_at(taken(fields, at), side);
  let source = taken(map, at) + change.moved * size / 2.0;
  let own = looked_up(subject, source);
  return Own(own.rgb + change.colour, clamp(own.a * edge_of(source, size) + change.alpha, 0.0, 1.0), source);
}`;
