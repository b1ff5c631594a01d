import type { Still, StillsRequest } from '../../../contract/generator.js';
import { drawingHalf, frameOf, plateOf } from '../../../contract/pack/pack-parts.js';
import { LIMITS } from '../../../contract/request/request.js';
import type { LoadedModel } from '../model/model-loader.js';
import { onNeutralGround } from '../../../contract/request/transparent-prompt.js';
import { layersOf, placeOf, type Layers } from '../pipelines/decoders/layers/cut-out.js';
import { firstPicture, paintWhole } from '../pipelines/film-picture.js';
import { drawFirstFrame, drawPicture, drawPlate, fitDrawn } from '../pipelines/first-frame.js';
import type { PipelineContext } from '../pipelines/pipeline-context.js';
import { encodePrompt, type EncodedPrompt } from '../pipelines/prompt-embeds.js';
import type { NoiseSource } from '../pipelines/sampling.js';
import { createScheduler, type Scheduler } from '../pipelines/schedulers/scheduler.js';
import type { Platform, Tokenizer } from '../platform.js';
import { backgroundContext } from './background-context.js';
import { readAlone } from './plan/split-request.js';
import { planWeather } from './plan/plan-weather.js';
import { particlesAt } from '../pipelines/weather/film-weather.js';
import { withParticles } from '../pipelines/weather/paint-particles.js';

/**
 * Draws the first frame that each seed would start a film with. The prompt is encoded once for all.
 * @throws Failure; `cancelled` when `signal` is aborted
 */
export async function drawStills(
  request: StillsRequest,
  model: LoadedModel,
  tokenizer: Tokenizer,
  platform: Pick<Platform, 'yieldToMessages' | 'now' | 'encodePng'>,
  signal: AbortSignal,
  onStill: (still: Still) => void,
): Promise<number> {
  const half = drawingHalf(model.files.manifest);
  const { width, height, fps } = frameOf(model.files.manifest);
  const context = backgroundContext(model, tokenizer, platform, () => signal.aborted);
  const scheduler = createScheduler(half.scheduler, request.steps);
  await context.throwIfCancelled();
  const { transparent = false } = request;
  const check = tokenizer.check(request.prompt);
  const read = readAlone(request.prompt, check, !transparent);
  const hideSubject = request.hideSubject ?? (!transparent && read.hideSubject);
  const asked = transparent && read.hideSubject ? request.prompt : read.prompt;
  const backgrounds = model.files.manifest.vocabulary?.backgrounds ?? [];
  const words = transparent ? onNeutralGround(asked, backgrounds) : asked;
  const prompt = await encodePrompt(context, words, [half]);
  // Only a pack whose films are made of layers knows what of a picture casts a shadow.
  const { ground = null } = request.shadows === true && model.files.manifest.imageToVideo?.decoder.mode === 'layers' ? tokenizer.check(words) : {};
  const draw = async (seed: number): Promise<Uint8ClampedArray<ArrayBuffer>> => {
    const noise = { seed, stream: 0 };
    if (!transparent && !hideSubject) {
      const drawn = ground ? await drawFirstFrame(context, scheduler, prompt, noise, ground) : fitDrawn(model.files.manifest, await drawPicture(context, scheduler, prompt, noise));
      return paintWhole(firstPicture(drawn, { width, height }, false, false, ground), 'background');
    }
    const layers = await drawLayers(context, scheduler, prompt, noise);
    return transparent ? layers.subject : placeOf(layers).background;
  };
  for (const [index, seed] of request.seeds.entries()) {
    const weather = planWeather({ subject: { kind: 'prompt', prompt: request.prompt, seconds: LIMITS.seconds.min }, seed, transparent }, fps, undefined, () => check.weather);
    const rgba = withParticles({ width, height, rgba: await draw(seed) }, weather && particlesAt(weather, 0, { width, height }));
    const file = await platform.encodePng({ index, width, height, rgba });
    await context.throwIfCancelled();
    onStill({ seed, index, width, height, file });
  }
  return request.seeds.length;
}

/** A first frame, taken apart as a film takes it apart. */
async function drawLayers(context: PipelineContext, scheduler: Scheduler, prompt: EncodedPrompt, noise: NoiseSource): Promise<Layers> {
  const { manifest } = context;
  const drawn = await drawFirstFrame(context, scheduler, prompt, noise);
  const firstFrame = plateOf(manifest) === 'drawn' ? { ...drawn, plate: await drawPlate(context, scheduler, prompt, noise, drawn) } : drawn;
  const { width, height } = frameOf(manifest);
  return layersOf(firstFrame, width, height);
}
