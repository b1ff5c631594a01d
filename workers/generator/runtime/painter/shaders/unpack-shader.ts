import { BLOCK, HEADER_WORDS, SAME } from '../pack-pixels.js';

/** Unpacks what `packPixels` packed: a workgroup a block, an invocation a pixel. */
export const UNPACK_SHADER = /* wgsl */ `
@group(0) @binding(0) var<storage, read> words: array<u32>;
@group(0) @binding(1) var there: texture_2d<f32>;
@group(0) @binding(2) var picture: texture_storage_2d<rgba8unorm, write>;

@compute @workgroup_size(${BLOCK}, ${BLOCK})
fn unpack(@builtin(workgroup_id) block: vec3u, @builtin(num_workgroups) blocks: vec3u, @builtin(local_invocation_index) number: u32, @builtin(global_invocation_id) at: vec3u) {
  if (at.x >= words[0] || at.y >= words[1]) { return; }
  let begin = words[${HEADER_WORDS}u + block.y * blocks.x + block.x];
  if (begin == ${SAME}u) {
    textureStore(picture, at.xy, textureLoad(there, at.xy, 0));
    return;
  }
  var next = begin + 2u;
  var bytes = vec4u(0u);
  for (var channel = 0u; channel < 4u; channel++) {
    let width = (words[begin + 1u] >> (8u * channel)) & 255u;
    var above = 0u;
    if (width > 0u) {
      let first = number * width;
      let word = next + first / 32u;
      let bit = first % 32u;
      above = words[word] >> bit;
      if (bit + width > 32u) { above |= words[word + 1u] << (32u - bit); }
      above &= (1u << width) - 1u;
    }
    bytes[channel] = ((words[begin] >> (8u * channel)) & 255u) + above;
    // As many words as ${BLOCK * BLOCK} numbers of so many bits are.
    next += ${(BLOCK * BLOCK) / 32}u * width;
  }
  textureStore(picture, at.xy, vec4f(bytes) / 255.0);
}`;
