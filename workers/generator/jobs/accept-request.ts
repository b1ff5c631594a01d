import type { FilmModels } from '../../../contract/film-models.js';
import { findStillsFault, findVocabularyFault } from '../../../contract/check-request.js';
import type { ErrorPlace } from '../../../contract/errors.js';
import type { PromptCheck, StillsRequest } from '../../../contract/generator.js';
import { drawingHalf, frameOf } from '../../../contract/pack/pack-parts.js';
import { Failure } from '../../../contract/errors/failure.js';
import { filmFrameOf } from '../../../contract/request/film-frame.js';
import { isModelled } from '../../../contract/request/layers/layer.js';
import { isLayersAlone, needsDrawing, scenesOf, type GenerateRequest } from '../../../contract/request/request.js';
import { mapLayerPrompts, mapPrompts, onNeutralGround, readTransparency } from '../../../contract/request/transparent-prompt.js';
import { CheckpointStore, type JobRecord } from '../checkpoints/checkpoint-store.js';
import type { JobFolders } from '../checkpoints/job-folder.js';
import { memoryFolders } from '../checkpoints/memory-job-folders.js';
import type { ResolvedPack } from '../model/model-loader.js';
import type { Platform, Tokenizer } from '../platform.js';
import { countJobUnits } from './job-progress.js';
import { memoryWarnings, promptWarnings, stepsWarnings } from './job-warnings.js';
import type { AcceptedJob } from './make-film.js';
import { planJob } from './plan/plan-composition.js';
import { openedWeather, withoutWeather } from './plan/opened-weather.js';
import { decodeInputs } from './plan/plan-film.js';
import { planWeather, type WeatherOf } from './plan/plan-weather.js';
import { splitRequest, type ArrangedRequest } from './plan/split-request.js';

export type AcceptedRequest = Pick<AcceptedJob, 'request' | 'plan' | 'tokenizer' | 'warnings'>;

/** @throws Failure of the fault that makes the request impossible, if there is one */
export async function requireValid(request: GenerateRequest): Promise<void> {
  const { findSentFault } = await import('../../../contract/request/check-sent-request.js');
  const fault = findSentFault(request);
  if (fault) throw Failure.of(fault);
}

/**
 * Decodes the pictures of a valid request and plans its film. Everything that can be refused is refused here, before a
 * job exists.
 * @throws Failure of the words, the picture or the video that cannot be used
 */
export async function acceptRequest(
  asked: GenerateRequest,
  pack: ResolvedPack,
  tokenizer: Tokenizer,
  platform: Pick<Platform, 'decodePicture' | 'openVideo'>,
): Promise<AcceptedRequest> {
  const request = readTransparency(asked);
  const { title, imageToVideo } = pack.files.manifest;
  if (request.transparent === true && imageToVideo && imageToVideo.decoder.mode !== 'layers') throw Failure.because('pack-not-transparent', { title });
  if (imageToVideo && imageToVideo.decoder.mode !== 'layers') requireUncomposed(request, title);
  const prompts = promptsOf(request);
  for (const { prompt, place } of prompts) requireKnownWords(prompt, tokenizer, place);
  const frame = frameOf(pack.files.manifest);
  const read = readOnce(tokenizer);
  const arranged = splitRequest(request, read);
  const draws = needsDrawing(arranged);
  const isSplit = arranged.hideSubject !== request.hideSubject;
  if (draws) drawingHalf(pack.files.manifest);
  const given = await decodeInputs(arranged, frame, platform);
  const weatherOf: WeatherOf = (prompt) => read(prompt).weather;
  const { opening } = given;
  const before = opening && request.start?.kind === 'video' && request.transparent !== true ? await openedWeather(request.start.file.blob, opening.frames, frame, weatherOf) : null;
  const inputs = opening && before ? { ...given, opening: withoutWeather(opening, before, frame) } : given;
  const weather = planWeather(request, filmFrameOf(request, frame).fps, opening && { frames: opening.frames, weather: before }, weatherOf);
  const plan = planJob(onNeutral(arranged, pack), inputs, frame, (prompt) => read(prompt).ground ?? null, weather);
  return { request, plan, tokenizer, warnings: [...memoryWarnings(pack), ...stepsWarnings(pack, request.steps, draws), ...promptWarnings(prompts.map(({ prompt }) => prompt), tokenizer, isSplit)] };
}

/** Reads each prompt once, however often it is asked for. */
function readOnce(tokenizer: Tokenizer): (prompt: string) => PromptCheck {
  const checks = new Map<string, PromptCheck>();
  return (prompt) => {
    const check = checks.get(prompt) ?? tokenizer.check(prompt);
    checks.set(prompt, check);
    return check;
  };
}

/** All that a model is asked to show, and the layer that shows it. */
function promptsOf(request: GenerateRequest): readonly { readonly prompt: string; readonly place?: ErrorPlace }[] {
  const base = isLayersAlone(request) ? [] : scenesOf(request.subject).map(({ prompt }) => ({ prompt }));
  const layers = (request.layers ?? []).flatMap(({ content }, i) => (content.kind === 'title' ? [] : [{ prompt: content.prompt, place: { layer: i + 1 } }]));
  return [...base, ...layers];
}

/** @throws Failure `pack-not-layered` of a film that is made of more than a model's own pictures and titles */
function requireUncomposed({ layers = [], size, fps, hideSubject }: GenerateRequest, title: string): void {
  const asked = { layers: layers.some(isModelled) || undefined, size, fps, hideSubject: hideSubject === true || undefined };
  for (const what of ['layers', 'size', 'fps', 'hideSubject'] as const) if (asked[what] !== undefined) throw Failure.because('pack-not-layered', { title, what });
}

/** The request as it is drawn: what is cut out stands before nothing that would colour its rim. */
function onNeutral(request: ArrangedRequest, { files: { manifest } }: ResolvedPack): ArrangedRequest {
  const backgrounds = manifest.vocabulary?.backgrounds ?? [];
  const ground = (prompt: string): string => onNeutralGround(prompt, backgrounds);
  return mapLayerPrompts(request.transparent === true ? mapPrompts(request, ground) : request, ground);
}

/** @throws Failure of the fault that makes the wish impossible, if there is one */
export function requireStills(request: StillsRequest, pack: ResolvedPack, tokenizer: Tokenizer): void {
  const fault = findStillsFault(request);
  if (fault) throw Failure.of(fault);
  const { title, imageToVideo } = pack.files.manifest;
  if (imageToVideo?.decoder.mode !== 'layers') {
    if (request.transparent === true) throw Failure.because('pack-not-transparent', { title });
    if (request.hideSubject === true) throw Failure.because('pack-not-layered', { title, what: 'hideSubject' });
  }
  requireKnownWords(request.prompt, tokenizer);
}

function requireKnownWords(prompt: string, tokenizer: Tokenizer, place?: ErrorPlace): void {
  const fault = findVocabularyFault(tokenizer.check(prompt));
  if (fault) throw Failure.of({ ...fault, ...(place && { place }) });
}

/** Stores a new job, so that it survives the worker from here on. */
export async function storeJob(
  id: string,
  { request, plan }: AcceptedRequest,
  pack: ResolvedPack,
  folders: JobFolders,
): Promise<CheckpointStore> {
  const { manifest } = pack.files;
  const record: JobRecord = {
    startedAt: Date.now(),
    load: pack.options,
    pack: { id: manifest.id, version: manifest.version },
    ...rememberedOf(pack.models),
    request,
    totalFrames: countJobUnits(plan, manifest).get('encode') ?? 0,
  };
  try {
    const folder = await folders.create(id);
    try {
      return await CheckpointStore.begin(folder, record);
    } catch (error) {
      await folder.remove();
      throw error;
    }
  } catch {
    // No room, or no permission, to store even this: the film is made in memory.
    return CheckpointStore.begin(await memoryFolders().create(id), record);
  }
}

/** Two models, or one of another site; that of the site itself is known by `pack`. */
function rememberedOf(models: FilmModels): Pick<JobRecord, 'models'> {
  return (models.draw ?? models.move.address) === undefined ? {} : { models };
}
