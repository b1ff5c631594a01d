import type { RgbaFrame } from '../../lib/rgba-frame.js';
import type { PackHalf } from '../../../contract/pack/manifest.js';
import { drawingHalf, frameOf, movingHalf, plateOf } from '../../../contract/pack/pack-parts.js';
import { openVideoDecoder, type LatentGroup, type VideoDecoder } from './decoders/video-decoder.js';
import { planEnding, type Ending } from './ending.js';
import { scheduleFilm, type FilmPlan, type FilmSchedule, type ScheduledShot } from './film-plan.js';
import { firstPicture, onItsGround, paintShown, type Dissolve, type FramePixels, type MadeFrame, type Picture, type WindowEnd } from './film-picture.js';
import { FILM_START, type FilmState, type ShotConditioning, type ShotState } from './film-state.js';
import { drawFirstFrame, drawPlate, encodeFirstFrame, type FirstFrame } from './first-frame.js';
import { sampleWindow, sampleWindowThere, type WindowJob, type WindowLatents } from './image-to-video.js';
import type { PipelineContext } from './pipeline-context.js';
import type { Scheduler } from './schedulers/scheduler.js';
import { encodePrompt, type EncodedPrompt } from './prompt-embeds.js';
import { sizeOf } from './tensors/tensor.js';
import { particlesAt } from './weather/film-weather.js';
import { SlidingContext } from './windows.js';

/** Makes films: prompt -> text encoder -> first frame -> windows of video latents -> video decoder -> frames. */
export class TextToVideoPipeline {
  readonly #context: PipelineContext;

  constructor(context: PipelineContext) {
    this.#context = context;
  }

  /**
   * The frames of a film in the order of time, as large as the pack's. The next frame is made when it is pulled, so the consumer sets the pace,
   * and leaving the loop ends the work.
   *
   * @param from where to continue: a state that `onWindowEnd` was given, of the same film, pack and backend
   * @throws Failure `cancelled` from `throwIfCancelled`, and whatever the graph runner throws
   */
  async *run(film: FilmPlan, from: FilmState = FILM_START): AsyncGenerator<RgbaFrame, void, undefined> {
    const { manifest, onWindowEnd, stopwatch } = this.#context;
    const size = frameOf(manifest);
    const behind = film.isTransparent ? 'nothing' : 'background';
    let index = from.frames;
    for await (const made of this.pictures(film, from)) {
      if (made.kind === 'window end') {
        onWindowEnd?.(made.state);
        continue;
      }
      const shown = { ...made, weather: film.weather ? particlesAt(film.weather, index, size) : null };
      const rgba = await stopwatch.time('decode', () => Promise.resolve(paintShown(shown, behind, size)));
      yield { index: index++, width: size.width, height: size.height, rgba };
    }
  }

  /** What the frames of a film show, for whoever paints them, as {@link run} makes them. */
  async *pictures(film: FilmPlan, from: FilmState = FILM_START): AsyncGenerator<MadeFrame | WindowEnd, void, undefined> {
    const { manifest, throwIfCancelled } = this.#context;
    const { window: windowSettings, latents: format, motion: motionSettings, decoder: decoderSettings } = movingHalf(manifest);
    const framesPerLatent = decoderSettings.framesPerLatent.rest;
    const { fps } = frameOf(manifest);
    const schedule = scheduleFilm(film, manifest);
    let index = from.frames;
    const frame = (picture: Picture, dissolve: Dissolve | null = null): MadeFrame => {
      index++;
      return { kind: 'frame', picture, dissolve };
    };

    for (const shot of schedule.shots.slice(from.shot)) {
      let state = shot.number === from.shot ? from.open : null;
      if (!state) {
        let { image } = shot;
        if (shot.opening) {
          let last: FramePixels | null = null;
          for await (const rgba of shot.opening.read()) {
            await throwIfCancelled();
            if (last) yield frame({ kind: 'pixels', rgba: last });
            last = rgba;
          }
          if (last) image = shot.opening.pictureOf(last);
        }
        state = this.#openShot(await this.#conditionShot(film, schedule, shot, image));
      }

      // Taking the first frame apart takes the plate.
      let conditioning = isTakenApart(film) ? await this.#withPlate(film, schedule, shot, state.conditioning) : state.conditioning;
      const ending = shot.isLast ? await this.#endingOf(film, schedule, shot, conditioning) : null;
      const finished = (number: number, picture: Picture): MadeFrame => {
        const weight = ending?.dissolve(number) ?? 0;
        return frame(picture, ending && weight > 0 ? { picture: ending.picture, weight } : null);
      };
      if (state.window === 0) yield finished(0, await this.#pictureOf(film, schedule, shot, conditioning));

      // Drawn after the first frame was handed out, which is seen so much earlier.
      conditioning = await this.#withPlate(film, schedule, shot, conditioning);
      const recent = new SlidingContext(windowSettings.context, sizeOf(format.shape), state.context);
      const decoder = await openVideoDecoder(this.#context, conditioning.firstFrame, state.decoder, { seed: film.seed, stream: shot.noiseStream });
      try {
        if (state.decoder === null && shot.windows.length > 0) await decoder.begin();
        for (const window of shot.windows.slice(state.window)) {
          if (window.changesPrompt) conditioning = { ...conditioning, prompt: await this.#encode(window.prompt, [movingHalf(manifest)]) };
          const job = { latents: window.sampled, before: recent, strength: film.motion ?? 1, noise: { seed: film.seed, stream: window.noiseStream } };
          const { here, there } = await this.#sample(schedule, conditioning, job, decoder);
          try {
            let number = window.firstFrame;
            for (const group of there ? (decoder.groupsThere?.(there, window.latents) ?? []) : decoder.groups(await here, window.latents)) {
              await throwIfCancelled();
              const wanted = Math.min(group.used * framesPerLatent, shot.frames - number);
              const isFactor = motionSettings.mode === 'factor';
              const strengths = Array.from({ length: isFactor ? wanted : 0 }, (_, i) => (film.motion ?? 1) * (ending?.motion(number + i) ?? 1));
              const decoded = await this.#decode(decoder, group, strengths);
              // What is not finite is not shown. Decoding goes on meanwhile where latents are on a device.
              await here;
              for (const picture of decoded.slice(0, wanted)) {
                await throwIfCancelled();
                yield finished(number, onItsGround(picture, shot.ground, number++ / fps));
              }
            }
            recent.push((await here).slice(0, window.latents));
          } finally {
            there?.close();
          }
          if (window.number < shot.windows.length - 1) {
            const open = { conditioning, window: window.number + 1, context: recent.recent, decoder: await decoder.readState() };
            yield { kind: 'window end', state: { frames: index, shot: shot.number, open } };
          }
        }
      } finally {
        decoder.close();
      }
      yield { kind: 'window end', state: { frames: index, shot: shot.number + 1, open: null } };
    }
  }

  /** prompt -> tokenizer -> text encoder; then the first frame, drawn or given */
  async #conditionShot(film: FilmPlan, schedule: FilmSchedule, shot: ScheduledShot, image: Float32Array | null): Promise<ShotConditioning> {
    const { stopwatch, onStage } = this.#context;
    const { manifest } = this.#context;
    const prompt = await this.#encode(shot.prompt, image ? [movingHalf(manifest)] : [drawingHalf(manifest), movingHalf(manifest)]);
    onStage('image');
    const firstFrame = await stopwatch.time('image', (): Promise<FirstFrame> =>
      image
        ? encodeFirstFrame(this.#context, image)
        : drawFirstFrame(this.#context, drawingScheduler(schedule), prompt, { seed: film.seed, stream: shot.noiseStream }, film.isTransparent ? null : shot.ground),
    );
    return { prompt, firstFrame };
  }

  async #withPlate(film: FilmPlan, schedule: FilmSchedule, shot: ScheduledShot, conditioning: ShotConditioning): Promise<ShotConditioning> {
    const { manifest, stopwatch, onStage } = this.#context;
    const { prompt, firstFrame } = conditioning;
    if (plateOf(manifest) !== 'drawn' || firstFrame.plate) return conditioning;
    onStage('image');
    const noise = { seed: film.seed, stream: shot.noiseStream };
    const plate = await stopwatch.time('image', () => drawPlate(this.#context, drawingScheduler(schedule), prompt, noise, firstFrame));
    return { prompt, firstFrame: { ...firstFrame, plate } };
  }

  #openShot(conditioning: ShotConditioning): ShotState {
    const { perTokenTimestep } = movingHalf(this.#context.manifest).window;
    const { latents } = conditioning.firstFrame;
    // Where clean latents stand in front of a window, those of the first frame stand in front of the first one.
    return { conditioning, window: 0, context: perTokenTimestep && latents ? [latents] : [], decoder: null };
  }

  async #encode(prompt: string, halves: readonly PackHalf[]): Promise<EncodedPrompt> {
    const { stopwatch, onStage, onUnit, throwIfCancelled } = this.#context;
    onStage('text');
    await throwIfCancelled();
    const encoded = await stopwatch.time('text', () => encodePrompt(this.#context, prompt, halves));
    onUnit('text');
    return encoded;
  }

  #sample({ imageToVideo }: FilmSchedule, conditioning: ShotConditioning, job: WindowJob, decoder: VideoDecoder): Promise<WindowLatents> {
    const { stopwatch, onStage } = this.#context;
    onStage('video');
    return stopwatch.time('video', async () => {
      if (decoder.groupsThere) return sampleWindowThere(this.#context, imageToVideo, conditioning, job);
      return { here: Promise.resolve(await sampleWindow(this.#context, imageToVideo, conditioning, job)), there: null };
    });
  }

  #decode(decoder: VideoDecoder, group: LatentGroup, strengths: readonly number[]): Promise<readonly Picture[]> {
    const { stopwatch, onStage } = this.#context;
    onStage('decode');
    return stopwatch.time('decode', () => decoder.decode(group, strengths));
  }

  /** @param last the film's last shot */
  async #endingOf(film: FilmPlan, schedule: FilmSchedule, last: ScheduledShot, conditioning: ShotConditioning): Promise<ShotEnding | null> {
    if (film.ending === undefined) return null;
    const { fps } = frameOf(this.#context.manifest);
    const [first] = schedule.shots;
    if (film.ending !== 'loop') {
      const firstFrame = isTakenApart(film) ? await encodeFirstFrame(this.#silent, film.ending) : { image: film.ending };
      return { ...planEnding(last.frames, fps, 'another picture'), picture: await this.#pictureOf(film, schedule, { ...last, ground: null }, { ...conditioning, firstFrame }) };
    }
    if (first === last && !film.opening) {
      return { ...planEnding(last.frames, fps, 'own first frame'), picture: await this.#pictureOf(film, schedule, last, conditioning) };
    }
    return { ...planEnding(last.frames, fps, 'another picture'), picture: await this.#firstPictureOf(film, schedule) };
  }

  /** The film's first frame, made again: it is the same each time, and a job that was resumed no longer has it. */
  async #firstPictureOf(film: FilmPlan, schedule: FilmSchedule): Promise<Picture> {
    if (film.opening) for await (const rgba of film.opening.read()) return { kind: 'pixels', rgba };
    const [first] = schedule.shots;
    return this.#pictureOf(film, schedule, first, await new TextToVideoPipeline(this.#silent).#conditionShot(film, schedule, first, first.image));
  }

  /** A first frame as the film shows it. */
  async #pictureOf(film: FilmPlan, schedule: FilmSchedule, shot: ScheduledShot, conditioning: ShotConditioning): Promise<Picture> {
    const whole = isTakenApart(film) ? await new TextToVideoPipeline(this.#silent).#withPlate(film, schedule, shot, conditioning) : conditioning;
    return firstPicture(whole.firstFrame, frameOf(this.#context.manifest), film.isTransparent ?? false, film.isLayered ?? false, shot.ground);
  }

  /** For what is made a second time: not reported as work, because it is a small part of a film. */
  get #silent(): PipelineContext {
    return { ...this.#context, onUnit: () => undefined, onStage: () => undefined };
  }
}

const isTakenApart = ({ isTransparent, isLayered }: FilmPlan): boolean => isTransparent === true || isLayered === true;

function drawingScheduler({ textToImage }: FilmSchedule): Scheduler {
  if (textToImage) return textToImage;
  throw new Error('A pack that draws nothing was asked to draw.');
}

interface ShotEnding extends Ending {
  /** What the last frame is to equal. */
  readonly picture: Picture;
}
