import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Stage } from '../../../../../contract/names.js';
import type { PackManifest } from '../../../../../contract/pack/manifest.js';
import { drawingHalf } from '../../../../../contract/pack/pack-parts.js';
import { readManifest } from '../../../../../contract/pack/read-manifest.js';
import { countUnits } from '../../../../../workers/generator/jobs/job-progress.js';
import type { FilmPlan } from '../../../../../workers/generator/pipelines/film-plan.js';
import type { FilmState } from '../../../../../workers/generator/pipelines/film-state.js';
import { drawPicture } from '../../../../../workers/generator/pipelines/first-frame.js';
import type { PipelineContext } from '../../../../../workers/generator/pipelines/pipeline-context.js';
import { encodePrompt } from '../../../../../workers/generator/pipelines/prompt-embeds.js';
import { createScheduler } from '../../../../../workers/generator/pipelines/schedulers/scheduler.js';
import { gaussianNoise } from '../../../../../workers/generator/pipelines/tensors/gaussian-noise.js';
import type { NamedTensors } from '../../../../../workers/generator/pipelines/tensors/graph-runner.js';
import { float32 } from '../../../../../workers/generator/pipelines/tensors/tensor.js';
import { TextToVideoPipeline } from '../../../../../workers/generator/pipelines/text-to-video.js';
import { Stopwatch } from '../../../../../workers/lib/stopwatch.js';
import type { RgbaFrame } from '../../../../../workers/lib/rgba-frame.js';
import { noRows } from '../../../../fixtures/worker/toy-pack.js';

interface Call {
  readonly graph: string;
  readonly inputs: NamedTensors;
}

type Answer = (inputs: NamedTensors) => NamedTensors;

/** A manifest of docs/packs.md, made small: each pattern of its text is replaced. */
function small(name: string, ...replaced: readonly (readonly [string, string])[]): Promise<PackManifest> {
  return readManifest(replaced.reduce((text, [from, to]) => text.replaceAll(from, to), readFileSync(`test/fixtures/manifests/${name}.json`, 'utf8')));
}

function contextOf(manifest: PackManifest, answers: Readonly<Record<string, Answer>>) {
  const calls: Call[] = [];
  const units = new Map<Stage, number>();
  const context: PipelineContext = {
    manifest,
    runner: {
      run: (graph, inputs) => {
        calls.push({ graph, inputs });
        const answer = answers[graph];
        return answer ? Promise.resolve(answer(inputs)) : Promise.reject(new Error(`There is no ${graph}.`));
      },
    },
    tokenize: (prompt, { maxLength }) => ({ ids: new Int32Array(maxLength).fill(9, 0, prompt.length), mask: new Int32Array(maxLength).fill(1, 0, prompt.length) }),
    readSubject: (prompt) => ({ text: prompt }),
    readTensor: () => Promise.reject(new Error('No tensor is a file.')),
    readRows: noRows,
    throwIfCancelled: () => Promise.resolve(),
    stopwatch: new Stopwatch(() => 0),
    onStage: () => undefined,
    onUnit: (stage) => units.set(stage, (units.get(stage) ?? 0) + 1),
  };
  return { context, calls, units };
}

const numbersOf = (tensor: NamedTensors[string] | undefined): readonly number[] => Array.from(tensor?.data ?? [], Number);

describe('a pack of published files that draw', async () => {
  const manifest = await small('sd-turbo', ['"height": 64', '"height": 2'], ['"width": 64', '"width": 2'], ['_latent": 64', '_latent": 2'], ['[4, 64, 64]', '[4, 2, 2]'], ['"width": 512, "height": 512', '"width": 4, "height": 4'], ['3, 512, 512', '3, 4, 4'], ['1024', '3'], ['77', '5']);
  const { context, calls } = contextOf(manifest, {
    textEncoder: ({ input_ids: ids }) => ({ last_hidden_state: float32([1, 5, 3], Float32Array.from(numbersOf(ids).flatMap((id) => [id, 0, 0]))) }),
    unet: ({ sample }) => ({ out_sample: float32([1, 4, 2, 2], Float32Array.from(numbersOf(sample), (x) => x / 2)) }),
    vaeDecoder: ({ latent_sample: latents }) => ({ sample: float32([1, 3, 4, 4], new Float32Array(48).fill(Math.sign(numbersOf(latents)[0]!) * 0.5)) }),
  });

  test('gets its names and types, and draws in one step of Euler', async () => {
    const half = drawingHalf(manifest);
    const prompt = await encodePrompt(context, 'abc', [half]);
    const { image } = await drawPicture(context, createScheduler(half.scheduler), prompt, { seed: 7, stream: 0 });
    const [text, unet, decoder] = calls;
    expect(text).toEqual({ graph: 'textEncoder', inputs: { input_ids: { dtype: 'int32', shape: [1, 5], data: Int32Array.of(9, 9, 9, 0, 0) } } });
    expect(unet!.inputs['timestep']).toEqual({ dtype: 'int64', shape: [1], data: BigInt64Array.of(999n) });
    expect(unet!.inputs['encoder_hidden_states']!.shape).toEqual([1, 5, 3]);
    const sigma = 14.6146;
    const noise = gaussianNoise(7, 0, 16);
    const shown = numbersOf(unet!.inputs['sample']);
    noise.forEach((number, i) => expect(shown[i]).toBeCloseTo((number * sigma) / Math.sqrt(sigma ** 2 + 1), 4));
    // Half of what the denoiser was shown is noise.
    const latents = numbersOf(decoder!.inputs['latent_sample']);
    noise.forEach((number, i) => expect(latents[i]! * 0.18215).toBeCloseTo(number * sigma - (sigma * shown[i]!) / 2, 3));
    expect(image[0]).toBeCloseTo(0.5 + 0.25 * Math.sign(latents[0]!), 6);
  });
});

describe('a pack that moves pictures', async () => {
  const manifest = await small(
    'image-to-video',
    ['128, 11, 20', '2, 1, 2'], ['3, 352, 640', '3, 2, 4'], ['"width": 640, "height": 352', '"width": 4, "height": 2'], ['[1, 128]', '[1, 6]'], ['"maxLength": 128', '"maxLength": 6'], ['[1, 128, 2048]', '[1, 6, 1]'],
    ['"fps": 24', '"fps": 12'],
  );
  const size = 4;
  /** Video latents count on from the last clean one; the decoder shows each latent's number in its frames. */
  const answers: Readonly<Record<string, Answer>> = {
    caption: ({ attention_mask: mask }) => ({ text: float32([1, 6, 1], Float32Array.from(numbersOf(mask))) }),
    firstFrame: () => ({ latents: float32([1, 2, 1, 2], new Float32Array(size).fill(10)) }),
    prepare: ({ image }) => ({ features: float32([1], Float32Array.of(numbersOf(image)[0]!)) }),
    motion: ({ latents, timestep }) => {
      const numbers = numbersOf(latents);
      const times = numbersOf(timestep);
      const clean = times.filter((time) => time === 0).length;
      const last = numbers[clean * size - 1]!;
      // x - sigma * velocity = wanted, for the sigma that the timestep says.
      const velocity = numbers.map((x, i) => {
        const latent = Math.floor(i / size);
        return latent < clean ? 0 : (x - (last + latent - clean + 1)) / (times[latent]! / 1000);
      });
      return { velocity: float32([1, 9, 2, 1, 2], Float32Array.from(velocity)) };
    },
    videoDecoder: ({ latents }) => {
      const firsts = numbersOf(latents).filter((_, i) => i % size === 0);
      const frames = firsts.flatMap((number, i) => Array.from({ length: i === 0 ? 1 : 8 }, () => new Array<number>(24).fill(number / 255)).flat());
      return { frames: float32([frames.length / 24, 3, 2, 4], Float32Array.from(frames)) };
    },
  };
  const film: FilmPlan = { seed: 3, motion: 2, shots: [{ prompt: 'ab', frames: 1 + 8 * 17, image: new Float32Array(24).fill(0.2) }] };

  async function make(from?: FilmState) {
    const states: FilmState[] = [];
    const made = contextOf(manifest, answers);
    const frames: RgbaFrame[] = [];
    for await (const frame of new TextToVideoPipeline({ ...made.context, onWindowEnd: (state) => states.push(structuredClone(state)) }).run(film, from)) frames.push(frame);
    return { ...made, frames, states };
  }

  test('counts on through a longer first window, the next ones, and one that is used in part', async () => {
    const { frames, calls, units } = await make();
    // The picture itself, and then the latents 11, 12, ... of 17, eight frames each.
    expect(frames.map(({ rgba }) => rgba[0])).toEqual([51, ...Array.from({ length: 17 }, (_, i) => new Array<number>(8).fill(11 + i)).flat()]);
    const motion = calls.filter(({ graph }) => graph === 'motion');
    // Eight steps for each of three windows: 8, 7 and 7 latents, of which 2 are used.
    expect(motion).toHaveLength(3 * 8);
    const clean = [0, 8, 16].map((call) => numbersOf(motion[call]!.inputs['timestep']).filter((time) => time === 0).length);
    expect(clean).toEqual([1, 2, 2]);
    expect(numbersOf(motion[0]!.inputs['timestep'])).toEqual([0, ...new Array<number>(8).fill(1000)]);
    expect(numbersOf(motion[8]!.inputs['latents']).slice(0, 8)).toEqual([17, 17, 17, 17, 18, 18, 18, 18].map((x) => expect.closeTo(x, 3) as number));
    expect(numbersOf(motion[0]!.inputs['flow_score'])).toEqual([10]);
    expect(numbersOf(motion[0]!.inputs['text_mask'])).toEqual([1, 1, 0, 0, 0, 0]);
    for (const [stage, count] of countUnits(film, manifest)) if (stage !== 'encode') expect(units.get(stage), stage).toBe(count);
  });

  test('adds fresh noise after each step but the last, another each time', async () => {
    const { calls } = await make();
    const shown = calls.filter(({ graph }) => graph === 'motion').map(({ inputs }) => numbersOf(inputs['latents']).slice(size));
    const [second, third] = [shown[1]!, shown[2]!];
    const noiseOf = (latents: readonly number[], sigma: number) => latents.map((x, i) => (x - (1 - sigma) * (11 + Math.floor(i / size))) / sigma);
    const [one, two] = [noiseOf(second, 0.9937), noiseOf(third, 0.9875)];
    const expected = gaussianNoise(3, 1 + 0x100_0000, 32);
    one.forEach((number, i) => expect(number).toBeCloseTo(expected[i]!, 3));
    expect(two.filter((number, i) => Math.abs(number - one[i]!) < 1e-3)).toEqual([]);
  });

  test('prepares the decoder once a shot, and decodes windows with what was before them', async () => {
    const { calls } = await make();
    expect(calls.filter(({ graph }) => graph === 'prepare')).toHaveLength(1);
    const decoded = calls.filter(({ graph }) => graph === 'videoDecoder');
    expect(decoded.map(({ inputs }) => inputs['latents']!.shape[1])).toEqual([9, 9, 9]);
    expect(decoded.map(({ inputs }) => numbersOf(inputs['features'])[0])).toEqual([0.2, 0.2, 0.2].map((x) => expect.closeTo(x, 6) as number));
    expect(decoded.map(({ inputs }) => numbersOf(inputs['noise']).length)).toEqual([36, 36, 36]);
  });

  test('goes on from any state with the same frames', async () => {
    const { frames, states } = await make();
    expect(states).toHaveLength(3);
    for (const state of states) expect((await make(state)).frames).toEqual(frames.slice(state.frames));
  });

  test('refuses to draw', async () => {
    const { context } = contextOf(manifest, answers);
    const frames = new TextToVideoPipeline(context).run({ seed: 1, shots: [{ prompt: 'ab', frames: 9 }] });
    await expect(frames.next()).rejects.toMatchObject({ error: { code: 'pack-draws-nothing', params: { title: 'Example mover' } } });
  });
});
