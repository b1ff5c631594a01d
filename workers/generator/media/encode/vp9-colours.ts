/** VP9 Bitstream & Decoding Process Specification, 6.2: the uncompressed header of a key frame in profile 0. */
const MARKER_AND_PROFILE = 0b1111_0000;
const MARKER_OF_PROFILE_0 = 0b1000_0000;
/** Neither an earlier frame shown again nor one that builds on others. */
const NO_KEY_FRAME = 0b0000_1100;
const SYNC_CODE = [0x49, 0x83, 0x42];
const COLOUR_BYTE = 4;
/** 7.2.2: three bits of colour space, 2 for BT.709, and one that is 0 for limited range. */
const COLOUR_BITS = 0b1111_0000;
const LIMITED_BT709 = 2 << 5;

/** Writes into a VP9 frame, where it is a key frame, that it is in limited BT.709. Firefox leaves it unknown there. */
export function labelVp9Colours(frame: Uint8Array): void {
  const [first = 0, , , , colours = 0] = frame;
  if ((first & MARKER_AND_PROFILE) !== MARKER_OF_PROFILE_0 || (first & NO_KEY_FRAME) !== 0) return;
  if (frame.length <= COLOUR_BYTE || !SYNC_CODE.every((byte, i) => frame[1 + i] === byte)) return;
  frame[COLOUR_BYTE] = (colours & ~COLOUR_BITS) | LIMITED_BT709;
}
