import type { BackendName, GenerateRequest, LoadOptions, Stage, UnfinishedJob, VideoCodecName } from '../../../contract/generator.js';
import type { FilmState } from '../pipeline/film-state.js';
import { readChunks, writeChunks, type FilmChunk } from './chunk-log.js';
import type { JobFolder, JobFolders, RandomFile } from './job-folder.js';
import { decodeRecord, encodeRecord } from './record-codec.js';
import { newestSlot, SlotPair } from './slot-pair.js';

/** Raised when a journal of before can no longer be gone on with. */
const FORMAT = 'kinora-job/1';
const HEADER_FILE = 'job.json';
const LOG_FILE = 'chunks';
const SLOT_FILES = ['state-0', 'state-1'] as const;
const FILM_FILE = 'film.mp4';

/** What a job is, written down when it is accepted. */
export interface JournalHeader {
  readonly startedAt: number;
  readonly load: LoadOptions;
  readonly pack: { readonly id: string; readonly version: string };
  /** What was asked for; its pictures and videos lie beside it. */
  readonly request: GenerateRequest;
  readonly totalFrames: number;
}

/** How the encoded frames are to be read. */
export interface VideoDescription {
  readonly name: VideoCodecName;
  /** As WebCodecs names it, e.g. "avc1.64001f". */
  readonly codec: string;
  /** e.g. the content of an `avcC` box; empty where the codec has none. */
  readonly description: Uint8Array;
  readonly colorSpace: VideoColorSpaceInit;
  readonly width: number;
  readonly height: number;
  readonly fps: number;
}

/** What makes the frames: the same ones come from the same backend and graphs on the same adapter only. */
export interface ModelUse {
  readonly backend: BackendName;
  readonly graphs: readonly string[];
  /** Threads of WebAssembly; 0.1.0 did not write them down. */
  readonly threads?: number;
  /** As in `ClipMetadata`; one after the other where the film could not go on with the first. 0.1.0 did not write them down. */
  readonly adapters?: readonly string[];
}

/** `options` for going on with what was begun with `model`. */
export function sameAs({ backend, threads }: ModelUse, options: LoadOptions): LoadOptions {
  return { ...options, backend, ...(threads === undefined ? {} : { threads }) };
}

/** Where a job is after a window, written down so that it can go on from there. */
export interface Checkpoint {
  readonly state: FilmState;
  readonly video: VideoDescription;
  /** Of the frames so far; see FrameDigest. */
  readonly digest: Uint8Array;
  readonly model: ModelUse;
  /** Work done and seconds spent, by stage. */
  readonly units: Partial<Record<Stage, number>>;
  readonly seconds: Partial<Record<Stage | 'total', number>>;
}

interface StoredCheckpoint {
  readonly checkpoint: Checkpoint;
  readonly logBytes: number;
}

/** The files of one job: what it is, where it is, its encoded frames so far, and in the end its film. */
export class FilmJournal {
  readonly header: JournalHeader;
  readonly #folder: JobFolder;
  readonly #log: RandomFile;
  readonly #slotFiles: readonly [RandomFile, RandomFile];
  readonly #slots: SlotPair;
  #stored: StoredCheckpoint | null;

  private constructor(
    folder: JobFolder,
    header: JournalHeader,
    files: { readonly log: RandomFile; readonly slots: readonly [RandomFile, RandomFile] },
    last: { readonly number: number; readonly stored: StoredCheckpoint } | null,
  ) {
    this.header = header;
    this.#folder = folder;
    this.#log = files.log;
    this.#slotFiles = files.slots;
    this.#slots = new SlotPair(files.slots, last?.number ?? 0);
    this.#stored = last?.stored ?? null;
  }

  static async begin(folder: JobFolder, header: JournalHeader): Promise<FilmJournal> {
    const { plain, blobs } = splitBlobs(header.request);
    for (const [name, blob] of blobs) {
      await writeWhole(folder, blobFile(name), new Uint8Array(await blob.arrayBuffer()));
    }
    const files = await openFiles(folder);
    const types = Object.fromEntries(blobs.map(([name, { type }]) => [name, type]));
    // The last to be written: without it the folder is no job.
    const text = JSON.stringify({ format: FORMAT, ...header, request: plain, blobs: types });
    await writeWhole(folder, HEADER_FILE, new TextEncoder().encode(text));
    return new FilmJournal(folder, header, files, null);
  }

  /** The journal in `folder`, or null when it holds none that can be gone on with. */
  static async reopen(folder: JobFolder): Promise<FilmJournal | null> {
    const read = (name: string): Promise<Blob | null> => folder.blob(name, '');
    const found = await readHeader(read);
    if (!found) return null;
    const request: Record<string, unknown> = { ...found.header.request };
    for (const [name, type] of Object.entries(found.blobs)) {
      const blob = await folder.blob(blobFile(name), type);
      if (!blob) return null;
      request[name] = blob;
    }
    const last = await readCheckpoint(read);
    const header = { ...found.header, request: request as unknown as GenerateRequest };
    return new FilmJournal(folder, header, await openFiles(folder), last);
  }

  /** Where to go on; null at the start. */
  get last(): Checkpoint | null {
    return this.#stored?.checkpoint ?? null;
  }

  /**
   * Writes down that the film has come as far as `checkpoint`, of which `chunks` are the frames since the last one.
   * @throws Failure `disk-full`: nothing has changed then, and it can be tried again
   */
  async save(chunks: readonly FilmChunk[], checkpoint: Checkpoint): Promise<void> {
    const logBytes = writeChunks(this.#log, this.#stored?.logBytes ?? 0, chunks);
    const stored = { checkpoint, logBytes };
    await this.#slots.write(encodeRecord(stored));
    this.#stored = stored;
  }

  /** Begins anew: nothing that was saved counts any more. */
  rewind(): void {
    this.#stored = null;
    for (const file of this.#slotFiles) file.truncate(0);
  }

  /** All encoded frames so far, one at a time. */
  chunks(): Generator<FilmChunk, void, undefined> {
    return readChunks(this.#log, this.#stored?.logBytes ?? 0);
  }

  /** Bytes of the encoded frames so far. */
  get bytes(): number {
    return this.#stored?.logBytes ?? 0;
  }

  /**
   * Turns the journal into a film: `write` fills the file. The rest stays until `settle`, in case that nobody takes the film.
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

  /** Deletes all but the finished film, so that it is a job no more. */
  async settle(): Promise<void> {
    // First of all: without it the folder is no job.
    await this.#folder.delete(HEADER_FILE);
    const request = splitBlobs(this.header.request);
    for (const name of [LOG_FILE, ...SLOT_FILES, ...request.blobs.map(([each]) => blobFile(each))]) await this.#folder.delete(name);
  }

  /** Lets go of the job, which stays as it is. */
  release(): void {
    this.#close();
    this.#folder.release();
  }

  /** Deletes all there is of the job. */
  async discard(): Promise<void> {
    this.#close();
    await this.#folder.remove();
  }

  #close(): void {
    this.#log.close();
    for (const file of this.#slotFiles) file.close();
  }
}

/** The jobs that nobody works on. Folders that hold neither a job nor a film that a page may show are cleared away. */
export async function surveyJobs(folders: JobFolders): Promise<readonly UnfinishedJob[]> {
  const jobs: UnfinishedJob[] = [];
  for (const { id, read } of await folders.survey(HEADER_FILE)) {
    const found = await readHeader(read).catch(() => null);
    if (!found) continue;
    const { request, startedAt, totalFrames, pack } = found.header;
    const last = await readCheckpoint(read).catch(() => null);
    const threads = last?.stored.checkpoint.model.threads ?? found.header.load.threads;
    jobs.push({
      id,
      request: {
        prompt: request.prompt ?? request.scenes?.map(({ prompt }) => prompt).join(' / ') ?? '',
        seconds: request.scenes?.reduce((sum, { seconds }) => sum + seconds, 0) ?? request.seconds,
        seed: request.seed,
      },
      doneFrames: last?.stored.checkpoint.state.frames ?? 0,
      totalFrames,
      startedAt,
      pack,
      ...(threads === undefined ? {} : { threads }),
    });
  }
  return jobs.sort((a, b) => a.startedAt - b.startedAt);
}

const blobFile = (name: string): string => `blob-${name}`;

type ReadFile = (name: string) => Promise<Blob | null>;

async function readHeader(read: ReadFile): Promise<{ header: JournalHeader; blobs: Record<string, string> } | null> {
  const file = await read(HEADER_FILE);
  if (!file) return null;
  const { format, blobs, ...header } = JSON.parse(await file.text()) as JournalHeader & { format: string; blobs: Record<string, string> };
  return format === FORMAT ? { header, blobs } : null;
}

async function readCheckpoint(read: ReadFile): Promise<{ number: number; stored: StoredCheckpoint } | null> {
  const contents = await Promise.all(
    SLOT_FILES.map(async (name) => {
      const file = await read(name);
      return file ? new Uint8Array(await file.arrayBuffer()) : null;
    }),
  );
  const slot = await newestSlot(contents);
  return slot ? { number: slot.number, stored: decodeRecord(slot.record) as StoredCheckpoint } : null;
}

async function openFiles(folder: JobFolder): Promise<{ log: RandomFile; slots: readonly [RandomFile, RandomFile] }> {
  const [log, first, second] = await Promise.all([LOG_FILE, ...SLOT_FILES].map((name) => folder.open(name)));
  if (!log || !first || !second) throw new Error('The journal of the film cannot be opened.');
  return { log, slots: [first, second] };
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

function splitBlobs(request: GenerateRequest): { plain: Record<string, unknown>; blobs: readonly [string, Blob][] } {
  const fields = Object.entries(request) as [string, unknown][];
  return {
    plain: Object.fromEntries(fields.filter(([, value]) => !(value instanceof Blob))),
    blobs: fields.filter((field): field is [string, Blob] => field[1] instanceof Blob),
  };
}
