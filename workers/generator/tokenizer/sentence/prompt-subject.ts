import type { ThingNames } from '../thing-names.js';
import type { FoundThing, PromptThings, Token } from './prompt-things.js';

/** The first thing that a prompt names. */
export interface PromptSubject {
  /** What the pack calls it. */
  readonly object: string;
  /** The colour that is said of it; null where none is. */
  readonly colour: string | null;
  /** Which of the reading's pieces says the colour; -1 where none does. */
  readonly piece: number;
}

/** @param colours all that a thing can be asked for in */
export function subjectOf({ tokens, found: [thing] }: PromptThings, things: Pick<ThingNames, 'objectOf'>, colours: ReadonlySet<string>): PromptSubject | null {
  if (!thing) return null;
  const { colour, piece } = colourOf(thing, tokens, colours) ?? { colour: null, piece: -1 };
  return { object: things.objectOf(thing.name), colour, piece };
}

/** The first colour in the description of a thing: "dark blue" of "a small dark blue car". */
export function colourOf({ start, at }: FoundThing, tokens: readonly Token[], colours: ReadonlySet<string>): { readonly colour: string; readonly piece: number } | null {
  for (const { typed, word, drawn, piece, isFirst } of tokens.slice(start, at)) {
    const said = typed.toLowerCase();
    // "Bluish" is read as blue.
    const colour = colours.has(said) ? said : drawn === null && colours.has(word) ? word : null;
    if (isFirst && colour !== null) return { colour, piece };
  }
  return null;
}
