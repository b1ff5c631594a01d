import type { StoreApi } from 'zustand/vanilla';
import { unopenedFileFault } from '../../../../contract/check-request.js';
import type { Result } from '../../../../contract/errors.js';
import type { GeneratorApi, InputFacts } from '../../../../contract/generator.js';
import type { InputRole } from '../../../../contract/names.js';
import { pickDefined } from '../../../../contract/lib/pick-defined.js';
import type { Footage, Picture } from '../settings/generation-settings.js';
import { readFileKind } from './read-file-kind.js';
import type { StudioState } from '../../../store/studio-state.js';

/** Where a film starts, and where it ends. */
export const INPUT_SLOTS = ['picture', 'endPicture', 'footage'] as const;
export type InputSlot = (typeof INPUT_SLOTS)[number];

const ROLES: Readonly<Record<InputSlot, InputRole>> = { picture: 'picture', endPicture: 'picture', footage: 'video' };

/** A film starts from one thing, so the choice of a video overtakes that of a picture. */
type Place = 'start' | 'end';
const placeOf = (slot: InputSlot): Place => (slot === 'endPicture' ? 'end' : 'start');

/** The pictures and the video of the form. Each is looked at when it is chosen; one that cannot be used changes nothing. */
export class ChosenInputs {
  readonly #store: StoreApi<StudioState>;
  readonly #engine: Pick<GeneratorApi, 'inspect'>;
  /** Choices so far: what is found out about an earlier one comes too late. */
  readonly #choices: Record<Place, number> = { start: 0, end: 0 };
  readonly #pending = new Set<Promise<void>>();

  constructor(store: StoreApi<StudioState>, engine: Pick<GeneratorApi, 'inspect'>) {
    this.#store = store;
    this.#engine = engine;
  }

  /** What is being looked at; null when nothing is. */
  get settling(): Promise<unknown> | null {
    return this.#pending.size === 0 ? null : Promise.all(this.#pending);
  }

  readonly choosePicture = (blob: Blob): Promise<void> => this.choose('picture', blob, nameOf(blob));
  readonly chooseEndPicture = (blob: Blob): Promise<void> => this.choose('endPicture', blob, nameOf(blob));
  /** The film continues from the last frame of this video. */
  readonly chooseFootage = (blob: Blob, name: string): Promise<void> => this.choose('footage', blob, name);

  choose(slot: InputSlot, blob: Blob, name: string): Promise<void> {
    const choice = ++this.#choices[placeOf(slot)];
    return this.#track(async () => {
      const read = await this.#inspect(slot, blob, name);
      if (choice !== this.#choices[placeOf(slot)]) return;
      if (read.ok) this.#put(slot, read.value);
      else this.#store.setState({ error: read.error });
    });
  }

  /** Looks at a picture without choosing it. */
  look(blob: Blob): Promise<Result<Picture>> {
    return this.#inspect('picture', blob, nameOf(blob));
  }

  /** Shows pictures that came together, in place of those before. */
  readonly offer = (offeredPictures: readonly File[]): void => this.#store.setState({ offeredPictures });

  /** Takes a video that is known to be one, and looks at it afterwards. */
  continueFrom(blob: Blob, name: string): void {
    this.#choices.start++;
    this.#put('footage', { blob, name });
    this.complete();
  }

  remove(slot: InputSlot): void {
    this.#choices[placeOf(slot)]++;
    this.#store.setState({ [slot]: null });
  }

  setBackground(slot: InputSlot, background: string): void {
    this.#store.setState((state) => ({ [slot]: state[slot] && { ...state[slot], background } }));
  }

  /** Looks at what came with a film of before, which may be kept without a preview. */
  complete(): void {
    for (const slot of INPUT_SLOTS) {
      const input = this.#store.getState()[slot];
      if (input === null || input.preview !== undefined) continue;
      const { blob, name } = input;
      void this.#track(async () => {
        const read = await this.#inspect(slot, blob, name);
        const present = this.#store.getState()[slot];
        if (present?.blob !== blob) return;
        if (!read.ok) this.#store.setState({ error: read.error });
        else this.#store.setState({ [slot]: { ...read.value, blob, ...pickDefined({ background: present.background }) } });
      });
    }
  }

  #put(slot: InputSlot, input: Picture | Footage): void {
    const gone = { picture: { footage: null }, footage: { picture: null }, endPicture: { loop: false } };
    this.#store.setState({ [slot]: input, ...gone[slot], error: null });
  }

  async #inspect(slot: InputSlot, file: Blob, name: string): Promise<Result<Picture & Footage>> {
    let blob = file;
    try {
      const kind = await readFileKind(file);
      // Browsers give many videos no type; an archive of films needs it.
      if (kind !== null && kind.type !== '' && kind.type !== file.type) blob = file.slice(0, file.size, kind.type);
    } catch (thrown) {
      // A folder that was dropped, or a file that is gone, fails at its first byte.
      return { ok: false, error: unopenedFileFault(name, thrown) };
    }
    const facts = await this.#engine.inspect(ROLES[slot], blob);
    return facts.ok ? { ok: true, value: inputOf(blob, name, facts.value) } : facts;
  }

  #track(work: () => Promise<void>): Promise<void> {
    const done = work().finally(() => this.#pending.delete(done));
    this.#pending.add(done);
    return done;
  }
}

function inputOf(blob: Blob, name: string, { width, height, seconds, preview, suggestedBackground }: InputFacts): Picture & Footage {
  return pickDefined({ blob, name, width, height, preview, seconds, background: suggestedBackground });
}

const nameOf = (blob: Blob): string => (blob instanceof File ? blob.name : 'pasted picture');
