import { FILM_START, type OpenShot } from './film-state.js';
import { drawFirstFrame, encodeFirstFrame } from './first-frame.js';
import type { FilmPlan, JobTools, Shot } from './job-tools.js';
import { rgbaFromPlanes, type RgbaFrame } from './rgba.js';
import { StreamingDecoder } from './streaming-decoder.js';
import { encodeText } from './text-conditioning.js';
import { sampleWindow } from './video-window.js';
import { planShot, SlidingContext, type ShotPlan } from './windows.js';

/** Noise streams of a shot: the first is the first frame's, the others its windows'. */
const STREAMS_PER_SHOT = 0x1_0000;

/**
 * Makes a film, frame by frame, in the order of time. The next frame is made when it is pulled, so whoever takes the
 * frames sets the pace, and leaving the loop ends the work.
 *
 * @param from where to go on: a state that `tools.onWindowEnd` was told, of the same film, pack and backend
 * @throws Failure `cancelled` from `tools.pause`, and whatever the graph runner throws
 */
export async function* runJob(film: FilmPlan, tools: JobTools, from = FILM_START): AsyncGenerator<RgbaFrame, void, undefined> {
  const { width, height } = tools.manifest.frame;
  let index = from.frames;
  for (const [number, shot] of film.shots.entries()) {
    if (number < from.shot) continue;
    const opened = number === from.shot ? from.open : null;
    for await (const made of makeShot(shot, film, number * STREAMS_PER_SHOT, tools, opened)) {
      if (made.type === 'window') {
        tools.onWindowEnd?.({ frames: index, shot: number, open: made.open });
      } else {
        yield { index, width, height, rgba: rgbaFromPlanes(made.planes, width, height) };
        index++;
      }
    }
    tools.onWindowEnd?.({ frames: index, shot: number + 1, open: null });
  }
}

/** A frame, [3, H, W] in 0..1, or the state between two windows. */
type Made = { readonly type: 'frame'; readonly planes: Float32Array } | { readonly type: 'window'; readonly open: OpenShot };

/** prompt -> text -> first frame -> window after window of latents -> frames */
async function* makeShot(shot: Shot, film: FilmPlan, stream: number, tools: JobTools, opened: OpenShot | null): AsyncGenerator<Made> {
  const { manifest, stopwatch } = tools;
  const plan = planShot(manifest, shot.frames);
  const open = opened ?? (await openShot(shot, film, stream, tools));
  const { conditioning, first } = open;
  if (open !== opened) yield { type: 'frame', planes: first.image };

  const { channels, height, width } = manifest.latent;
  const context = new SlidingContext(manifest.window.context, channels * height * width, open.context);
  const decoder = new StreamingDecoder(tools, first.image, open.decoder);
  for (let window = open.window; window < plan.windows; window++) {
    tools.onStage('video');
    const noise = { seed: film.seed, stream: stream + 1 + window };
    const latents = await stopwatch.time('video', () =>
      sampleWindow(tools, conditioning, first, context.read(), noise, film.steps),
    );
    context.push(latents);

    tools.onStage('decode');
    const { firstFrame, firstLatent } = startOfWindow(tools, window);
    let framesLeft = plan.frames - firstFrame;
    for (const latent of latents.slice(0, plan.latents - firstLatent)) {
      await tools.pause();
      const frames = await stopwatch.time('decode', () => decoder.decode(latent));
      for (const planes of frames.slice(0, framesLeft)) {
        await tools.pause();
        yield { type: 'frame', planes };
      }
      framesLeft -= Math.min(framesLeft, frames.length);
    }
    if (!isLast(window, plan)) {
      yield { type: 'window', open: { ...open, window: window + 1, context: context.recent, decoder: decoder.state } };
    }
  }
}

async function openShot(shot: Shot, film: FilmPlan, stream: number, tools: JobTools): Promise<OpenShot> {
  const { stopwatch } = tools;
  tools.onStage('text');
  await tools.pause();
  const conditioning = await stopwatch.time('text', async () => ({
    text: await encodeText(tools, shot.prompt),
    empty: await encodeText(tools, ''),
  }));
  tools.onUnit('text');

  tools.onStage('image');
  const first = await stopwatch.time('image', () =>
    shot.image
      ? encodeFirstFrame(tools, shot.image)
      : drawFirstFrame(tools, conditioning.text, conditioning.empty, { seed: film.seed, stream }, film.steps),
  );
  return { conditioning, first, window: 0, context: [], decoder: StreamingDecoder.startState(tools.manifest) };
}

/** Counted within the shot; frame 0 is the first-frame image, so windows begin at frame 1. */
function startOfWindow({ manifest }: JobTools, window: number): { readonly firstFrame: number; readonly firstLatent: number } {
  const firstLatent = window * manifest.window.latents;
  return { firstLatent, firstFrame: 1 + firstLatent * manifest.latent.framesPerLatent };
}

function isLast(window: number, plan: ShotPlan): boolean {
  return window === plan.windows - 1;
}
