import type { FilmModels } from '../../../contract/film-models.js';
import { findStillsFault, findVocabularyFault } from '../../../contract/check-request.js';
import type { StillsRequest } from '../../../contract/generator.js';
import { drawingHalf, frameOf } from '../../../contract/pack/pack-parts.js';
import { Failure } from '../../../contract/errors/failure.js';
import { needsDrawing, scenesOf, type GenerateRequest } from '../../../contract/request/request.js';
import { mapPrompts, onNeutralGround, readTransparency } from '../../../contract/request/transparent-prompt.js';
import { CheckpointStore, type JobRecord } from '../checkpoints/checkpoint-store.js';
import type { JobFolders } from '../checkpoints/job-folder.js';
import { memoryFolders } from '../checkpoints/memory-job-folders.js';
import type { ResolvedPack } from '../model/model-loader.js';
import type { Platform, Tokenizer } from '../platform.js';
import { countUnits } from './job-progress.js';
import { memoryWarnings, promptWarnings, stepsWarnings } from './job-warnings.js';
import type { AcceptedJob } from './make-film.js';
import { decodeInputs, planFilm } from './plan-film.js';

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
  given: GenerateRequest,
  pack: ResolvedPack,
  tokenizer: Tokenizer,
  platform: Pick<Platform, 'decodePicture' | 'openVideo'>,
): Promise<AcceptedRequest> {
  const request = readTransparency(given);
  const { title, imageToVideo } = pack.files.manifest;
  if (request.transparent === true && imageToVideo && imageToVideo.decoder.mode !== 'layers') throw Failure.because('pack-not-transparent', { title });
  const prompts = scenesOf(request.subject).map(({ prompt }) => prompt);
  for (const prompt of prompts) requireKnownWords(prompt, tokenizer);
  const frame = frameOf(pack.files.manifest);
  const draws = needsDrawing(request);
  if (draws) drawingHalf(pack.files.manifest);
  const inputs = await decodeInputs(request, frame, platform);
  return { request, plan: planFilm(onGround(request, pack), inputs, frame.fps), tokenizer, warnings: [...memoryWarnings(pack), ...stepsWarnings(pack, request.steps, draws), ...promptWarnings(prompts, tokenizer)] };
}

/** The request as it is drawn. */
function onGround(request: GenerateRequest, { files: { manifest } }: ResolvedPack): GenerateRequest {
  if (request.transparent !== true) return request;
  const backgrounds = manifest.vocabulary?.backgrounds ?? [];
  return mapPrompts(request, (prompt) => onNeutralGround(prompt, backgrounds));
}

/** @throws Failure of the fault that makes the wish impossible, if there is one */
export function requireStills(request: StillsRequest, tokenizer: Tokenizer): void {
  const fault = findStillsFault(request);
  if (fault) throw Failure.of(fault);
  requireKnownWords(request.prompt, tokenizer);
}

function requireKnownWords(prompt: string, tokenizer: Tokenizer): void {
  const fault = findVocabularyFault(tokenizer.check(prompt));
  if (fault) throw Failure.of(fault);
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
    totalFrames: countUnits(plan, manifest).get('encode') ?? 0,
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
