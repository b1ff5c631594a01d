import type { PromptCheck, PromptThings } from '../../../../contract/generator.js';
import { isModelled, type Layer, type LayerPlace } from '../../../../contract/request/layers/layer.js';
import { scenesAreCut, scenesOf, type GenerateRequest, type InputFile, type Scene } from '../../../../contract/request/request.js';
import { mapPrompts } from '../../../../contract/request/transparent-prompt.js';

/** Reads a prompt. */
export type ReadThings = (prompt: string) => ReadPrompt;
type ReadPrompt = Pick<PromptCheck, 'things' | 'placed'>;

/** The whole frame, where it is a square. */
const EVERYWHERE: LayerPlace = { x: 0.5, y: 0.5, size: 1 };

/** A request as it is made: with what a sentence says of where its things stand. */
export interface ArrangedRequest extends GenerateRequest {
  /** Of the layers, by their numbers, as in `PromptThings`. */
  readonly feet?: readonly (number | null)[];
}

/**
 * The request as its prompts are read: the things of a prompt as layers, where it names several and the person arranged none; a place
 * alone; somebody as what they do. It is what is made; what is kept is the request as it was asked, since the same words are read the
 * same way again.
 */
export function splitRequest(request: GenerateRequest, read: ReadThings): ArrangedRequest {
  if (request.start !== undefined) return request;
  return splitScenes(request, read) ?? rewritten(request, read);
}

/**
 * The prompt of a film, or of a first frame, that shows a place alone or one thing; as it stands where it is not read otherwise.
 * @param isPlaced whether it is drawn in a place
 */
export function readAlone(prompt: string, { things, placed }: ReadPrompt, isPlaced: boolean): { readonly prompt: string; readonly hideSubject: boolean } {
  if (things && things.layers.length > 0) return { prompt, hideSubject: false };
  if (placed !== undefined && isPlaced) return { prompt: placed, hideSubject: false };
  if (!things) return { prompt, hideSubject: false };
  return { prompt: baseOf(things), hideSubject: things.hideSubject };
}

/** Null where no scene shows several things or a place alone, or where layers cannot be added. */
function splitScenes(request: GenerateRequest, read: ReadThings): ArrangedRequest | null {
  const { subject, ending, layers = [], transparent = false } = request;
  const scenes = scenesOf(subject);
  const readings = scenes.map(({ prompt }) => read(prompt).things ?? null);
  const canBeSplit = scenesAreCut(scenes, ending !== undefined) && readings.some((things) => things?.hideSubject === true) && !layers.some(isModelled);
  const added = canBeSplit ? layersOf(scenes, readings) : [];
  // A place alone without its place would be nothing.
  if (!canBeSplit || (transparent && added.length === 0)) return null;
  const bases = scenes.map((scene, i) => ({ ...scene, prompt: readings[i]?.hideSubject ? baseOf(readings[i]) : readAlone(scene.prompt, read(scene.prompt), true).prompt }));
  const [first] = bases;
  return {
    ...request,
    subject: subject.kind === 'prompt' ? { ...subject, prompt: first?.prompt ?? subject.prompt } : { ...subject, scenes: bases },
    hideSubject: true,
    // Titles that a person added stay in front.
    ...((added.length > 0 || layers.length > 0) && { layers: [...added.map(({ layer }) => layer), ...layers] }),
    ...(added.some(({ near }) => near !== null) && { feet: added.map(({ near }) => near) }),
  };
}

/** A layer, and how near it stands, as in `PromptThings`. */
interface PlacedLayer {
  readonly layer: Layer<InputFile>;
  readonly near: number | null;
}

/** What stands in front of each scene; where the subjects of all are hidden, a thing by itself is a layer too. */
function layersOf(scenes: readonly Scene[], readings: readonly (PromptThings | null)[]): readonly PlacedLayer[] {
  let time = 0;
  return scenes.flatMap(({ prompt, seconds }, i): readonly PlacedLayer[] => {
    const things = readings[i];
    const start = time;
    time += seconds;
    const shown = things?.hideSubject === true ? things.layers : [{ content: { kind: 'prompt' as const, prompt: things?.background ?? prompt }, place: EVERYWHERE }];
    return shown.map((layer, k) => ({ layer: { ...layer, ...(i > 0 && { start }), ...(i < scenes.length - 1 && { end: time }) }, near: things?.feet?.[k] ?? null }));
  });
}

/** The request with prompts in words that the model learned, where each shows what it did. */
function rewritten(request: GenerateRequest, read: ReadThings): GenerateRequest {
  const { subject, layers, transparent = false } = request;
  const one = (prompt: string, isPlaced: boolean): string => {
    const { prompt: words, hideSubject } = readAlone(prompt, read(prompt), isPlaced);
    return hideSubject ? prompt : words;
  };
  // A scene that goes on is where the one before it was.
  const begun = new Set(scenesOf(subject).flatMap(({ prompt, start }, i) => (i === 0 || start !== 'continue' ? [prompt] : [])));
  const things = subject.kind === 'prompt' && !transparent ? read(subject.prompt).things : null;
  const place = things?.hideSubject === true && things.layers.length === 0 ? things.background : null;
  const result: GenerateRequest = {
    ...mapPrompts(request, (prompt) => place ?? one(prompt, !transparent && begun.has(prompt))),
    ...(place !== null && { hideSubject: true }),
    ...(layers && { layers: layers.map((layer) => (layer.content.kind === 'prompt' ? { ...layer, content: { ...layer.content, prompt: one(layer.content.prompt, false) } } : layer)) }),
  };
  return JSON.stringify(promptsOf(result)) === JSON.stringify(promptsOf(request)) ? request : result;
}

/** Nothing else moves in a place alone. */
const baseOf = ({ background, camera }: PromptThings): string => (camera === '' ? background : `${background}, ${camera}`);

const promptsOf = ({ subject, layers = [] }: GenerateRequest): readonly string[] => [...scenesOf(subject).map(({ prompt }) => prompt), ...layers.flatMap(({ content }) => (content.kind === 'prompt' ? [content.prompt] : []))];
