import { openPackPainter } from '../../../workers/generator/jobs/film-frames.js';
import { paintWhole } from '../../../workers/generator/pipelines/film-picture.js';
import type { FilmState } from '../../../workers/generator/pipelines/film-state.js';
import { paintFilm } from '../../../workers/generator/pipelines/paint-film.js';
import { TextToVideoPipeline } from '../../../workers/generator/pipelines/text-to-video.js';
import { countTraffic, type Traffic } from './gpu-traffic.js';
import { psnr } from './read-back.js';
import { heardErrors, openWindowScene, takeWindows, timedBy, timedPainter } from './window-scene.js';

export interface WindowOrder {
  readonly packUrl: string;
  readonly windows: number;
  /** How strongly things move. */
  readonly motion: number;
}

export interface WindowReport {
  /** Of each window after the first frame, from its sampling to the last of its frames, and of what is kept to go on from. */
  readonly windows: readonly Traffic[];
  /** What the decoder takes once a shot, before its first latent; in no window. */
  readonly prepared: Traffic;
  /** Of sampling alone. */
  readonly sampling: Traffic;
  /** Each frame to that of ordinary memory, in dB. */
  readonly psnr: readonly number[];
  /** Between what can be gone on from after each window, on the GPU and in ordinary memory: the largest difference. */
  readonly stateDifference: number;
  /** Milliseconds of JavaScript a frame: painting it, here and there. */
  readonly paintMs: { readonly here: number; readonly there: number };
  readonly faults: readonly string[];
  readonly errors: readonly string[];
  readonly live: { readonly tensors: number; readonly sessions: number; readonly frames: number };
}

countTraffic();
const errors = heardErrors();

async function makeWindows({ packUrl, windows, motion }: WindowOrder): Promise<WindowReport> {
  const { context, runtime, ledger, start, perWindow, states, prepared, sampling } = await openWindowScene(packUrl);
  const from = start();
  const film = { shots: [{ prompt: '', frames: 1 + windows * perWindow, ground: { horizon: 0.5, stands: 'rests', passes: 0.3 } as const }], seed: 5, motion };

  const painter = await openPackPainter(context.manifest, runtime);
  if (!painter) throw new Error('Nothing paints on the GPU.');
  const faults: string[] = [];
  let paintMs = 0;
  const timed = timedPainter(painter, (ms) => (paintMs += ms));
  const { painted, windows: counted } = await takeWindows(paintFilm({ ...context, device: runtime.device }, timed, film, from, (fault) => faults.push(String(fault))), perWindow, prepared);
  const once = prepared();
  const sampled = sampling();
  painter.close();
  const there = states.splice(0);

  const differences: number[] = [];
  let hereMs = 0;
  for await (const made of new TextToVideoPipeline(context).pictures(film, from)) {
    if (made.kind === 'window end') states.push(made.state);
    else differences.push(psnr(painted[differences.length]!, timedBy((ms) => (hereMs += ms), () => paintWhole(made.picture, 'background'))));
  }
  await runtime.release();
  const { tensors, sessions, frames } = ledger.counts();
  return {
    windows: counted,
    prepared: once,
    sampling: sampled,
    psnr: differences,
    stateDifference: Math.max(...there.map((state, number) => differenceOf(numbersOf(state), numbersOf(states[number]!)))),
    paintMs: { here: hereMs / differences.length, there: paintMs / painted.length },
    faults,
    errors,
    live: { tensors, sessions, frames },
  };
}

const numbersOf = ({ open }: FilmState): readonly number[] => [...(open?.context ?? []).flatMap((latent) => [...latent]), ...Object.values(open?.decoder ?? {}).flatMap(({ data }) => Array.from(data, Number))];

const differenceOf = (a: readonly number[], b: readonly number[]): number => (a.length === b.length ? a.reduce((most, number, i) => Math.max(most, Math.abs(number - b[i]!)), 0) : Infinity);

addEventListener('message', (event: MessageEvent<WindowOrder>) => {
  makeWindows(event.data).then(
    (report) => postMessage({ report }),
    (error: unknown) => postMessage({ error: String(error instanceof Error ? error.stack : error) }),
  );
});
