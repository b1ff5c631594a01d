import type { KinoraError } from '../../../contract/errors.js';
import type { ClipMetadata } from '../../../contract/events.js';
import type { GenerateRequest } from '../../../contract/request/request.js';
import type { Engine } from '../../../src/engine/engine.js';
import { decodeClip, psnr } from './read-back.js';

export interface BothWays {
  /** Of the film that was made on the GPU. */
  readonly metadata: ClipMetadata;
  readonly warnings: readonly string[];
  /** The last one that was shown of it. `corner`: alpha. */
  readonly preview: PreviewFacts | null;
  readonly frames: number;
  /** Of its frames to those of ordinary memory, in dB. */
  readonly psnr: readonly number[];
}

interface PreviewFacts {
  readonly width: number;
  readonly height: number;
  readonly corner: number;
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
  bitmap.close();
  return { width, height, corner: context.getImageData(0, 0, 1, 1).data[3] ?? -1 };
}

function doneFilm(engine: Engine, request: GenerateRequest, resolve: (film: DoneFilm) => void, reject: (error: Error) => void): void {
  const warnings: string[] = [];
  let preview: PreviewFacts | null = null;
  const refuse = (error: KinoraError): void => reject(new Error(JSON.stringify(error)));
  void engine
    .generate(request, (event) => {
      if (event.type === 'preview') preview = factsOf(event.frame);
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
  return { metadata: there.metadata, warnings: there.warnings, preview: there.preview, frames: frames.length, psnr: expected.map((rgba, i) => psnr(frames[i] ?? new Uint8ClampedArray(rgba.length), rgba)) };
}
