/** The places of a square of two by two pixels, in the order in which they take the brighter colour. */
const ORDER = [0, 2, 3, 1] as const;
const PLACES = ORDER.length;
/** How much of an error the next place makes up for: 1 mixes exactly, less is finer grained. */
const STRENGTH = 0.7;
/** Squared distance, in levels, of what no eye tells apart: mixing would only add grain to flat colours. */
const CLOSE_ENOUGH = 6;
/** Mixtures that are remembered; a film has more colours the longer it is. */
const MOST_MIXTURES = 1 << 18;
/** Colours are looked up by cells of sixteen levels a side. */
const CELL_BITS = 4;
const CELLS = 1 << (8 - CELL_BITS);
const CELL_SIDE = 1 << CELL_BITS;

/**
 * Mixes colours that a palette lacks out of those that it has, by an ordered pattern: what a pixel becomes depends on its
 * colour and its place alone, so what stands still in a film stands still in the GIF.
 *
 * The mixing is Thomas Knoll's: four colours of the palette whose mean is the colour that is wanted.
 */
export class Ditherer {
  readonly #entries: number;
  /** Red, green and blue, one entry of the palette after another. */
  readonly #rgb: Uint8Array;
  /** For each cell, the entries of the palette that are nearest to any colour in it; made when first asked for. */
  readonly #cells: (Uint8Array | undefined)[] = new Array<Uint8Array | undefined>(CELLS ** 3);
  /** By colour, the four entries of its mixture, a byte each, from dark to bright. */
  readonly #mixtures = new Map<number, number>();

  /** @param palette red, green and blue of each entry */
  constructor(palette: readonly (readonly number[])[]) {
    this.#entries = palette.length;
    this.#rgb = Uint8Array.from(palette.flat());
  }

  /** The entry of the palette for a colour at a place of the picture. */
  entry(red: number, green: number, blue: number, x: number, y: number): number {
    const key = (red << 16) | (green << 8) | blue;
    let mixture = this.#mixtures.get(key);
    if (mixture === undefined) {
      mixture = this.#mix(red, green, blue);
      if (this.#mixtures.size >= MOST_MIXTURES) this.#mixtures.clear();
      this.#mixtures.set(key, mixture);
    }
    return (mixture >>> (8 * (ORDER[((y & 1) << 1) | (x & 1)] ?? 0))) & 0xff;
  }

  #mix(red: number, green: number, blue: number): number {
    const closest = this.#nearest(red, green, blue);
    if (this.#distance(closest, red, green, blue) <= CLOSE_ENOUGH) return closest * 0x01010101;
    let [redError, greenError, blueError] = [0, 0, 0];
    const entries: number[] = [];
    for (let place = 0; place < PLACES; place++) {
      const entry = this.#nearest(clamp(red + STRENGTH * redError), clamp(green + STRENGTH * greenError), clamp(blue + STRENGTH * blueError));
      redError += red - this.#level(entry, 0);
      greenError += green - this.#level(entry, 1);
      blueError += blue - this.#level(entry, 2);
      entries.push(entry);
    }
    entries.sort((one, other) => this.#brightness(one) - this.#brightness(other));
    return entries.reduce((mixture, entry, place) => mixture | (entry << (8 * place)), 0);
  }

  #nearest(red: number, green: number, blue: number): number {
    const cell = (((red >> CELL_BITS) * CELLS + (green >> CELL_BITS)) * CELLS) + (blue >> CELL_BITS);
    const entries = (this.#cells[cell] ??= this.#candidates(red >> CELL_BITS, green >> CELL_BITS, blue >> CELL_BITS));
    let [nearest, least] = [0, Infinity];
    for (const entry of entries) {
      const distance = this.#distance(entry, red, green, blue);
      if (distance < least) [nearest, least] = [entry, distance];
    }
    return nearest;
  }

  /** The entries that some colour of a cell may be nearest to: those no farther than the one that is near to all of it. */
  #candidates(...cell: readonly [number, number, number]): Uint8Array {
    const near = new Float64Array(this.#entries);
    let reach = Infinity;
    for (let entry = 0; entry < this.#entries; entry++) {
      let far = 0;
      for (const [channel, index] of cell.entries()) {
        const [level, low, high] = [this.#level(entry, channel), index * CELL_SIDE, (index + 1) * CELL_SIDE];
        near[entry] = (near[entry] ?? 0) + Math.max(low - level, 0, level - high) ** 2;
        far += Math.max(level - low, high - level) ** 2;
      }
      reach = Math.min(reach, far);
    }
    return Uint8Array.from({ length: this.#entries }, (_, entry) => entry).filter((entry) => (near[entry] ?? 0) <= reach);
  }

  #distance(entry: number, red: number, green: number, blue: number): number {
    return (this.#level(entry, 0) - red) ** 2 + (this.#level(entry, 1) - green) ** 2 + (this.#level(entry, 2) - blue) ** 2;
  }

  #level(entry: number, channel: number): number {
    return this.#rgb[entry * 3 + channel] ?? 0;
  }

  #brightness(entry: number): number {
    return 299 * this.#level(entry, 0) + 587 * this.#level(entry, 1) + 114 * this.#level(entry, 2);
  }
}

const clamp = (value: number): number => Math.min(255, Math.max(0, value));
