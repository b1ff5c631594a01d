import type { KinoraError } from '../../../contract/errors.js';
import type { ClipMetadata } from '../../../contract/events.js';
import type { GenerateRequest } from '../../../contract/request/request.js';
import type { Engine } from '../../../src/engine/engine.js';
import { decodeClip, psnr } from './read-back.js';

export interface BothWays {
  /** Of the film that was made on the GPU. */
  readonly metadata: ClipMetadata;
  readonly warnings: readonly string[];
  /** The first frame as it was shown: of this film, and of that of ordinary memory. */
  readonly previews: readonly (PreviewFacts | null)[];
  readonly frames: number;
  /** Of its frames to those of ordinary memory, in dB. */
  readonly psnr: readonly number[];
}

interface PreviewFacts {
  readonly width: number;
  readonly height: number;
  /** Mean of red, green, blue and alpha. */
  readonly mean: readonly number[];
}

interface DoneFilm {
  readonly file: Blob;
  readonly metadata: ClipMetadata;
  readonly warnings: readonly string[];
  readonly preview: PreviewFacts | null;
}

function factsOf(bitmap: ImageBitmap): PreviewFacts {
  const { width, height } = bitmap;
  const context = new OffscreenCanvas(width, height).getContext('2d')!;
  context.drawImage(bitmap, 0, 0);
  const { data } = context.getImageData(0, 0, width, height);
  const mean = [0, 1, 2, 3].map((channel) => data.reduce((sum, byte, i) => sum + (i % 4 === channel ? byte : 0), 0) / (width * height));
  return { width, height, mean };
}

function doneFilm(engine: Engine, request: GenerateRequest, resolve: (film: DoneFilm) => void, reject: (error: Error) => void): void {
  const warnings: string[] = [];
  let preview: PreviewFacts | null = null;
  const refuse = (error: KinoraError): void => reject(new Error(JSON.stringify(error)));
  void engine
    .generate(request, (event) => {
      if (event.type === 'preview') {
        if (event.index === 0) preview = factsOf(event.frame);
        event.frame.close();
      }
      else if (event.type === 'warning') warnings.push(event.warning.code);
      else if (event.type === 'failed') refuse(event.error);
      else if (event.type === 'done') resolve({ file: event.file, metadata: event.metadata, warnings, preview });
    })
    .then((accepted) => {
      if (!accepted.ok) refuse(accepted.error);
    });
}

/** Makes a film of a pack on the GPU, and in ordinary memory. */
export async function makeBothWays(startEngine: () => Engine, packUrl: string, request: GenerateRequest): Promise<BothWays> {
  const films: DoneFilm[] = [];
  for (const backend of ['webgpu', 'wasm'] as const) {
    const engine = startEngine();
    try {
      const loaded = await engine.loadPack({ packUrl, backend }, () => undefined);
      if (!loaded.ok) throw new Error(JSON.stringify(loaded.error));
      films.push(await new Promise<DoneFilm>((resolve, reject) => doneFilm(engine, request, resolve, reject)));
    } finally {
      await engine.release();
    }
  }
  const [there, here] = films as [DoneFilm, DoneFilm];
  const [frames, expected] = [await decodeClip(there.file), await decodeClip(here.file)];
  return { metadata: there.metadata, warnings: there.warnings, previews: [there.preview, here.preview], frames: frames.length, psnr: expected.map((rgba, i) => psnr(frames[i] ?? new Uint8ClampedArray(rgba.length), rgba)) };
}
