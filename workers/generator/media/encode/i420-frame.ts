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

// Names of their own, since an engine keeps those as numbers, and looks up what is in an array each time.
const [Y_RED, Y_GREEN, Y_BLUE] = [fixed(RED, LUMA_CODES), fixed(GREEN, LUMA_CODES), fixed(BLUE, LUMA_CODES)];
const Y_OFFSET = 16.5 * 2 ** BITS;
const [CB_RED, CB_GREEN, CB_BLUE] = [fixed(-RED / BLUE_SPAN, CHROMA_CODES), fixed(-GREEN / BLUE_SPAN, CHROMA_CODES), fixed(0.5, CHROMA_CODES)];
const [CR_RED, CR_GREEN, CR_BLUE] = [fixed(0.5, CHROMA_CODES), fixed(-GREEN / RED_SPAN, CHROMA_CODES), fixed(-BLUE / RED_SPAN, CHROMA_CODES)];
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
  // A pixel in one number, red in its lowest bits: every machine with a browser begins with the lowest byte.
  const pixels = new Uint32Array(rgba.buffer, rgba.byteOffset, area);
  let blue = area;
  let red = area + chromaArea;
  for (let y = 0; y < chromaHeight; y++) {
    const upper = 2 * y * width;
    const lower = Math.min(2 * y + 1, height - 1) * width;
    for (let x = 0; x < chromaWidth; x++) {
      const left = 2 * x;
      const right = Math.min(left + 1, width - 1);
      const a = pixels[upper + left]!;
      const b = pixels[upper + right]!;
      const c = pixels[lower + left]!;
      const d = pixels[lower + right]!;
      planes[upper + left] = luma(a);
      planes[upper + right] = luma(b);
      planes[lower + left] = luma(c);
      planes[lower + right] = luma(d);
      // Red and blue at once: a sum of four has ten bits, and each has sixteen.
      const outer = (a & 0xff00ff) + (b & 0xff00ff) + (c & 0xff00ff) + (d & 0xff00ff);
      const reds = outer & 0xffff;
      const greens = green(a) + green(b) + green(c) + green(d);
      const blues = outer >>> 16;
      planes[blue++] = (Math.imul(CB_RED, reds) + Math.imul(CB_GREEN, greens) + Math.imul(CB_BLUE, blues) + CHROMA_OFFSET) >> CHROMA_BITS;
      planes[red++] = (Math.imul(CR_RED, reds) + Math.imul(CR_GREEN, greens) + Math.imul(CR_BLUE, blues) + CHROMA_OFFSET) >> CHROMA_BITS;
    }
  }
  return planes;
}

const green = (pixel: number): number => (pixel >>> 8) & 0xff;

function luma(pixel: number): number {
  return (Math.imul(Y_RED, pixel & 0xff) + Math.imul(Y_GREEN, green(pixel)) + Math.imul(Y_BLUE, (pixel >>> 16) & 0xff) + Y_OFFSET) >> BITS;
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
