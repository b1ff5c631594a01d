import { mixPictures, planEnding, type Ending } from './ending.js';
import { FILM_START, type ShotState } from './film-state.js';
import { drawFirstFrame, encodeFirstFrame } from './first-frame.js';
import { scenesOf, type FilmPlan, type PipelineContext, type ShotPlan } from './pipeline-context.js';
import { planesFromRgba, rgbaFromPlanes, type RgbaFrame } from '../../lib/rgba-frame.js';
import { StreamingDecoder } from './video-decoder.js';
import { encodeText, type TextConditioning } from './prompt-embeds.js';
import { sizeOf } from './tensor.js';
import { sampleWindow, videoLatentShape } from './image-to-video.js';
import { planWindows, SlidingContext } from './windows.js';

const STREAMS_PER_SHOT = 0x1_0000;

/**
 * Makes a film, frame by frame, in the order of time. The next frame is made when it is pulled, so whoever takes the
 * frames sets the pace, and leaving the loop ends the work.
 *
 * @param from where to go on: a state that `tools.onWindowEnd` was told, of the same film, pack and backend
 * @throws Failure `cancelled` from `tools.pause`, and whatever the graph runner throws
 */
export async function* runJob(film: FilmPlan, tools: PipelineContext, from = FILM_START): AsyncGenerator<RgbaFrame, void, undefined> {
  const { width, height } = tools.manifest.frame;
  let index = from.frames;
  const lastShot = film.shots.length - 1;
  for (const [number, shot] of film.shots.entries()) {
    if (number < from.shot) continue;
    let opened = number === from.shot ? from.open : null;
    if (opened === null) {
      let { image } = shot;
      if (number === 0 && film.opening) {
        let last: Uint8ClampedArray<ArrayBuffer> | null = null;
        for await (const rgba of film.opening.read()) {
          await tools.throwIfCancelled();
          if (last) yield { index: index++, width, height, rgba: last };
          last = rgba;
        }
        if (last) image = planesFromRgba(last, width, height);
      }
      opened = await openShot(film, number, image, tools);
    }
    const ending = number === lastShot ? await endingOf(film, shot, opened, tools) : null;
    for await (const made of makeShot(shot, film, number, tools, opened, ending)) {
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
type Made = { readonly type: 'frame'; readonly planes: Float32Array } | { readonly type: 'window'; readonly open: ShotState };

/** first frame -> window after window of latents -> frames */
async function* makeShot(
  shot: ShotPlan,
  film: FilmPlan,
  number: number,
  tools: PipelineContext,
  open: ShotState,
  ending: ShotEnding | null,
): AsyncGenerator<Made> {
  const { manifest, stopwatch } = tools;
  const beats = scenesOf(shot);
  const { frames: frameCount, windows } = planWindows(manifest, ...beats.map(({ frames }) => frames));
  const { first } = open;
  let { conditioning } = open;
  const finish = (frame: number, planes: Float32Array): Float32Array =>
    ending ? mixPictures(planes, ending.picture, ending.dissolve(frame)) : planes;
  if (open.window === 0) yield { type: 'frame', planes: finish(0, first.image) };

  const context = new SlidingContext(manifest.window.context, sizeOf(videoLatentShape(manifest.latent)), open.context);
  const decoder = new StreamingDecoder(tools, first.image, open.decoder);
  for (const [window, { scene: beat, firstFrame, latents: used }] of windows.entries()) {
    if (window < open.window) continue;
    if (beat !== (windows[window - 1]?.scene ?? 0)) conditioning = await encodePrompt(tools, promptOf(beats, beat));

    tools.onStage('video');
    const noise = { seed: film.seed, stream: streamOf(number) + 1 + window };
    const sampled = await stopwatch.time('video', () =>
      sampleWindow(tools, conditioning, first, context.read(), noise, film.steps),
    );
    const latents = sampled.slice(0, used);
    context.push(latents);

    tools.onStage('decode');
    let frame = firstFrame;
    for (const latent of latents) {
      await tools.throwIfCancelled();
      const wanted = Math.min(manifest.latent.framesPerLatent, frameCount - frame);
      const strengths = Array.from({ length: wanted }, (_, i) => (film.motion ?? 1) * (ending?.motion(frame + i) ?? 1));
      const frames = await stopwatch.time('decode', () => decoder.decode(latent, strengths));
      for (const planes of frames.slice(0, wanted)) {
        await tools.throwIfCancelled();
        yield { type: 'frame', planes: finish(frame, planes) };
        frame++;
      }
    }
    if (window < windows.length - 1) {
      yield { type: 'window', open: { conditioning, first, window: window + 1, context: context.recent, decoder: decoder.state } };
    }
  }
}

/** prompt -> text -> first frame */
async function openShot(film: FilmPlan, number: number, image: Float32Array | undefined, tools: PipelineContext): Promise<ShotState> {
  const conditioning = await encodePrompt(tools, promptOf(film.shots, number));
  tools.onStage('image');
  const first = await tools.stopwatch.time('image', () =>
    image
      ? encodeFirstFrame(tools, image)
      : drawFirstFrame(tools, conditioning.text, conditioning.empty, { seed: film.seed, stream: streamOf(number) }, film.steps),
  );
  return { conditioning, first, window: 0, context: [], decoder: StreamingDecoder.startState(tools.manifest) };
}

async function encodePrompt(
  tools: PipelineContext,
  prompt: string,
): Promise<{ readonly text: TextConditioning; readonly empty: TextConditioning }> {
  tools.onStage('text');
  await tools.throwIfCancelled();
  const conditioning = await tools.stopwatch.time('text', async () => ({
    text: await encodeText(tools, prompt),
    empty: await encodeText(tools, ''),
  }));
  tools.onUnit('text');
  return conditioning;
}

interface ShotEnding extends Ending {
  /** What the last frame is to equal: [3, H, W] in 0..1. */
  readonly picture: Float32Array;
}

/** @param last the film's last shot, which is open */
async function endingOf(film: FilmPlan, last: ShotPlan, open: ShotState, tools: PipelineContext): Promise<ShotEnding | null> {
  if (film.ending === undefined) return null;
  const frames = scenesOf(last).reduce((sum, beat) => sum + beat.frames, 0);
  const { fps } = tools.manifest.frame;
  if (film.ending !== 'loop') return { ...planEnding(frames, fps, 'another picture'), picture: film.ending };
  if (film.shots.length === 1 && !film.opening) return { ...planEnding(frames, fps, 'own first frame'), picture: open.first.image };
  return { ...planEnding(frames, fps, 'another picture'), picture: await firstPictureOf(film, tools) };
}

/** The film's first frame, made anew: it is the same each time, and a job that was taken up again no longer has it. */
async function firstPictureOf(film: FilmPlan, tools: PipelineContext): Promise<Float32Array> {
  if (film.opening) {
    const { width, height } = tools.manifest.frame;
    for await (const rgba of film.opening.read()) return planesFromRgba(rgba, width, height);
  }
  // Not announced as work: it is a small part of a film of several shots.
  return (await openShot(film, 0, film.shots[0]?.image, { ...tools, onUnit: () => undefined, onStage: () => undefined })).first.image;
}

/** Noise streams of a shot: the first is the first frame's, the others its windows'. */
function streamOf(shot: number): number {
  return shot * STREAMS_PER_SHOT;
}

function promptOf(parts: readonly { readonly prompt: string }[], index: number): string {
  return parts[index]?.prompt ?? '';
}
