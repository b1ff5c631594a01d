import * as z from 'zod/mini';
import { createStore, type StoreApi } from 'zustand/vanilla';
import { uniqueId } from '../../../../contract/lib/unique-id.js';
import type { ComposerState } from '../composer-slice.js';
import { optionsSchema, parseJson } from './form-record.js';

export const PRESET_NAME_CHARACTERS = 60;

/** Options of the form under a name: how a film is made, not what it shows. */
const presetSchema = z.object({ id: z.string(), name: z.string(), seconds: z.string(), steps: z.string(), loop: z.boolean(), options: optionsSchema });
export type Preset = z.output<typeof presetSchema>;

const presetsSchema = z.object({ presets: z.array(presetSchema) });

/** The named options of this device. */
export class Presets {
  readonly store: StoreApi<readonly Preset[]>;
  readonly #write: (text: string | null) => void;

  /** `stored`: what was written before; null for nothing. */
  constructor(stored: string | null, write: (text: string | null) => void) {
    const parsed = presetsSchema.safeParse(stored === null ? null : parseJson(stored));
    this.store = createStore<readonly Preset[]>(() => parsed.data?.presets ?? []);
    this.#write = write;
  }

  /** Keeps the options of the form as `name`, in place of those of the same name. */
  save(name: string, { secondsText, stepsText, loop, options }: Pick<ComposerState, 'secondsText' | 'stepsText' | 'loop' | 'options'>): Preset {
    // Whether the subject is hidden belongs to what a film shows.
    const { hideSubject: _, ...how } = options;
    const trimmed = name.trim().slice(0, PRESET_NAME_CHARACTERS);
    const preset: Preset = { id: uniqueId(), name: trimmed, seconds: secondsText, steps: stepsText, loop, options: optionsSchema.parse(how) };
    const others = this.store.getState().filter((each) => each.name !== trimmed);
    this.#set([...others, preset].sort((a, b) => a.name.localeCompare(b.name)));
    return preset;
  }

  remove(id: string): void {
    this.#set(this.store.getState().filter((each) => each.id !== id));
  }

  #set(presets: readonly Preset[]): void {
    this.store.setState(presets, true);
    this.#write(presets.length === 0 ? null : JSON.stringify({ presets }));
  }
}
