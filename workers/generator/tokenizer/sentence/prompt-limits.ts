import type { PromptLimit } from '../../../../contract/errors/warnings.js';
import type { FewerOfIt } from './split-things.js';
import { colourOf } from './prompt-subject.js';
import type { FoundThing, PromptThings, Token } from './prompt-things.js';

/** Whether a thing comes in colours that are not its own. */
type IsColoured = (name: string) => boolean;

/**
 * What a prompt asks for in words that the model knows, and still does not get, for models that draw one subject: a number of it,
 * several things, a colour for what has colours of its own.
 */
export function limitsOf({ tokens, found }: PromptThings, isColoured: IsColoured, colours: ReadonlySet<string>): readonly PromptLimit[] {
  const limits = found.flatMap((thing) => [...numberLimits(thing), ...colourLimits(thing, tokens, isColoured, colours)]);
  const things = [...new Set(found.map(({ name }) => name))];
  return things.length > 1 ? [...limits, { code: 'one-subject', params: { things } }] : limits;
}

/** The same of a prompt that is drawn in layers. */
export function splitLimits(tooMany: readonly FewerOfIt[], { tokens, found }: PromptThings, isColoured: IsColoured, colours: ReadonlySet<string>): readonly PromptLimit[] {
  return [...tooMany.map((params) => ({ code: 'fewer-of-it', params }) as const), ...found.flatMap((thing) => colourLimits(thing, tokens, isColoured, colours))];
}

function numberLimits({ name, asked }: FoundThing): readonly PromptLimit[] {
  return asked === null ? [] : [{ code: 'one-of-it', params: { asked, thing: name } }];
}

function colourLimits(thing: FoundThing, tokens: readonly Token[], isColoured: IsColoured, colours: ReadonlySet<string>): readonly PromptLimit[] {
  const said = colourOf(thing, tokens, colours);
  return said === null || isColoured(thing.name) ? [] : [{ code: 'own-colours', params: { thing: thing.name, colour: said.colour } }];
}
