import { quantize } from 'gifenc';
import { OPAQUE } from './gif.js';

/** Pixels of a frame that its palette is chosen from: more takes time and changes nothing to be seen. */
const SAMPLES_PER_FRAME = 1 << 12;
/** A frame whose pixels differ so much from those before, on average, begins a scene. Levels of 255. */
const CUT_DIFFERENCE = 24;

/** The colours of a scene, from frame `from` on. */
export interface ScenePalette {
  readonly from: number;
  /** Red, green and blue, 0 to 255. */
  readonly colours: number[][];
}

/** Gathers pixels of all frames, evenly, for a palette of each scene: what comes after a cut shares few colours with what was before. */
export class ScenePalettes {
  readonly #colours: number;
  readonly #stride: number;
  readonly #scenes: { readonly from: number; readonly samples: Uint8Array[] }[] = [];
  #last: Uint8Array | null = null;
  #frames = 0;

  /** @param pixelCount of a frame */
  constructor(pixelCount: number, colours: number) {
    this.#colours = colours;
    // Odd, so that it does not run down the same columns.
    this.#stride = Math.ceil(pixelCount / SAMPLES_PER_FRAME) | 1;
  }

  add(rgba: Uint8ClampedArray): void {
    const count = Math.floor((rgba.length / 4 - 1) / this.#stride) + 1;
    const samples = new Uint8Array(count * 4);
    for (let sample = 0; sample < count; sample++) {
      const at = sample * this.#stride * 4;
      samples.set(rgba.subarray(at, at + 4), sample * 4);
    }
    if (this.#last === null || difference(samples, this.#last) > CUT_DIFFERENCE) this.#scenes.push({ from: this.#frames, samples: [] });
    this.#scenes.at(-1)?.samples.push(samples.filter((_, at) => (samples[at | 3] ?? 0) >= OPAQUE));
    this.#last = samples;
    this.#frames++;
  }

  palettes(): readonly ScenePalette[] {
    return this.#scenes.map(({ from, samples }) => {
      const gathered = new Uint8Array(samples.reduce((sum, { length }) => sum + length, 0));
      let filled = 0;
      for (const each of samples) {
        gathered.set(each, filled);
        filled += each.length;
      }
      return { from, colours: gathered.length === 0 ? [[0, 0, 0]] : quantize(gathered, this.#colours) };
    });
  }
}

function difference(one: Uint8Array, other: Uint8Array): number {
  let sum = 0;
  for (let at = 0; at < one.length; at++) sum += Math.abs((one[at] ?? 0) - (other[at] ?? 0));
  // Every fourth is the opacity, which hardly differs.
  return sum / (one.length * 0.75);
}
