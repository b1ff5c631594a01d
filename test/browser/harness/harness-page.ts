/** The page behind the browser tests: it runs the program's own code in a real browser and reports plain records. */
import { toHex } from '../../../workers/lib/sha256-hex.js';
import type { ClipSettings } from '../../../contract/request/clip-settings.js';
import { readSettings } from '../../../contract/request/read-clip-settings.js';
import type { Capabilities } from '../../../contract/capabilities.js';
import type { ClipMetadata, GenerationEvent, Timings } from '../../../contract/events.js';
import type { InputFacts, Still } from '../../../contract/generator.js';
import type { BackendName, InputRole, VideoCodecName } from '../../../contract/names.js';
import { promptOf, type GenerateRequest } from '../../../contract/request/request.js';
import type { Conversion } from '../../../contract/conversion.js';
import type { KinoraError, Result } from '../../../contract/errors.js';
import type { StickerOrder } from '../../../contract/stickers/sticker.js';
import { Engine } from '../../../src/engine/engine.js';
import { chooseCodec } from '../../../workers/generator/media/encode/choose-codec.js';
import { WebCodecsFilmEncoder } from '../../../workers/generator/media/encode/film-encoder.js';
import { muxFilm } from '../../../workers/generator/media/mux/mux-film.js';
import { decodePicture } from '../../../workers/generator/media/decode/decode-picture.js';
import { Failure } from '../../../contract/errors/failure.js';
import { toKinoraError } from '../../../workers/lib/to-kinora-error.js';
import { rgbaFromPlanes, type RgbaFrame } from '../../../workers/lib/rgba-frame.js';
import { ResourceLedger } from '../../../workers/lib/resource-ledger.js';
import { loadOrt } from '../../../workers/generator/runtime/ort-build.js';
import { primeCast } from '../../../workers/generator/runtime/prime-cast.js';
import { memoryFolders } from '../../../workers/generator/checkpoints/memory-job-folders.js';
import { CONTRACT_CASES } from '../../contract/generator-contract.js';
import { paintBars, paintFrame } from './moving-picture.js';
import { convertedOf, decodeAnimation, expectedFrames, filmOf, stickerOf, type DecodedAnimation, type StickerFilm, type StickerReport } from './sticker-films.js';
import { readVideo } from './read-video.js';
import { makeBothWays, type BothWays } from './both-ways.js';
import { measureBoth, type BothMeasured } from './measured-page.js';
import { paintSubject } from './sticker-subjects.js';
import { packUrl, workerReports } from './worker-reports.js';
import { cornerDifference, decodeBars, decodeClip, psnr, readClip, type ClipFacts, type DecodedBars } from './read-back.js';

function startEngine(): Engine {
  return new Engine({
    startWorker: () => new Worker(new URL('../../../workers/generator/generator.worker.ts', import.meta.url), { type: 'module' }),
  });
}

/** Loading a model anew for each contract case would cost more than the cases. */
let sharedEngine: Engine | null = null;

export type FilmReport =
  | { readonly ok: true; readonly metadata: ClipMetadata; readonly timings: Timings; readonly clip: ClipFacts; readonly previews: number; readonly warnings: readonly string[] }
  | { readonly ok: false; readonly error: KinoraError };

function makeFilm(engine: Engine, request: GenerateRequest): Promise<FilmReport> {
  let previews = 0;
  const warnings: string[] = [];
  return new Promise<FilmReport>((resolve, reject) => {
    engine
      .generate(request, (event) => {
        if (event.type === 'preview') {
          previews++;
          event.frame.close();
        } else if (event.type === 'warning') {
          warnings.push(event.warning.code);
        } else if (event.type === 'failed') {
          resolve({ ok: false, error: event.error });
        } else if (event.type === 'done') {
          const { file, metadata, timings } = event;
          readClip(file).then((clip) => resolve({ ok: true, metadata, timings, clip, previews, warnings }), reject);
        }
      })
      .then((accepted) => {
        if (!accepted.ok) resolve(accepted);
      }, reject);
  });
}

/** The last film of `makeDirected`. */
let filmBefore: Blob | undefined;

export type DirectedReport =
  | {
      readonly ok: true;
      readonly metadata: ClipMetadata;
      readonly settings: ClipSettings | null;
      readonly steps: readonly number[];
      readonly seam: number;
      readonly end: number | null;
      readonly likeStills: readonly number[];
      readonly likeBefore: readonly number[];
    }
  | { readonly ok: false; readonly error: KinoraError };

async function encode(
  frames: readonly RgbaFrame[],
  codec: VideoCodecName,
  fps: number,
  ledger: ResourceLedger,
): Promise<{ readonly file: Blob; readonly encoded: VideoCodecName; readonly digest: Uint8Array }> {
  const [{ width, height }] = frames as readonly [RgbaFrame];
  const chosen = await chooseCodec({ width, height, fps }, codec);
  const writer = new WebCodecsFilmEncoder(chosen, fps, ledger);
  for (const frame of frames) await writer.add(frame);
  const { chunks, video, digest } = await writer.cut();
  writer.abort();
  const folder = await memoryFolders().create('film');
  muxFilm(video, chunks, chunks.length, await folder.open('film'));
  const file = await folder.blob('film', 'video/mp4');
  if (!file) throw new Error('There is no file.');
  return { file, encoded: chosen.name, digest };
}

function rgbaOf(planes: Float32Array): Uint8ClampedArray {
  const side = Math.sqrt(planes.length / 3);
  return rgbaFromPlanes(planes, side, side);
}

/** Painting and encoding a film takes longer than most of what is asked of it. */
const paintedFilms = new Map<string, Promise<Blob>>();
function paintedFilm(film: StickerFilm): Promise<Blob> {
  const key = JSON.stringify(film);
  const known = paintedFilms.get(key) ?? filmOf(film, async (frames) => (await encode(frames, 'h264', film.fps, new ResourceLedger())).file);
  paintedFilms.set(key, known);
  return known;
}

const harness = {
  probe: (): Promise<Capabilities> => {
    const engine = startEngine();
    return engine.probe().finally(() => engine.release());
  },

  /** The number that Cast made in the graph that it is called with first. */
  primeCast: async (): Promise<string> => String(await primeCast(await loadOrt('wasm', { jspi: false, wasm: { simd: true, threads: 1 }, crossOriginIsolated: false }))),

  /** Both backends of a pack, as the page measures and tells them. */
  measureBoth: (pack: 'tiny'): Promise<BothMeasured> => measureBoth(startEngine, packUrl(pack)),

  runContractCase: async (name: string, backend: BackendName): Promise<void> => {
    const found = CONTRACT_CASES.find((each) => each.name === name);
    if (!found) throw new Error(`There is no contract case "${name}".`);
    const generator = found.fresh ? startEngine() : (sharedEngine ??= startEngine());
    try {
      await found.run({ generator, load: { packUrl: packUrl('tiny'), backend } });
    } finally {
      if (generator !== sharedEngine) await generator.release();
    }
  },

  ...workerReports,

  /** A film of a pack on the GPU beside one in ordinary memory. */
  makeBothWays: (pack: 'layers' | 'starter', request: GenerateRequest): Promise<BothWays> => makeBothWays(startEngine, packUrl(pack), request),

  /** Films from one request, `count` of them with the same worker and model; `picture` is a data URL. */
  makeFilms: async (
    request: GenerateRequest,
    options: { readonly backend: BackendName; readonly count?: number; readonly picture?: string },
  ): Promise<readonly FilmReport[]> => {
    const engine = startEngine();
    try {
      const loaded = await engine.loadPack({ packUrl: packUrl('tiny'), backend: options.backend }, () => undefined);
      if (!loaded.ok) return [loaded];
      const start = options.picture === undefined ? null : { kind: 'image' as const, file: { blob: await (await fetch(options.picture)).blob() } };
      const films: FilmReport[] = [];
      for (let i = 0; i < (options.count ?? 1); i++) films.push(await makeFilm(engine, { ...request, ...(start && { start }) }));
      return films;
    } finally {
      await engine.release();
    }
  },

  /**
   * One film of a request, with its frames compared: PSNR in dB of each frame with the one before, of the last frame with
   * the first, of the last with the end picture, of the first with the stills of its seed and of the next one, and of the frames of the
   * film before with those at the same place of this one.
   */
  makeDirected: async (
    request: GenerateRequest,
    blobs: { readonly image?: string; readonly endImage?: string; readonly extend?: readonly number[] | 'the film before' },
  ): Promise<DirectedReport> => {
    const engine = (sharedEngine ??= startEngine());
    const loaded = await engine.loadPack({ packUrl: packUrl('tiny'), backend: 'wasm' }, () => undefined);
    if (!loaded.ok) return loaded;
    const picture = async (url: string | undefined): Promise<Blob | undefined> => (url === undefined ? undefined : (await fetch(url)).blob());
    const [image, endImage] = [await picture(blobs.image), await picture(blobs.endImage)];
    const extend = blobs.extend === 'the film before' ? filmBefore : blobs.extend && new Blob([Uint8Array.from(blobs.extend)], { type: 'video/mp4' });
    const before = filmBefore;
    const whole: GenerateRequest = {
      ...request,
      ...(image ? { start: { kind: 'image', file: { blob: image } } } : extend ? { start: { kind: 'video', file: { blob: extend } } } : {}),
      ...(endImage ? { ending: { kind: 'image', file: { blob: endImage } } } : {}),
    };
    const last = await new Promise<Extract<GenerationEvent, { type: 'done' | 'failed' }>>((resolve, reject) => {
      engine
        .generate(whole, (event) => {
          if (event.type === 'preview') event.frame.close();
          if (event.type === 'done' || event.type === 'failed') resolve(event);
        })
        .then((accepted) => {
          if (!accepted.ok) resolve({ type: 'failed', jobId: '', error: accepted.error });
        }, reject);
    });
    if (last.type === 'failed') return { ok: false, error: last.error };
    filmBefore = last.file;
    const frames = await decodeClip(last.file);
    const earlier = before ? await decodeClip(before) : [];
    const end = endImage ? rgbaOf(await decodePicture(endImage, last.metadata)) : null;
    const stills: Still[] = [];
    const drawn = await engine.drawStills({ prompt: promptOf(request.subject), seeds: [request.seed, request.seed + 1] }, (still) => stills.push(still));
    while (drawn.ok && stills.length < 2) await new Promise((resolve) => setTimeout(resolve, 20));
    const likeStills: number[] = [];
    for (const { file } of stills) likeStills.push(psnr(frames[0]!, rgbaOf(await decodePicture(file, last.metadata))));
    return {
      ok: true,
      metadata: last.metadata,
      settings: await readSettings(last.file),
      steps: frames.slice(1).map((frame, i) => psnr(frame, frames[i]!)),
      seam: psnr(frames.at(-1)!, frames[0]!),
      end: end && psnr(frames.at(-1)!, end),
      likeStills,
      likeBefore: earlier.map((frame, i) => psnr(frames[i] ?? new Uint8ClampedArray(frame.length), frame)),
    };
  },

  /** The first frame that a pack draws, as RGB bytes, colour by colour; from files that are kept on this device, where there is one. */
  drawStill: async (pack: string, prompt: string, seed: number, backend: BackendName): Promise<StillReport> => {
    const engine = startEngine();
    try {
      const loaded = await engine.loadPack({ packUrl: packUrl(pack), backend, keep: true }, () => undefined);
      if (!loaded.ok) return loaded;
      const stills: Still[] = [];
      const drawn = await engine.drawStills({ prompt, seeds: [seed] }, (still) => stills.push(still));
      if (!drawn.ok) return drawn;
      while (stills.length < 1) await new Promise((resolve) => setTimeout(resolve, 20));
      const [{ file, width, height }] = stills as [Still];
      const rgba = rgbaOf(await decodePicture(file, { width, height }));
      const bytes = [0, 1, 2].flatMap((colour) => [...rgba.filter((_, i) => i % 4 === colour)]);
      const { sessions, tensors } = await engine.resources();
      return { ok: true, width, height, bytes, sessions, tensors };
    } finally {
      await engine.release();
    }
  },

  /** A film whose first frame one pack draws, and another sets in motion, or the same; and how many sessions there were in the end. */
  makePair: async (request: GenerateRequest, packs: { readonly draw?: string; readonly move: string }): Promise<FilmReport & { readonly sessions?: number }> => {
    const engine = startEngine();
    try {
      const drawing = packs.draw === undefined ? {} : { drawPackUrl: packUrl(packs.draw) };
      const loaded = await engine.loadPack({ packUrl: packUrl(packs.move), ...drawing, backend: 'wasm' }, () => undefined);
      if (!loaded.ok) return loaded;
      const film = await makeFilm(engine, request);
      return { ...film, sessions: (await engine.resources()).sessions };
    } finally {
      await engine.release();
    }
  },

  /** What loading a pack ends with, and what is still held then. */
  loadPack: async (pack: string): Promise<{ readonly error: KinoraError | null; readonly sessions: number }> => {
    const engine = startEngine();
    try {
      // The broken packs share most of their files with the good one: nothing kept may stand in for a broken one.
      const disk = await navigator.storage.getDirectory();
      await disk.removeEntry('kinora-packs', { recursive: true }).catch(() => undefined);
      const loaded = await engine.loadPack({ packUrl: packUrl(pack), backend: 'wasm', keep: false }, () => undefined);
      const { sessions } = await engine.resources();
      return { error: loaded.ok ? null : loaded.error, sessions };
    } finally {
      await engine.release();
    }
  },

  /** Encodes a moving picture and reads it back. PSNR (dB) and colour shift (of 255) are against the frames that went in. */
  encodeAndReadBack: async (
    codec: VideoCodecName,
    size: { readonly width: number; readonly height: number; readonly fps: number; readonly frames: number },
  ): Promise<{ readonly codec: VideoCodecName; readonly clip: ClipFacts; readonly psnr: readonly number[]; readonly colourShift: number; readonly live: number; readonly framesSha256: string; readonly type: string }> => {
    const ledger = new ResourceLedger();
    const painted = Array.from({ length: size.frames }, (_, index) => paintFrame(index, size.width, size.height));
    const { file, encoded, digest } = await encode(painted, codec, size.fps, ledger);
    const decoded = await decodeClip(file);
    return {
      codec: encoded,
      clip: await readClip(file),
      psnr: decoded.map((rgba, i) => psnr(rgba, painted[i]?.rgba ?? new Uint8ClampedArray())),
      // Where the picture is smooth no detail can be lost, so a difference there is a wrong colour.
      colourShift: Math.max(...decoded.map((rgba, i) => cornerDifference(rgba, painted[i]?.rgba ?? new Uint8ClampedArray(), size.width))),
      live: ledger.counts().frames,
      framesSha256: toHex(digest),
      type: file.type,
    };
  },

  /** The bytes of a film as the generator stores it. */
  paintFilm: async (film: StickerFilm): Promise<Uint8Array> => new Uint8Array(await (await paintedFilm(film)).arrayBuffer()),

  makeSticker: async (film: StickerFilm, order: StickerOrder): Promise<Result<StickerReport>> => stickerOf(await paintedFilm(film), order),

  convertFilm: async (film: StickerFilm, conversion: Conversion): Promise<Result<{ readonly bytes: Uint8Array; readonly type: string }>> =>
    convertedOf(await paintedFilm(film), conversion),

  /** Frames as they were painted, or as they should look on a sticker. RGBA with straight alpha. */
  expectedFrames: async (film: StickerFilm, order: StickerOrder | null, indices: readonly number[]): Promise<readonly Uint8Array[]> => {
    const frames = order === null ? indices.map((index) => paintSubject(film, index).rgba) : expectedFrames(await decodeClip(await paintedFilm(film)), film, order, indices);
    return frames.map((rgba) => new Uint8Array(rgba));
  },

  /** RGBA of the first frame of an opaque film. */
  decodeFilm: async (bytes: Uint8Array): Promise<readonly Uint8Array[]> => (await decodeClip(new Blob([Uint8Array.from(bytes)]))).slice(0, 1).map((rgba) => new Uint8Array(rgba)),

  decodeAnimation: (bytes: Uint8Array, type: string, indices: readonly number[]): Promise<DecodedAnimation> => decodeAnimation(bytes, type, indices),

  /** Encodes bars of `colours` and reads back what a decoder gives: codes of luma, blue and red in the middle of each bar. */
  encodeBars: async (codec: VideoCodecName, colours: readonly (readonly number[])[]): Promise<{ readonly codec: VideoCodecName } & DecodedBars> => {
    const painted = Array.from({ length: 3 }, (_, index) => paintBars(index, colours));
    const { file, encoded } = await encode(painted, codec, 12, new ResourceLedger());
    return { codec: encoded, ...(await decodeBars(file, colours.length)) };
  },

  /** A picture prepared as a first frame: its corner and middle colours in 0..1, or why it is refused. */
  preparePicture: async (
    picture: string | readonly number[],
    frame: { readonly width: number; readonly height: number },
    background?: string,
  ): Promise<{ readonly left: readonly number[]; readonly middle: readonly number[] } | KinoraError> => {
    const blob = typeof picture === 'string' ? await (await fetch(picture)).blob() : new Blob([Uint8Array.from(picture)], { type: 'image/png' });
    try {
      const planes = await decodePicture(blob, frame, background);
      const area = frame.width * frame.height;
      const colourAt = (x: number, y: number): readonly number[] => [0, 1, 2].map((plane) => planes[plane * area + y * frame.width + x] ?? Number.NaN);
      return { left: colourAt(0, frame.height >> 1), middle: colourAt(frame.width >> 1, frame.height >> 1) };
    } catch (error) {
      if (error instanceof Failure) return toKinoraError(error);
      throw error;
    }
  },

  /**
   * What the generator says of a file, through the engine, and the colours of its preview: the middles of its quarters, row by
   * row, and its middle, each as RGBA.
   */
  inspect: async (role: InputRole, bytes: readonly number[], type = ''): Promise<InspectReport> => {
    const engine = (sharedEngine ??= startEngine());
    const inspected = await engine.inspect(role, new Blob([Uint8Array.from(bytes)], { type }));
    if (!inspected.ok) return inspected.error;
    const { preview, ...facts } = inspected.value;
    const bitmap = await createImageBitmap(preview);
    const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d')!;
    context.drawImage(bitmap, 0, 0);
    const [w, h] = [bitmap.width / 4, bitmap.height / 4];
    const colours = [[1, 1], [3, 1], [1, 3], [3, 3], [2, 2]].map(([x = 0, y = 0]) => [...context.getImageData(x * w, y * h, 1, 1).data]);
    return { ...facts, colours };
  },

  readVideo,
};

export type StillReport =
  | { readonly ok: true; readonly width: number; readonly height: number; readonly bytes: readonly number[]; readonly sessions: number; readonly tensors: number }
  | { readonly ok: false; readonly error: KinoraError };

export type InspectReport = (Omit<InputFacts, 'preview'> & { readonly colours: readonly (readonly number[])[] }) | KinoraError;

export type Harness = typeof harness;

window.harness = harness;
