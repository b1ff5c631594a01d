import type { ClipMetadata } from '../../../../contract/generator.js';
import type { Clip } from '../../../../src/features/player/player-slice.js';

/** A finished film of `seed` whose file holds `bytes`. */
export function toyClip(id: string, { seed = 7, bytes = `film ${id}`, picture = null as Clip['settings']['picture'] } = {}): Clip {
  const prompt = `a fox ${id}`;
  const pack = { id: 'toy', version: '1.0.0' };
  const metadata: ClipMetadata = {
    seconds: 2, frames: 24, width: 64, height: 64, fps: 12, codec: 'h264', backend: 'wasm', adapter: 'toy', prompt, seed, pack,
    framesSha256: 'f'.repeat(64),
    settings: { kinora: 1, prompt, seconds: 2, seed, needs: picture === null ? [] : ['image'], pack },
  };
  return {
    id,
    settings: { prompt, seconds: 2, seed, picture },
    file: new Blob([bytes], { type: 'video/mp4' }),
    metadata,
    timings: { load: 0, text: 0, image: 0, video: 1, decode: 0, encode: 0, total: 1 },
    took: 1,
  };
}
