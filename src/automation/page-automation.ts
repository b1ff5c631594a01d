/**
 * The interface for the command line and the tests, which drive this page in a headless browser.
 * It is attached only where the address has `?automation=1`.
 * A person can do all of it in the page.
 */
import { findFlatFault } from '../../contract/check-request.js';
import type { Result } from '../../contract/errors.js';
import type { GenerationEvent } from '../../contract/events.js';
import type { GeneratorApi } from '../../contract/generator.js';
import { requestFromFlat, type FlatRequest } from '../../contract/request/flat-request.js';
import { JobRunner, type ModelStore } from '../features/jobs/job-runner.js';
import { exportFilm, type ExportedFilm, type FilmConverter } from './export-film.js';
import { makeFilm, type FilmListeners, type MadeFilm } from './make-film.js';

export type KinoraAutomation = Pick<
  GeneratorApi,
  'probe' | 'describePack' | 'loadPack' | 'prepare' | 'checkPrompt' | 'cancel' | 'pause' | 'resume' | 'unfinishedJobs' | 'recover' | 'resources' | 'release'
> & {
  /** Raised when a name here changes its meaning. */
  readonly version: 2;
  /**
   * Makes one film with the model of the page's address, loading included, through the job runner of the studio.
   * Rejects while another film is being made here.
   */
  makeFilm(request: FlatRequest, listeners?: FilmListeners): Promise<Result<MadeFilm>>;
  /** Ends the film of `makeFilm` with the error `cancelled`. */
  cancelFilm(): Promise<void>;
  /** Makes another file of a film, by the name of a format of contract/stickers/file-formats.ts. */
  exportFilm(film: Blob, format: string): Promise<Result<ExportedFilm>>;
  /** As in the plain interface, with a request in the flat format; frames are hashed. */
  generate(request: FlatRequest, onEvent: (event: GenerationEvent) => void): ReturnType<GeneratorApi['generate']>;
};

declare global {
  interface Window {
    /** Present once the page's script has run, and only with `?automation=1` in the address. */
    kinoraAutomation?: KinoraAutomation;
  }
}

/**
 * Puts the interface on `target` as `kinoraAutomation`.
 * Unlike with `engine`, the `onEvent` of `generate` and `recover` need not close preview frames: they are closed when it
 * returns, because a driver outside the page cannot reach them. A film whose `done` it received counts as kept.
 */
export function attachAutomation(engine: GeneratorApi, model: ModelStore, converter: FilmConverter, target: Window): void {
  const runner = new JobRunner({ engine, model });
  target.kinoraAutomation = Object.freeze({
    version: 2,
    makeFilm: async (request, listeners = {}) => {
      const error = findFlatFault(request);
      return error === null ? makeFilm(engine, runner, requestFromFlat(request), model.getState().load, listeners) : { ok: false, error };
    },
    cancelFilm: () => runner.cancel(),
    exportFilm: (film, format) => exportFilm(converter, film, format),
    probe: () => engine.probe(),
    describePack: (options) => engine.describePack(options),
    loadPack: (options, onEvent) => engine.loadPack(options, onEvent),
    prepare: () => engine.prepare(),
    checkPrompt: (prompt) => engine.checkPrompt(prompt),
    generate: async (request, onEvent) => {
      const error = findFlatFault(request);
      return error === null ? engine.generate(requestFromFlat(request), withCleanup(engine, onEvent), { hashFrames: true }) : { ok: false, error };
    },
    cancel: (jobId) => engine.cancel(jobId),
    pause: (jobId) => engine.pause(jobId),
    resume: (jobId) => engine.resume(jobId),
    unfinishedJobs: () => engine.unfinishedJobs(),
    recover: (id, onEvent) => engine.recover(id, withCleanup(engine, onEvent)),
    resources: () => engine.resources(),
    release: () => engine.release(),
  } satisfies KinoraAutomation);
}

function withCleanup(engine: GeneratorApi, onEvent: (event: GenerationEvent) => void): (event: GenerationEvent) => void {
  return (event) => {
    try {
      onEvent(event);
    } finally {
      if (event.type === 'preview') event.frame.close();
      if (event.type === 'done') void engine.kept(event.jobId);
    }
  };
}
