import * as Comlink from 'comlink';
import type { GenerationEvent } from '../../contract/events.js';
import type { GeneratorWorkerApi } from '../../contract/generator.js';
import { browserPlatform } from './browser-platform.js';
import { GeneratorService } from './jobs/generator-service.js';

/**
 * The wire. Callbacks arrive as Comlink proxies: calling one posts a message and gives a promise that resolves when
 * the page has handled it, which is how a page that falls behind is noticed.
 */
function browserGenerator(): GeneratorWorkerApi {
  // Held for as long as this worker lives, so that the page notices when it is taken away (src/engine/watch-worker.ts).
  if (self.name !== '' && 'locks' in navigator) {
    navigator.locks.request(self.name, () => new Promise(() => undefined)).catch(() => undefined);
  }
  const generator = new GeneratorService(browserPlatform());
  return {
    probe: () => generator.probe(),
    describePack: (options) => generator.describePack(options),
    loadPack: (options, onEvent) => generator.loadPack(options, onEvent),
    prepare: () => generator.prepare(),
    measure: (options) => generator.measure(options),
    checkPrompt: (prompt) => generator.checkPrompt(prompt),
    inspect: (role, file) => generator.inspect(role, file),
    generate: (request, onEvent, options) => generator.generate(request, (event) => onEvent(withTransfer(event)), options),
    drawStills: (request, onStill) => generator.drawStills(request, onStill),
    cancel: (jobId) => generator.cancel(jobId),
    pause: (jobId) => generator.pause(jobId),
    resume: (jobId) => generator.resume(jobId),
    unfinishedJobs: () => generator.unfinishedJobs(),
    recover: (id, onEvent) => generator.recover(id, (event) => onEvent(withTransfer(event))),
    kept: (id) => generator.kept(id),
    discard: (id) => generator.discard(id),
    resources: () => generator.resources(),
    release: () => generator.release(),
    ping: () => Promise.resolve(),
  };
}

/** Bitmaps and pieces of film move to the page instead of being copied; the page closes the bitmaps. */
function withTransfer(event: GenerationEvent): GenerationEvent {
  if (event.type === 'preview') return Comlink.transfer(event, [event.frame]);
  if (event.type === 'segment') return Comlink.transfer(event, [event.bytes]);
  return event;
}

Comlink.expose(browserGenerator());
