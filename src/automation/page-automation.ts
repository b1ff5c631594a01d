/**
 * The interface for the command line and the tests, which drive this page in a headless browser.
 * It is attached only where the address has `?automation=1`.
 * A person can do all of it in the page.
 */
import type { GenerationEvent } from '../../contract/events.js';
import type { GeneratorApi } from '../../contract/generator.js';
import { findFlatFault } from '../../contract/check-request.js';
import { requestFromFlat, type FlatRequest } from '../../contract/request/flat-request.js';

export type KinoraAutomation = Pick<
  GeneratorApi,
  'probe' | 'describePack' | 'loadPack' | 'prepare' | 'checkPrompt' | 'inspect' | 'drawStills' | 'cancel' | 'resources' | 'release'
  | 'pause' | 'resume' | 'unfinishedJobs' | 'recover' | 'discard'
> & {
  /** Raised when a name here changes its meaning. */
  readonly version: 1;
  /** As in the plain interface, with a request in the flat format. */
  generate(request: FlatRequest, onEvent: (event: GenerationEvent) => void): ReturnType<GeneratorApi['generate']>;
};

declare global {
  interface Window {
    /** Present once the page's script has run, and only with `?automation=1` in the address. */
    kinoraAutomation?: KinoraAutomation;
  }
}

export function wantsAutomation(search: string): boolean {
  return new URLSearchParams(search).get('automation') === '1';
}

/**
 * Puts `engine` on `target` as `kinoraAutomation`.
 * Unlike in the plain interface, `onEvent` need not close preview frames: they are closed when it returns,
 * because a driver outside the page cannot reach them. A film that it was told of counts as kept.
 */
export function attachAutomation(engine: GeneratorApi, target: Window): void {
  target.kinoraAutomation = Object.freeze({
    version: 1,
    probe: () => engine.probe(),
    describePack: (options) => engine.describePack(options),
    loadPack: (options, onEvent) => engine.loadPack(options, onEvent),
    prepare: () => engine.prepare(),
    checkPrompt: (prompt) => engine.checkPrompt(prompt),
    inspect: (role, file) => engine.inspect(role, file),
    generate: async (request, onEvent) => {
      const error = findFlatFault(request);
      return error === null ? engine.generate(requestFromFlat(request), tidied(engine, onEvent)) : { ok: false, error };
    },
    drawStills: (request, onStill) => engine.drawStills(request, onStill),
    cancel: (jobId) => engine.cancel(jobId),
    pause: (jobId) => engine.pause(jobId),
    resume: (jobId) => engine.resume(jobId),
    unfinishedJobs: () => engine.unfinishedJobs(),
    recover: (id, onEvent) => engine.recover(id, tidied(engine, onEvent)),
    discard: (id) => engine.discard(id),
    resources: () => engine.resources(),
    release: () => engine.release(),
  } satisfies KinoraAutomation);
}

function tidied(engine: GeneratorApi, onEvent: (event: GenerationEvent) => void): (event: GenerationEvent) => void {
  return (event) => {
    try {
      onEvent(event);
    } finally {
      if (event.type === 'preview') event.frame.close();
      if (event.type === 'done') void engine.kept(event.jobId);
    }
  };
}
