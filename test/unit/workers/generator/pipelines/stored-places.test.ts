import { describe, expect, test } from 'vitest';
import type { PackManifest } from '../../../../../contract/pack/manifest.js';
import { upgradeManifest } from '../../../../../contract/pack/upgrade-manifest.js';
import { countUnits } from '../../../../../workers/generator/jobs/job-progress.js';
import { drawFirstFrame, drawPicture } from '../../../../../workers/generator/pipelines/first-frame.js';
import type { PipelineContext } from '../../../../../workers/generator/pipelines/pipeline-context.js';
import { encodePrompt } from '../../../../../workers/generator/pipelines/prompt-embeds.js';
import { createScheduler } from '../../../../../workers/generator/pipelines/schedulers/scheduler.js';
import { readStoredPlace } from '../../../../../workers/generator/pipelines/stored-places.js';
import type { GraphRunner } from '../../../../../workers/generator/pipelines/tensors/graph-runner.js';
import { float32 } from '../../../../../workers/generator/pipelines/tensors/tensor.js';
import { TextToVideoPipeline } from '../../../../../workers/generator/pipelines/text-to-video.js';
import { layeredContext } from '../../../../fixtures/worker/layered-context.js';
import { TOY_MANIFEST_1, toyRunner, toyTokens, type Call } from '../../../../fixtures/worker/toy-pack.js';

const [WIDTH, HEIGHT] = [4, 2];
const AREA = WIDTH * HEIGHT;
const PLACES = { table: 'places', background: 'on gray', rows: [['in a canyon', 'in the wild west'], ['in a city'], ['in a city at night'], ['at st. (john)']] };

describe('a place in a prompt', () => {
  test.each([
    ['a dog in a canyon', 'a dog on gray', 0],
    ['In the Wild  West, a cowboy', 'on gray, a cowboy', 0],
    ['a car in a city at night, the camera zooms in', 'a car on gray, the camera zooms in', 2],
    ['a car in a city', 'a car on gray', 1],
    ['a car at St. (John)', 'a car on gray', 3],
  ])('%s is drawn as "%s" in row %i', (prompt, text, place) => {
    expect(readStoredPlace(prompt, PLACES)).toEqual({ text, place });
  });

  test.each(['a dog', 'a dog on a beach', 'a robin a canyon', 'in a cityscape', 'a dog at stx (john)', ''])('"%s" is none of the stored ones', (prompt) => {
    expect(readStoredPlace(prompt, PLACES)).toEqual({ text: prompt });
  });

  test('is as the denoiser draws it where a pack stores none', () => {
    expect(readStoredPlace('a dog in a canyon', undefined)).toEqual({ text: 'a dog in a canyon' });
  });
});

const SCENE = 60;
const SUBJECT = 0.9;
const GRAY = 0.5;

/** Decodes the latents of a row as a slope from left to right, and all others as a subject in the second column, on gray. */
function runner(calls: Call[]): GraphRunner {
  const toy = toyRunner(calls);
  return {
    run: async (graph, inputs) => {
      const answers = await toy.run(graph, inputs);
      if (graph !== 'imageDecoder') return answers;
      const isScene = inputs['latents']!.data[0] === SCENE;
      const pixel = (i: number): number => (isScene ? (i % WIDTH) / 10 : i % WIDTH === 1 ? SUBJECT : GRAY);
      return {
        image: float32([1, 3, HEIGHT, WIDTH], Float32Array.from({ length: 3 * AREA }, (_, i) => pixel(i))),
        alpha: float32([1, 1, HEIGHT, WIDTH], Float32Array.from({ length: AREA }, (_, i) => Number(!isScene && i % WIDTH === 1))),
      };
    },
  };
}

const plain = upgradeManifest({ ...TOY_MANIFEST_1, imageLatent: { channels: 5, width: 3, height: 3 }, firstFrameAlpha: true, firstFramePlate: { drawn: true } });
const manifest: PackManifest = { ...plain, textToImage: { ...plain.textToImage!, places: PLACES } };

function placed(): { readonly context: PipelineContext; readonly calls: Call[]; readonly prompts: string[]; readonly rows: string[] } {
  const calls: Call[] = [];
  const [prompts, rows]: [string[], string[]] = [[], []];
  const context: PipelineContext = {
    ...layeredContext(runner(calls)),
    manifest,
    tokenize: (prompt) => {
      prompts.push(prompt);
      return toyTokens(prompt);
    },
    readRows: (table, numbers) => {
      rows.push(`${table} ${numbers.join()}`);
      return Promise.resolve(new Float32Array(45).fill(SCENE));
    },
  };
  return { context, calls, prompts, rows };
}

const firstRow = (planes: Float32Array | undefined): number[] => Array.from(planes ?? [], (value) => Math.round(value * 100) / 100).slice(0, WIDTH);

describe('a place of one colour', () => {
  const plain = { ...PLACES, plain: { blue: [0, 0, 255], 'light blue': [128, 128, 255] }, instead: { background: 'on a blue background', things: ['shark'] } } as const;

  test.each([
    ['a dog on a light blue background', { text: 'a dog on gray', place: [128, 128, 255] }],
    ['a dog, blue background', { text: 'a dog, on gray', place: [0, 0, 255] }],
    ['a dog on blue bricks', { text: 'a dog on blue bricks' }],
  ])('is read in "%s"', (prompt, read) => {
    expect(readStoredPlace(prompt, plain)).toEqual(read);
  });

  test('has what is hard to see in front of it drawn on another one', () => {
    expect(readStoredPlace('a shark in a city', plain, 'shark').text).toBe('a shark on a blue background');
    expect(readStoredPlace('a shark in a city', plain, 'dog').text).toBe('a shark on gray');
  });

  test('is what stands behind the subject, and takes no run of the decoder', async () => {
    const { context, calls } = placed();
    const half = { ...manifest.textToImage!, places: plain };
    const flat = { ...context, manifest: { ...manifest, textToImage: half } };
    const prompt = await encodePrompt(flat, 'a dog on a blue background', [half]);
    const drawn = await drawPicture(flat, createScheduler(half.scheduler, undefined), prompt, { seed: 4, stream: 0 });
    expect(firstRow(drawn.image)).toEqual([0, SUBJECT, 0, 0]);
    expect(Array.from(drawn.plate?.slice(-AREA) ?? [])).toEqual(new Array(AREA).fill(1));
    expect(calls.filter(({ graph }) => graph === 'imageDecoder')).toHaveLength(1);
  });
});

describe('a subject that is painted', () => {
  const half = { ...manifest.textToImage!, colours: { red: [255, 0, 0] } } as const;
  const readSubject: PipelineContext['readSubject'] = (prompt) => ({ text: prompt.replace('red ', ''), object: 'dog', colour: 'red', isNeutral: true });

  test.each(['a red dog in a city', 'a red dog'])('is drawn in its own colour first: "%s"', async (said) => {
    const { context, prompts } = placed();
    const painting = { ...context, readSubject, manifest: { ...manifest, textToImage: half } };
    const prompt = await encodePrompt(painting, said, [half]);
    expect(prompt.paint).toEqual({ rgb: [255, 0, 0], isNeutral: true });
    expect(prompts.some((text) => text.includes('red'))).toBe(false);
    const { image } = await drawPicture(painting, createScheduler(half.scheduler, undefined), prompt, { seed: 4, stream: 0 });
    const [red, green] = [image[1]!, image[AREA + 1]!];
    expect(red - green).toBeGreaterThan(0.3);
  });
});

describe('a picture of a stored place', () => {
  const scheduler = createScheduler(manifest.textToImage!.scheduler, undefined);

  test('is the place as its row decodes, with what was drawn on one colour in front of it', async () => {
    const { context, calls, prompts, rows } = placed();
    const prompt = await encodePrompt(context, 'a dog in a city', [manifest.textToImage!]);
    const drawn = await drawPicture(context, scheduler, prompt, { seed: 4, stream: 0 });
    expect(prompts).toContain('a dog on gray');
    expect(prompts).not.toContain('a dog in a city');
    expect(rows).toEqual(['places 1']);
    expect(firstRow(drawn.image)).toEqual([0, SUBJECT, 0.2, 0.3]);
    expect(firstRow(drawn.plate)).toEqual([0, 0.1, 0.2, 0.3]);
    expect(firstRow(drawn.alpha)).toEqual([0, 1, 0, 0]);
    expect(calls.filter(({ graph }) => graph === 'imageDecoder')).toHaveLength(2);
  });

  test('shows it in a mirror where the seed is odd, and what is in front of it never', async () => {
    const { context } = placed();
    const prompt = await encodePrompt(context, 'a dog in a city', [manifest.textToImage!]);
    const drawn = await drawPicture(context, scheduler, prompt, { seed: 5, stream: 0 });
    expect(firstRow(drawn.image)).toEqual([0.3, SUBJECT, 0.1, 0]);
  });

  test('is encoded for what moves it, and has its plate already', async () => {
    const { context, calls } = placed();
    const prompt = await encodePrompt(context, 'a dog in a canyon', [manifest.textToImage!]);
    const first = await drawFirstFrame(context, scheduler, prompt, { seed: 4, stream: 0 });
    expect(firstRow(first.plate)).toEqual([0, 0.1, 0.2, 0.3]);
    const encoded = calls.find(({ graph }) => graph === 'imageEncoder')!.inputs['image']!;
    expect(firstRow(encoded.data as Float32Array)).toEqual([0, SUBJECT, 0.2, 0.3]);
  });
});

test('the work of a film in a stored place is what it was said to be', async () => {
  const plan = { seed: 4, shots: [{ prompt: 'a dog in a canyon', frames: 2 }, { prompt: 'a dog', frames: 2 }] };
  let units = 0;
  const { context, rows } = placed();
  const onUnit: PipelineContext['onUnit'] = (stage) => {
    if (stage === 'image') units++;
  };
  const frames = new TextToVideoPipeline({ ...context, onUnit }).run(plan);
  for await (const frame of frames) expect(frame.rgba).toHaveLength(4 * AREA);
  expect(rows).toEqual(['places 0']);
  expect(units).toBe(countUnits(plan, manifest).get('image'));
});
