import type { FilmModels } from '../../../contract/film-models.js';
import type { LoadOptions, UnfinishedJob } from '../../../contract/generator.js';
import { promptOf, secondsOf, type GenerateRequest } from '../../../contract/request/request.js';
import { REQUEST_FILES } from '../../../contract/names.js';
import { pickDefined } from '../../../contract/lib/pick-defined.js';
import { flatFromRequest, requestFromFlat, type FlatRequest } from '../../../contract/request/flat-request.js';
import { withoutImages } from '../../../contract/request/layers/layer.js';
import type { RandomFile } from '../../lib/random-file.js';
import type { EncodedChunk } from '../media/encoded-chunk.js';
import { AtomicRecord } from './atomic-record.js';
import { areSame, conditioningsOf, encodeCheckpoint, encodeConditionings, newestCheckpoint, type Checkpoint, type Conditionings, type NewestCheckpoint, type StoredCheckpoint } from './checkpoint.js';
import { readChunks, writeChunks } from './chunk-log.js';
import type { JobFolder, JobFolders } from './job-folder.js';

/** Version 0.1.0 wrote "kinora-job/1"; newestCheckpoint() reads its checkpoints too. */
const FORMAT = 'kinora-job/2';
const READABLE_FORMATS: readonly string[] = ['kinora-job/1', FORMAT];
const RECORD_FILE = 'job.json';
const LOG_FILE = 'chunks';
const STATE_FILES = ['state-0', 'state-1'] as const;
const CONDITIONING_FILES = ['conditioning-0', 'conditioning-1'] as const;
const FILM_FILE = 'film.mp4';

/** What a job is, stored when it is accepted. */
export interface JobRecord {
  readonly startedAt: number;
  readonly load: LoadOptions;
  readonly pack: { readonly id: string; readonly version: string };
  /** As the film's settings have them. */
  readonly models?: FilmModels;
  /** Its pictures and videos are files beside it. */
  readonly request: GenerateRequest;
  readonly totalFrames: number;
}

interface OpenFiles {
  readonly log: RandomFile;
  readonly states: readonly [RandomFile, RandomFile];
  readonly conditionings: readonly [RandomFile, RandomFile];
}

/** The files of one job: its record, its checkpoints, its encoded frames so far, and in the end its film. */
export class CheckpointStore {
  readonly record: JobRecord;
  readonly #folder: JobFolder;
  readonly #log: RandomFile;
  readonly #states: AtomicRecord;
  readonly #conditionings: AtomicRecord;
  #stored: StoredCheckpoint | null;
  /** The conditioning that is written, with the number of its record. */
  #conditioning: { readonly value: Conditionings; readonly number: number } | null = null;

  private constructor(folder: JobFolder, record: JobRecord, files: OpenFiles, newest: NewestCheckpoint | null) {
    this.record = record;
    this.#folder = folder;
    this.#log = files.log;
    this.#states = new AtomicRecord(files.states, newest?.number ?? 0);
    this.#conditionings = new AtomicRecord(files.conditionings, newest?.conditioningNumber ?? 0);
    this.#stored = newest;
  }

  static async begin(folder: JobFolder, record: JobRecord): Promise<CheckpointStore> {
    const { plain, blobs } = splitFiles(record.request);
    for (const [name, blob] of blobs) {
      await writeWhole(folder, blobFile(name), new Uint8Array(await blob.arrayBuffer()));
    }
    const files = await openFiles(folder);
    const types = Object.fromEntries(blobs.map(([name, { type }]) => [name, type]));
    // The last to be written: without it the folder is no job.
    const text = JSON.stringify({ format: FORMAT, ...record, request: plain, blobs: types } satisfies WrittenJobRecord);
    await writeWhole(folder, RECORD_FILE, new TextEncoder().encode(text));
    return new CheckpointStore(folder, record, files, null);
  }

  /** The job in `folder`; null when it holds none that can be resumed. */
  static async reopen(folder: JobFolder): Promise<CheckpointStore | null> {
    const read = (name: string): Promise<Blob | null> => folder.blob(name, '');
    const found = await readJobRecord(read);
    if (!found) return null;
    const files = new Map<string, Blob>();
    for (const [name, type] of Object.entries(found.blobs)) {
      const blob = await folder.blob(blobFile(name), type);
      if (!blob) return null;
      files.set(name, blob);
    }
    const newest = await readCheckpoint(read);
    const record = { ...found, request: requestFromFlat(joinFiles(found.request, files)) };
    return new CheckpointStore(folder, record, await openFiles(folder), newest);
  }

  /** Where to continue; null at the start. */
  get last(): Checkpoint | null {
    return this.#stored?.checkpoint ?? null;
  }

  /**
   * Stores that the film has come as far as `checkpoint`; `chunks` are the frames since the last one.
   * @throws DOMException `QuotaExceededError`: nothing has changed then, and it can be tried again
   */
  async save(chunks: readonly EncodedChunk[], checkpoint: Checkpoint): Promise<void> {
    const logBytes = writeChunks(this.#log, this.#stored?.logBytes ?? 0, chunks);
    const stored = { checkpoint, logBytes };
    const conditionings = conditioningsOf(checkpoint.state);
    await this.#states.write(encodeCheckpoint(stored, conditionings ? await this.#keepConditionings(conditionings) : 0));
    this.#stored = stored;
  }

  /** Begins again: no checkpoint counts any more. */
  rewind(): void {
    this.#stored = null;
    this.#states.clear();
  }

  /** All encoded frames so far, one at a time. */
  chunks(): Generator<EncodedChunk, void, undefined> {
    return readChunks(this.#log, this.#stored?.logBytes ?? 0);
  }

  /** Bytes of the encoded frames so far. */
  get bytes(): number {
    return this.#stored?.logBytes ?? 0;
  }

  /**
   * Turns the job into a film: `write` fills the file, and the rest stays until `settle`, in case the film is never kept.
   * @throws whatever `write` throws; it can be tried again then
   */
  async finish(type: string, write: (file: RandomFile) => void): Promise<Blob> {
    const file = await this.#folder.open(FILM_FILE);
    try {
      file.truncate(0);
      write(file);
      file.flush();
    } finally {
      file.close();
    }
    this.#close();
    const film = await this.#folder.blob(FILM_FILE, type);
    if (!film) throw new Error('The file of the film has gone.');
    return film;
  }

  /** Deletes all but the finished film, so that the folder is no job any more. */
  async settle(): Promise<void> {
    // Deleted first: without it the folder is no job.
    await this.#folder.delete(RECORD_FILE);
    const { blobs } = splitFiles(this.record.request);
    for (const name of [LOG_FILE, ...STATE_FILES, ...CONDITIONING_FILES, ...blobs.map(([each]) => blobFile(each))]) await this.#folder.delete(name);
  }

  /** Releases the job, which stays as it is. */
  release(): void {
    this.#close();
    this.#folder.release();
  }

  /** Deletes all there is of the job. */
  async discard(): Promise<void> {
    this.#close();
    await this.#folder.remove();
  }

  /** Writes the conditioning of a scene once, and not with each window. Gives the number of its record. */
  async #keepConditionings(value: Conditionings): Promise<number> {
    if (this.#conditioning && areSame(this.#conditioning.value, value)) return this.#conditioning.number;
    const number = await this.#conditionings.write(encodeConditionings(value));
    this.#conditioning = { value, number };
    return number;
  }

  #close(): void {
    this.#log.close();
    this.#states.close();
    this.#conditionings.close();
  }
}

/** The jobs without a worker. Folders that hold neither a job nor a film that a page may show are deleted. */
export async function findUnfinishedJobs(folders: JobFolders): Promise<readonly UnfinishedJob[]> {
  const jobs: UnfinishedJob[] = [];
  for (const { id, read } of await folders.list(RECORD_FILE)) {
    const found = await readJobRecord(read).catch(() => null);
    if (!found) continue;
    const { startedAt, totalFrames, pack, load } = found;
    const { subject, seed } = requestFromFlat(found.request);
    const newest = await readCheckpoint(read).catch(() => null);
    const about = {
      id,
      request: { prompt: promptOf(subject), seconds: secondsOf(subject), seed },
      doneFrames: newest?.checkpoint.state.frames ?? 0,
      totalFrames,
      startedAt,
      pack,
    };
    jobs.push({ ...about, ...pickDefined({ threads: newest?.checkpoint.model.threads ?? load.threads }) });
  }
  return jobs.sort((a, b) => a.startedAt - b.startedAt);
}

const blobFile = (name: string): string => `blob-${name}`;

type ReadFile = (name: string) => Promise<Blob | null>;

/** As it is written: the request in the flat format, and the types of its files by their fields. */
interface WrittenJobRecord extends Omit<JobRecord, 'request'> {
  readonly format: string;
  readonly request: FlatRequest;
  readonly blobs: Readonly<Record<string, string>>;
}

async function readJobRecord(read: ReadFile): Promise<WrittenJobRecord | null> {
  const file = await read(RECORD_FILE);
  if (!file) return null;
  const record = JSON.parse(await file.text()) as WrittenJobRecord;
  if (!READABLE_FORMATS.includes(record.format)) return null;
  // Few visits find a job.
  const { flatRequestSchema } = await import('../../../contract/request/request-schema.js');
  return { ...record, request: flatRequestSchema.parse(record.request) };
}

async function readCheckpoint(read: ReadFile): Promise<NewestCheckpoint | null> {
  const bytesOf = async (name: string): Promise<Uint8Array<ArrayBuffer> | null> => {
    const file = await read(name);
    return file ? new Uint8Array(await file.arrayBuffer()) : null;
  };
  return newestCheckpoint(await Promise.all(STATE_FILES.map(bytesOf)), await Promise.all(CONDITIONING_FILES.map(bytesOf)));
}

async function openFiles(folder: JobFolder): Promise<OpenFiles> {
  const pair = async ([first, second]: readonly [string, string]): Promise<readonly [RandomFile, RandomFile]> => [
    await folder.open(first),
    await folder.open(second),
  ];
  return { log: await folder.open(LOG_FILE), states: await pair(STATE_FILES), conditionings: await pair(CONDITIONING_FILES) };
}

async function writeWhole(folder: JobFolder, name: string, bytes: Uint8Array): Promise<void> {
  const file = await folder.open(name);
  try {
    file.truncate(0);
    file.write(0, bytes);
    file.flush();
  } finally {
    file.close();
  }
}

const layerFile = (number: number): string => `layer-${number}`;

/** The files of a request by their names: those of its fields, and "layer-0" of the first layer's picture. */
function splitFiles(request: GenerateRequest): { plain: FlatRequest; blobs: readonly (readonly [string, Blob])[] } {
  const { image, endImage, extend, layers, ...plain } = flatFromRequest(request);
  const files = [...REQUEST_FILES.map((name) => [name, { image, endImage, extend }[name]] as const), ...(layers ?? []).map((layer, i) => [layerFile(i), layer.image] as const)];
  return {
    plain: { ...plain, ...(layers && { layers: withoutImages(layers) }) },
    blobs: files.flatMap(([name, blob]) => (blob instanceof Blob ? [[name, blob] as const] : [])),
  };
}

function joinFiles({ layers, ...plain }: FlatRequest, files: ReadonlyMap<string, Blob>): FlatRequest {
  const [image, endImage, extend] = REQUEST_FILES.map((name) => files.get(name));
  const inFront = layers?.map((layer, i) => (layer.image === undefined ? layer : { ...layer, ...pickDefined({ image: files.get(layerFile(i)) }) }));
  return { ...plain, ...(inFront && { layers: inFront }), ...pickDefined({ image, endImage, extend }) };
}
