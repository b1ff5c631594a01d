/** "on a transparent background" in a prompt: it is a place like any other, which no model draws. */
import { scenesOf, type GenerateRequest } from './request.js';

const PHRASE = /[\s,;]*\b(?:(?:on|with|over|against|in front of)\s+)?(?:(?:an?|the|some)\s+)?(?:(?:fully|completely)\s+)?(?:transparent|see-through)\s+(?:background|backdrop|bg)\b/giu;

/** The prompt without the place that is none; the prompt itself where nothing else is in it. */
export function withoutTransparency(prompt: string): string {
  const rest = prompt.replace(PHRASE, '').trim();
  return rest === '' ? prompt : rest;
}

/** Behind a subject that is cut out: what is gray colours its rim least. */
const NEUTRAL = 'on a gray background';
/** Words that begin a place. */
const PLACE = /\b(?:on|in|at|under|over|by|near|inside|through|behind|beside)\b/iu;

/** What a model draws of a prompt whose background is left out: a prompt without a place gets a plain one, where the model knows that. */
export function onNeutralGround(prompt: string, backgrounds: readonly string[]): string {
  return PLACE.test(prompt) || !backgrounds.includes(NEUTRAL) ? prompt : `${prompt.replace(/[\s.,;!]+$/u, '')} ${NEUTRAL}`;
}

/** A request whose prompts ask for a transparent background asks for it itself. */
export function readTransparency(request: GenerateRequest): GenerateRequest {
  const asks = scenesOf(request.subject).some(({ prompt }) => withoutTransparency(prompt) !== prompt);
  return asks ? { ...mapPrompts(request, withoutTransparency), transparent: true } : request;
}

/** The prompts of the film itself; those of layers are for {@link mapLayerPrompts}. */
export function mapPrompts<Request extends GenerateRequest>(request: Request, change: (prompt: string) => string): Request {
  const { subject } = request;
  const changed = <Part extends { readonly prompt: string }>(part: Part): Part => ({ ...part, prompt: change(part.prompt) });
  return { ...request, subject: subject.kind === 'scenes' ? { ...subject, scenes: subject.scenes.map(changed) } : changed(subject) };
}

/** A request whose layers that a model makes have other prompts. */
export function mapLayerPrompts<Request extends GenerateRequest>(request: Request, change: (prompt: string) => string): Request {
  const layers = request.layers?.map((layer) => (layer.content.kind === 'title' ? layer : { ...layer, content: { ...layer.content, prompt: change(layer.content.prompt) } }));
  return { ...request, ...(layers && { layers }) };
}
