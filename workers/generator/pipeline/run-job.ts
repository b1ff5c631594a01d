import { drawFirstFrame, encodeFirstFrame } from './first-frame.js';
import type { FilmPlan, JobTools, Shot } from './job-tools.js';
import { rgbaFromPlanes, type RgbaFrame } from './rgba.js';
import { StreamingDecoder } from './streaming-decoder.js';
import { encodeText } from './text-conditioning.js';
import { sampleWindow } from './video-window.js';
import { planShot, SlidingContext } from './windows.js';

/** Noise streams of a shot: the first is the first frame's, the others its windows'. */
const STREAMS_PER_SHOT = 0x1_0000;

/**
 * Makes a film, frame by frame, in the order of time. The next frame is made when it is pulled, so whoever takes the
 * frames sets the pace, and leaving the loop ends the work.
 *
 * @throws Failure `cancelled` from `tools.pause`, and whatever the graph runner throws
 */
export async function* runJob(film: FilmPlan, tools: JobTools): AsyncGenerator<RgbaFrame, void, undefined> {
  let index = 0;
  for (const [shotIndex, shot] of film.shots.entries()) {
    for await (const planes of makeShot(shot, film, shotIndex * STREAMS_PER_SHOT, tools)) {
      const { width, height } = tools.manifest.frame;
      yield { index, width, height, rgba: rgbaFromPlanes(planes, width, height) };
      index++;
    }
  }
}

/** prompt -> text -> first frame -> window after window of latents -> frames, each [3, H, W] in 0..1 */
async function* makeShot(shot: Shot, film: FilmPlan, stream: number, tools: JobTools): AsyncGenerator<Float32Array> {
  const { manifest, stopwatch } = tools;
  const plan = planShot(manifest, shot.frames);

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
  yield first.image;

  const { channels, height, width } = manifest.latent;
  const context = new SlidingContext(manifest.window.context, channels * height * width);
  const decoder = new StreamingDecoder(tools, first.image);
  let latentsLeft = plan.latents;
  let framesLeft = plan.frames - 1;
  for (let window = 0; window < plan.windows; window++) {
    tools.onStage('video');
    const noise = { seed: film.seed, stream: stream + 1 + window };
    const latents = await stopwatch.time('video', () =>
      sampleWindow(tools, conditioning, first, context.read(), noise, film.steps),
    );
    context.push(latents);

    tools.onStage('decode');
    for (const latent of latents.slice(0, latentsLeft)) {
      await tools.pause();
      const frames = await stopwatch.time('decode', () => decoder.decode(latent));
      for (const planes of frames.slice(0, framesLeft)) {
        await tools.pause();
        yield planes;
      }
      framesLeft -= Math.min(framesLeft, frames.length);
      latentsLeft--;
    }
  }
}
