import { frameOf } from '../../../contract/pack/pack-parts.js';
import { composedFrames, type DrawTitle } from '../../../workers/generator/pipelines/compose/compose-film.js';
import type { Composition, FilmPart } from '../../../workers/generator/pipelines/compose/composition.js';
import { paintComposed } from '../../../workers/generator/pipelines/compose/paint-composed.js';
import { StepPainter } from '../../../workers/generator/pipelines/compose/step-painter.js';
import type { FilmState } from '../../../workers/generator/pipelines/film-state.js';
import { countTraffic, type Traffic } from './gpu-traffic.js';
import { psnr } from './read-back.js';
import { heardErrors, openWindowScene, takeWindows, timedBy, timedPainter } from './window-scene.js';

export interface ComposedWindowOrder {
  readonly packUrl: string;
  readonly windows: number;
  /** Frames a second of the film, in those of the model. */
  readonly rate: 1 | 2;
}

export interface ComposedWindowReport {
  /** Of each window after the first frame. What decoders take once a shot is in none. */
  readonly windows: readonly Traffic[];
  /** Each frame to that of ordinary memory, in dB. */
  readonly psnr: readonly number[];
  /** Frames that both kept a state at, and the largest difference of the maps that it goes on from. */
  readonly kept: { readonly there: readonly number[]; readonly here: readonly number[]; readonly mapsDifference: number };
  /** Milliseconds of JavaScript a frame: painting it, here and there. */
  readonly paintMs: { readonly here: number; readonly there: number };
  readonly faults: readonly string[];
  readonly errors: readonly string[];
  readonly live: { readonly tensors: number; readonly sessions: number; readonly frames: number };
}

countTraffic();
const errors = heardErrors();

/** Two things and a title, where the camera moves, with shadows. */
async function makeComposed({ packUrl, windows, rate }: ComposedWindowOrder): Promise<ComposedWindowReport> {
  const { context, runtime, ledger, start, perWindow, states, prepared } = await openWindowScene(packUrl);
  const own = frameOf(context.manifest);
  const frame = { width: own.width, height: own.height, fps: own.fps * rate };
  const made = 1 + windows * perWindow;
  const shown = 1 + windows * perWindow * rate;
  const part = (seed: number, more: Pick<FilmPart, 'shows'> & { readonly fit: FilmPart['stretches'][number]['fit'] }): FilmPart => ({
    kind: 'film',
    film: { shots: [{ prompt: '', frames: made, ground: { horizon: 0.5, stands: 'rests', passes: 0.3 } }], seed, ...(more.shows === 'subject' ? { isTransparent: true } : { isLayered: true }) },
    stretches: [{ shown, made, fit: more.fit }],
    shows: more.shows,
    first: 0,
    frames: shown,
  });
  const composition: Composition = {
    frame,
    frames: shown,
    isTransparent: false,
    parts: [
      part(5, { shows: 'all', fit: 'cover' }),
      part(6, { shows: 'subject', fit: { x: 0.3, y: 0.6, size: 0.6, turn: 10 } }),
      { kind: 'title', content: { kind: 'title', text: 'Hi' }, place: { x: 0.5, y: 0.2, size: 0.2 }, first: 0, frames: shown },
    ],
  };
  const pixels = new Uint8ClampedArray(frame.width * frame.height * 4).fill(200, 0, 8 * frame.width * 4);
  const drawTitle: DrawTitle = () => pixels;
  const from: FilmState = { frames: 0, shot: 0, open: null, parts: [{ state: start(), last: null }, { state: start(0.1), last: null }, null] };

  const painter = await runtime.device!.openComposer(frame, 'opaque');
  const faults: string[] = [];
  let thereMs = 0;
  const timed = timedPainter(painter, (ms) => (thereMs += ms));
  const composed = paintComposed({ ...context, device: runtime.device }, timed, composition, drawTitle, from, (fault) => faults.push(String(fault)));
  const { painted, windows: counted } = await takeWindows(composed, perWindow * rate, prepared);
  painter.close();
  const there = states.splice(0);

  const differences: number[] = [];
  const here = new StepPainter(frame, false);
  let hereMs = 0;
  for await (const { index, steps } of composedFrames(context, composition, drawTitle, from)) differences.push(psnr(painted[index]!, timedBy((ms) => (hereMs += ms), () => here.paint(steps))));
  await runtime.release();
  const { tensors, sessions, frames } = ledger.counts();
  return {
    windows: counted,
    psnr: differences,
    kept: { there: there.map((state) => state.frames), here: states.map((state) => state.frames), mapsDifference: Math.max(0, ...there.map((state, i) => differenceOf(mapsOf(state), mapsOf(states[i]!)))) },
    paintMs: { here: hereMs / differences.length, there: thereMs / painted.length },
    faults,
    errors,
    live: { tensors, sessions, frames },
  };
}

/** What frames between those of the model go on from. */
const mapsOf = ({ parts = [] }: FilmState): readonly number[] =>
  parts.flatMap((part) => {
    if (!part?.last) return [];
    const { subject, background, fields } = part.last.maps;
    return [...[subject, background, ...(fields ? [fields.map] : [])].flatMap(({ xx, xy, x0, yx, yy, y0 }) => [xx, xy, x0, yx, yy, y0]), ...(fields?.planes ?? [])];
  });

const differenceOf = (a: readonly number[], b: readonly number[]): number => (a.length === b.length ? a.reduce((most, number, i) => Math.max(most, Math.abs(number - b[i]!)), 0) : Infinity);

addEventListener('message', (event: MessageEvent<ComposedWindowOrder>) => {
  makeComposed(event.data).then(
    (report) => postMessage({ report }),
    (error: unknown) => postMessage({ error: String(error instanceof Error ? error.stack : error) }),
  );
});
