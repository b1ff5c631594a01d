/** What films are encoded in: what players take for granted of MP4, and what old ones know nothing else than. */
export const FILM_COLOURS = { primaries: 'bt709', transfer: 'bt709', matrix: 'bt709', fullRange: false } as const satisfies VideoColorSpaceInit;

/** Rec. ITU-R BT.709: the shares of red, green and blue in luma, and the spans of the two colour differences. */
const [RED, GREEN, BLUE] = [0.2126, 0.7152, 0.0722];
const BLUE_SPAN = 2 * (1 - BLUE);
const RED_SPAN = 2 * (1 - RED);

/** Limited range: luma takes the codes 16 to 235, colour differences 16 to 240 around 128. */
const LUMA_CODES = 219;
const CHROMA_CODES = 224;

const BITS = 16;
const fixed = (share: number, codes: number): number => Math.round((share * codes * 2 ** BITS) / 255);

const Y = [fixed(RED, LUMA_CODES), fixed(GREEN, LUMA_CODES), fixed(BLUE, LUMA_CODES)] as const;
const Y_OFFSET = 16.5 * 2 ** BITS;
const CB = [fixed(-RED / BLUE_SPAN, CHROMA_CODES), fixed(-GREEN / BLUE_SPAN, CHROMA_CODES), fixed(0.5, CHROMA_CODES)] as const;
const CR = [fixed(0.5, CHROMA_CODES), fixed(-GREEN / RED_SPAN, CHROMA_CODES), fixed(-BLUE / RED_SPAN, CHROMA_CODES)] as const;
/** Colours are summed over four pixels. */
const CHROMA_BITS = BITS + 2;
const CHROMA_OFFSET = 128.5 * 2 ** CHROMA_BITS;

/**
 * RGBA as planes of luma, blue difference and red difference in BT.709 of limited range, the latter two at half the
 * size. Browsers do not agree on this: Firefox converts by BT.601 and says BT.709, and Chromium takes the full range.
 * Colour differences are the mean of four pixels. H.264 places them on the left pixel of two, but browsers and ffmpeg's
 * swscale draw them as if they stood in the middle: sampled on the left, films lost 0.4 to 1 dB in browsers and 1.3 to
 * 1.7 dB in swscale.
 */
export function toI420(rgba: Uint8ClampedArray, width: number, height: number): Uint8Array<ArrayBuffer> {
  const [chromaWidth, chromaHeight] = [(width + 1) >> 1, (height + 1) >> 1];
  const [area, chromaArea] = [width * height, chromaWidth * chromaHeight];
  const planes = new Uint8Array(area + 2 * chromaArea);
  for (let pixel = 0, i = 0; pixel < area; pixel++, i += 4) {
    planes[pixel] = (Y[0] * rgba[i]! + Y[1] * rgba[i + 1]! + Y[2] * rgba[i + 2]! + Y_OFFSET) >> BITS;
  }
  let blue = area;
  let red = area + chromaArea;
  for (let y = 0; y < chromaHeight; y++) {
    const upper = 2 * y * width;
    const lower = Math.min(2 * y + 1, height - 1) * width;
    for (let x = 0; x < chromaWidth; x++) {
      const left = 2 * x;
      const right = Math.min(left + 1, width - 1);
      const four = [(upper + left) * 4, (upper + right) * 4, (lower + left) * 4, (lower + right) * 4] as const;
      const r = sum(rgba, four, 0);
      const g = sum(rgba, four, 1);
      const b = sum(rgba, four, 2);
      planes[blue++] = (CB[0] * r + CB[1] * g + CB[2] * b + CHROMA_OFFSET) >> CHROMA_BITS;
      planes[red++] = (CR[0] * r + CR[1] * g + CR[2] * b + CHROMA_OFFSET) >> CHROMA_BITS;
    }
  }
  return planes;
}

function sum(rgba: Uint8ClampedArray, [a, b, c, d]: readonly [number, number, number, number], channel: number): number {
  return rgba[a + channel]! + rgba[b + channel]! + rgba[c + channel]! + rgba[d + channel]!;
}

export interface FrameTimes {
  /** Microseconds. */
  readonly timestamp: number;
  /** Microseconds. */
  readonly duration: number;
}

/** A frame for the encoder, in the colours of a film. Whoever asks for it closes it. */
export function i420Frame(planes: Uint8Array<ArrayBuffer>, width: number, height: number, times: FrameTimes): VideoFrame {
  return new VideoFrame(planes, { format: 'I420', codedWidth: width, codedHeight: height, colorSpace: FILM_COLOURS, ...times });
}
