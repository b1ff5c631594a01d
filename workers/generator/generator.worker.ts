import * as Comlink from 'comlink';
import type { GenerationEvent, GeneratorApi } from '../../contract/generator.js';
import { browserParts } from './browser-parts.js';
import { Generator } from './generator.js';

/**
 * The wire. Callbacks arrive as Comlink proxies: calling one posts a message and gives a promise that resolves when
 * the page has handled it, which is how a page that falls behind is noticed.
 */
const generator = new Generator(browserParts());

const exposed: GeneratorApi = {
  probe: () => generator.probe(),
  describePack: (options) => generator.describePack(options),
  loadPack: (options, onEvent) => generator.loadPack(options, onEvent),
  checkPrompt: (prompt) => generator.checkPrompt(prompt),
  generate: (request, onEvent) => generator.generate(request, (event) => onEvent(withTransfer(event))),
  cancel: (jobId) => generator.cancel(jobId),
  resources: () => generator.resources(),
  release: () => generator.release(),
};

/** Bitmaps move to the page instead of being copied; the page closes them. */
function withTransfer(event: GenerationEvent): GenerationEvent {
  return event.type === 'preview' ? Comlink.transfer(event, [event.frame]) : event;
}

Comlink.expose(exposed);
