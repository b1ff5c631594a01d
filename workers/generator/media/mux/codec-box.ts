import type { VideoDescription } from '../encoded-chunk.js';

/** ISO/IEC 23091-2: Rec. ITU-R BT.709 in primaries, transfer and matrix. */
const BT709 = 1;
/** A full box begins with its version and flags. */
const FULL_BOX_BYTES = 4;
const HEADER_BYTES = 8;

/**
 * Fills in what mp4-muxer leaves open in the box that describes the codec: `vpcC` (VP Codec ISO Media File Format
 * Binding) has no colours, and `av1C` (AV1 Codec ISO Media File Format Binding) says level 0 and colours of full size.
 *
 * @param data one of the writes of the muxer; those that begin with `ftyp` or `moov` hold the box
 */
export function completeCodecBox(data: Uint8Array, { name, codec, colorSpace }: VideoDescription): void {
  if (!isBox(data, 0, 'ftyp') && !isBox(data, 0, 'moov')) return;
  if (name === 'vp9') {
    const at = findBox(data, 'vpcC');
    if (at >= 0 && colorSpace.matrix === 'bt709') data.fill(BT709, at + FULL_BOX_BYTES + 3, at + FULL_BOX_BYTES + 6);
  } else if (name === 'av1') {
    const at = findBox(data, 'av1C');
    if (at >= 0) data.set(av1Facts(codec), at + 1);
  }
}

/** Profile and level, tier and format of the colours, and no delay: of e.g. "av01.0.05M.08", 8 bits in 4:2:0. */
function av1Facts(codec: string): readonly number[] {
  const [, profile = '0', level = '5', tier = 'M'] = /^av01\.(\d)\.(\d\d)([MH])/.exec(codec) ?? [];
  const HALF_WIDTH_AND_HEIGHT = 0b1100;
  return [(Number(profile) << 5) | Number(level), (tier === 'H' ? 0x80 : 0) | HALF_WIDTH_AND_HEIGHT, 0];
}

function isBox(data: Uint8Array, at: number, type: string): boolean {
  return type.split('').every((letter, i) => data[at + 4 + i] === letter.charCodeAt(0));
}

/** Where the content of the first box of `type` begins, or -1; everything before a track's codec has no free content. */
function findBox(data: Uint8Array, type: string): number {
  for (let at = 0; at + HEADER_BYTES <= data.length; at++) if (isBox(data, at, type)) return at + HEADER_BYTES;
  return -1;
}
