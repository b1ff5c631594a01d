import type { Result } from '../../../contract/errors.js';
import type { GenerationEvent } from '../../../contract/events.js';
import type { FilmOptions, GeneratorApi, Still, StillsRequest, UnfinishedJob } from '../../../contract/generator.js';
import type { GenerateRequest } from '../../../contract/request/request.js';
import { uniqueId } from '../../../contract/lib/unique-id.js';
import { pickDefined } from '../../../contract/lib/pick-defined.js';
import type { JobTask } from './job-runner.js';

/** The finished file and what is known of it. */
export type DoneEvent = Extract<GenerationEvent, { type: 'done' }>;

export function generateTask(engine: GeneratorApi, request: GenerateRequest, options: FilmOptions = {}): JobTask<DoneEvent> {
  return filmTask((onEvent) => engine.generate(request, onEvent, options));
}

/** Continues a film of an earlier visit. */
export function recoverTask(engine: GeneratorApi, { id, doneFrames, totalFrames, threads }: UnfinishedJob): JobTask<DoneEvent> {
  return {
    ...filmTask((onEvent) => engine.recover(id, onEvent)),
    doneShare: doneFrames / Math.max(1, totalFrames),
    ...pickDefined({ threads }),
  };
}

/** Draws first frames; `onStill` receives each as it is done. */
export function stillsTask(engine: GeneratorApi, { jobId = uniqueId(), ...request }: StillsRequest, onStill: (still: Still) => void): JobTask<null> {
  return {
    start: async ({ end }) => {
      void engine.drawStills({ ...request, jobId }, onStill).then((drawn) => end(drawn.ok ? { ok: true, value: null } : drawn));
      return { ok: true, value: { jobId } };
    },
  };
}

function filmTask(ask: (onEvent: (event: GenerationEvent) => void) => Promise<Result<{ readonly jobId: string }>>): JobTask<DoneEvent> {
  return {
    start: ({ onEvent, end }) =>
      ask((event) => {
        if (event.type === 'done') end({ ok: true, value: event });
        else if (event.type === 'failed') end({ ok: false, error: event.error });
        else onEvent(event);
      }),
  };
}
