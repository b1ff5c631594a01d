import { describe, expect, test } from 'vitest';
import type { PromptGround } from '../../../../../../contract/generator.js';
import { frameOf } from '../../../../../../contract/pack/pack-parts.js';
import type { Layer } from '../../../../../../contract/request/layers/layer.js';
import type { GenerateRequest, InputFile } from '../../../../../../contract/request/request.js';
import { planJob } from '../../../../../../workers/generator/jobs/plan/plan-composition.js';
import type { FilmInputs } from '../../../../../../workers/generator/jobs/plan/plan-film.js';
import { composeFilm } from '../../../../../../workers/generator/pipelines/compose/compose-film.js';
import { layersOf } from '../../../../../../workers/generator/pipelines/decoders/layers/cut-out.js';
import { AT_REST } from '../../../../../../workers/generator/pipelines/decoders/layers/frame-maps.js';
import { firstPicture, paintWhole } from '../../../../../../workers/generator/pipelines/film-picture.js';
import type { PipelineContext } from '../../../../../../workers/generator/pipelines/pipeline-context.js';
import { TextToVideoPipeline } from '../../../../../../workers/generator/pipelines/text-to-video.js';
import { Stopwatch } from '../../../../../../workers/lib/stopwatch.js';
import { requestFor } from '../../../../../fixtures/request-for.js';
import { LAYERED_TOY, layeredRunner } from '../../../../../fixtures/worker/layered-toy.js';
import { toyTokens } from '../../../../../fixtures/worker/toy-pack.js';

const OWN = frameOf(LAYERED_TOY);
/** The subject of the toy reaches from the upper to the lower edge, so its feet are on the ground. */
const groundOf = (prompt: string): PromptGround => ({ horizon: prompt.includes('sky') ? null : 0.5, stands: prompt.includes('bird') ? null : 'rests' });
const layer = (prompt: string, more: Partial<Layer<InputFile>> = {}): Layer<InputFile> => ({ content: { kind: 'prompt', prompt }, place: { x: 0.3, y: 0.5, size: 0.8 }, ...more });

const context: PipelineContext = {
  manifest: LAYERED_TOY,
  runner: layeredRunner(),
  tokenize: toyTokens,
  readSubject: (prompt) => ({ text: prompt }),
  readTensor: () => Promise.reject(new Error('The toy pack has no tensor files.')),
  readRows: () => Promise.reject(new Error('The toy pack has no tables.')),
  throwIfCancelled: () => Promise.resolve(),
  stopwatch: new Stopwatch(() => 0),
  onStage: () => undefined,
  onUnit: () => undefined,
};

function noTitles(): never {
  throw new Error('No film here has a title.');
}

/** All of the frames' bytes, by the plan that the request leads to. */
async function made(request: GenerateRequest, inputs: FilmInputs = {}): Promise<readonly string[]> {
  const plan = planJob(request, inputs, OWN, groundOf);
  const film = plan.kind === 'plain' ? new TextToVideoPipeline(context).run(plan.film) : composeFilm(context, plan.composition, noTitles);
  const frames: string[] = [];
  for await (const { rgba } of film) frames.push([...rgba].join());
  return frames;
}

const PLAIN = requestFor('red apple', 1);
const WIDE = requestFor('red apple', 1, { size: { width: 64, height: 64 }, fps: 24 });
const LAYERED = requestFor('on the sky', 1, { hideSubject: true, layers: [layer('dog')] });

describe('films whose things cast shadows', () => {
  test('of one thing say so of every picture, and only where they are asked to', async () => {
    const grounds = async (request: GenerateRequest): Promise<readonly unknown[]> => {
      const plan = planJob(request, {}, OWN, groundOf);
      const found: unknown[] = [];
      if (plan.kind === 'plain') for await (const made of new TextToVideoPipeline(context).pictures(plan.film)) if (made.kind === 'frame' && made.picture.kind === 'layers') found.push(made.picture.ground);
      return found;
    };
    const shaded = await grounds({ ...PLAIN, shadows: true });
    expect(shaded).toHaveLength(11);
    expect(new Set(shaded)).toEqual(new Set([{ horizon: 0.5, stands: 'rests' }]));
    expect(new Set(await grounds(PLAIN))).toEqual(new Set([undefined]));
  });

  test.each([['of another size and rate', WIDE], ['in layers', { ...LAYERED, subject: { ...LAYERED.subject, prompt: 'a beach' } } as GenerateRequest]] as const)('%s have them', async (_, request) => {
    const [without, shaded] = [await made(request), await made({ ...request, shadows: true })];
    expect(shaded).toHaveLength(without.length);
    shaded.forEach((frame, i) => expect(frame).not.toBe(without[i]));
    expect(await made({ ...request, shadows: false })).toEqual(without);
  });

  test.each([
    ['over a place without ground', requestFor('red sky', 1), {}],
    ['of what is in the air', requestFor('red bird', 1), {}],
    ['of a transparent film', { ...PLAIN, transparent: true }, {}],
    ['on a given picture', { ...PLAIN, start: { kind: 'image', file: { blob: new Blob() } } }, { image: new Float32Array(24).fill(0.5) }],
    ['of things over a place without ground', LAYERED, {}],
    ['of a picture in front', { ...LAYERED, subject: { kind: 'prompt', prompt: 'a beach', seconds: 1 }, layers: [{ content: { kind: 'image', file: { blob: new Blob() }, prompt: 'dog' }, place: { x: 0.5, y: 0.5, size: 0.8 } }] }, { layerImages: [new Float32Array(24).fill(0.5)] }],
  ] as readonly (readonly [string, GenerateRequest, FilmInputs])[])('there are none %s', async (_, request, inputs) => {
    expect(await made({ ...request, shadows: true }, inputs)).toEqual(await made(request, inputs));
  });

  test('loop: the last frame is the first one', async () => {
    for (const request of [PLAIN, WIDE]) {
      const frames = await made({ ...request, shadows: true, ending: { kind: 'loop' } });
      expect(frames.at(-1)).toBe(frames[0]);
    }
  });
});

test('the first frame of a film of one thing has its shadow before its plate is drawn', () => {
  const size = { width: 40, height: 40 };
  const isSubject = (i: number): boolean => i % 40 >= 15 && i % 40 < 25 && i >= 40 * 10 && i < 40 * 30;
  const plane = (count: number, value: (i: number) => number): Float32Array => Float32Array.from({ length: count * 1600 }, (_, i) => value(i % 1600));
  const firstFrame = { image: plane(3, (i) => (isSubject(i) ? 0.2 : 0.8)), alpha: plane(1, (i) => Number(isSubject(i))), plate: plane(3, () => 0.8) };
  const ground: PromptGround = { horizon: 0.5, stands: 'rests' };
  const { plate: _, ...drawn } = firstFrame;
  const picture = firstPicture(drawn, size, false, false, ground);
  const painted = paintWhole(picture, 'background');
  const at = (x: number, y: number): number => painted[(y * 40 + x) * 4]!;
  expect(at(20, 29)).toBe(51);
  expect(at(20, 30)).toBeLessThan(150);
  expect(at(2, 2)).toBe(204);
  const later = paintWhole({ kind: 'layers', layers: layersOf(firstFrame, 40, 40), maps: AT_REST, ground }, 'background');
  expect(Math.max(...painted.map((value, i) => Math.abs(value - later[i]!)))).toBeLessThanOrEqual(2);
});

test('a layer that comes in mid-film fades in', async () => {
  const large = { ...LAYERED, size: { width: 64, height: 64 } };
  const base = await made({ ...large, layers: [layer('dog', { place: { x: -0.5, y: -0.5, size: 0.05 } })] });
  const late = await made({ ...large, layers: [layer('dog', { start: 0.5 })] });
  const difference = (i: number): number => {
    const before = base[i]!.split(',').map(Number);
    return late[i]!.split(',').reduce((sum, value, k) => sum + Math.abs(Number(value) - before[k]!), 0);
  };
  expect(difference(5)).toBe(0);
  expect(difference(6)).toBeGreaterThan(0);
  expect(difference(6)).toBeLessThan(0.5 * difference(10));
});

describe('the things of a sentence', () => {
  const arranged = { ...requestFor('a beach', 1, { hideSubject: true, layers: [layer('dog'), layer('bird')] }), feet: [0.5, null] };
  const fits = (size?: GenerateRequest['size']) => {
    const plan = planJob({ ...arranged, ...(size && { size }) }, {}, { width: 512, height: 512, fps: 12 }, groundOf);
    return plan.kind === 'composed' ? plan.composition.parts.slice(1).map((part) => (part.kind === 'film' ? part.stretches[0]?.fit : null)) : [];
  };

  test('stand between the horizon and the lower edge, and what flies is where its place says', () => {
    expect(fits()).toEqual([{ x: 0.3, y: 0.5, size: 0.8, stands: 'rests', foot: 0.75 }, { x: 0.3, y: 0.5, size: 0.8 }]);
  });

  test('stand on the same ground where a place is cropped', () => {
    // 1024 rows cover 576: the horizon, in the middle, stays there.
    expect(fits({ width: 1024, height: 576 })[0]).toMatchObject({ foot: 0.75 });
  });
});
