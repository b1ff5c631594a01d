import type { FilmState } from '../film-state.js';
import type { PipelineContext } from '../pipeline-context.js';
import type { FilmPart, Part } from './composition.js';
import { PART_START, PartStream } from './part-stream.js';

/** The streams of all parts that are films. They are opened when they are first wanted, and closed after their last frame. */
export class PartStreams {
  readonly #context: PipelineContext;
  readonly #parts: readonly Part[];
  readonly #from: FilmState;
  readonly #open = new Map<number, PartStream>();

  constructor(context: PipelineContext, parts: readonly Part[], from: FilmState) {
    this.#context = context;
    this.#parts = parts;
    this.#from = from;
  }

  /** Where the parts can go on from; null of one that makes nothing now. */
  get kept(): NonNullable<FilmState['parts']> {
    return this.#parts.map((_, i) => this.#open.get(i)?.kept ?? null);
  }

  /**
   * Makes all that is painted next. Every part comes to the end of its window before any goes on, so that one note holds them all.
   * @param present for each part its own frame, null where it is not there
   */
  async reach(present: readonly (number | null)[], note: () => void): Promise<void> {
    let waiting = new Map<number, number>();
    for (const [i, part] of this.#parts.entries()) {
      const number = present[i] ?? null;
      if (part.kind !== 'film') continue;
      if (number === null) await this.#close(i);
      else {
        if (!this.#open.has(i)) this.#open.set(i, this.#start(i, part));
        waiting.set(i, number);
      }
    }
    while (waiting.size > 0) {
      const ended = new Map<number, number>();
      for (const [i, number] of waiting) if ((await this.#open.get(i)?.reach(number)) === 'window end') ended.set(i, number);
      if (ended.size > 0) note();
      waiting = ended;
    }
    // Asked for while the other parts were made.
    for (const stream of this.#open.values()) await stream.arrived();
  }

  frame(part: number, number: number): ReturnType<PartStream['frame']> {
    const stream = this.#open.get(part);
    if (!stream) throw new Error(`Part ${part} is not open.`);
    return stream.frame(number);
  }

  async close(): Promise<void> {
    for (const i of [...this.#open.keys()]) await this.#close(i);
  }

  #start(i: number, part: FilmPart): PartStream {
    return new PartStream(this.#context, part, this.#from.parts?.[i] ?? PART_START);
  }

  async #close(i: number): Promise<void> {
    await this.#open.get(i)?.close();
    this.#open.delete(i);
  }
}
