import { fitsTwice } from '../../../contract/backends/measured-backends.js';
import { frameOf } from '../../../contract/pack/pack-parts.js';
import type { LoadOptions } from '../../../contract/generator.js';
import type { ModelLoader } from '../model/model-loader.js';
import { captureRepeated } from '../model/repeated-graphs.js';
import type { Platform } from '../platform.js';
import type { JobExecutor } from './job-executor.js';
import { dropFilm, type DroppedFilm } from './warm-up.js';

/** The quickest of so many films counts: other work only ever makes one slower. */
const TIMED_FILMS = 3;

/** What a film usually lasts, over which the time of its first frame is spread. */
const USUAL_SECONDS = 5;

const NEVER = new AbortController().signal;

type Measured = { readonly seconds: number } | null;

/** As `GeneratorApi.measure`. The model is loaded in place of another, and released. */
export function measureBackend(options: LoadOptions, models: ModelLoader, platform: Platform, jobs: JobExecutor): Promise<Measured> {
  return jobs.exclusively(() => measure(options, models, platform, () => jobs.isWaitedFor));
}

async function measure(options: LoadOptions, models: ModelLoader, platform: Platform, somebodyWaits: () => boolean): Promise<Measured> {
  const pack = await models.resolve(options, NEVER);
  if (!fitsTwice(pack.summary) || !(await models.isKept(pack))) return null;
  try {
    const model = await models.load(options, NEVER, () => undefined);
    const tokenizer = await models.tokenizerOf(model, NEVER);
    const { fps } = frameOf(model.files.manifest);
    const make = (): Promise<DroppedFilm | null> => dropFilm(model, tokenizer, platform, somebodyWaits, (image) => image.copyTo(new Uint8Array(image.allocationSize())));
    // The first one is slower; warm-up.ts says why.
    if (!(await make())) return null;
    await captureRepeated(model.runtime, somebodyWaits);
    let seconds = Infinity;
    for (let film = 0; film < TIMED_FILMS; film++) {
      const made = await make();
      if (made) seconds = Math.min(seconds, secondsOfFilm(made, fps));
    }
    return { seconds };
  } finally {
    await models.release();
  }
}

/** Of a film that lasts as long as usual; its prompt and its first frame are made once. */
function secondsOfFilm({ frames, stopwatch }: DroppedFilm, fps: number): number {
  const { text, image, total } = stopwatch.read();
  return (text + image) / USUAL_SECONDS + (total - text - image) / (frames / fps);
}
