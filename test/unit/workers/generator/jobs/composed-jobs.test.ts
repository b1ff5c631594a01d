import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { FilmFrame } from '../../../../../workers/lib/film-frame.js';
import { planesFromRgba } from '../../../../../workers/lib/rgba-frame.js';
import { alphaOf } from '../../../../../workers/generator/media/decode/transparency.js';
import { joined } from '../../../../../workers/generator/pipelines/tensors/joined.js';
import { float32 } from '../../../../../workers/generator/pipelines/tensors/tensor.js';
import { Failure } from '../../../../../contract/errors/failure.js';
import type { GenerationEvent } from '../../../../../contract/events.js';
import type { PromptGround, PromptWeather } from '../../../../../contract/generator.js';
import type { Layer } from '../../../../../contract/request/layers/layer.js';
import type { GenerateRequest, InputFile } from '../../../../../contract/request/request.js';
import { GeneratorService } from '../../../../../workers/generator/jobs/generator-service.js';
import type { PictureFit } from '../../../../../workers/generator/media/decode/picture-fit.js';
import type { Platform } from '../../../../../workers/generator/platform.js';
import { requestFor } from '../../../../fixtures/request-for.js';
import { Disk } from '../../../../fixtures/worker/disk.js';
import { LOAD, codeOf, fakePlatform, run, type Ended } from '../../../../fixtures/worker/fake-platform.js';
import { LAYERED_TOY, layeredRunner } from '../../../../fixtures/worker/layered-toy.js';
import { TOY_FILE } from '../../../../fixtures/worker/toy-pack.js';

const PATIENCE = 60_000;
const place = { x: 0.5, y: 0.5, size: 0.9 };
const red: Layer<InputFile> = { content: { kind: 'prompt', prompt: 'red dog' }, place };
const title: Layer<InputFile> = { content: { kind: 'title', text: 'Hi' }, place };
const picture: Layer<InputFile> = { content: { kind: 'image', file: { blob: new Blob(['drawing'], { type: 'image/png' }) }, prompt: 'red cat' }, place };

/** Five windows of each part. */
const LONG = requestFor('red apple', 7, { size: { width: 64, height: 64 }, fps: 24, layers: [red, picture, title] });
const FRAMES = 168;

let disk: Disk;
let decoded: string[];
beforeEach(() => {
  disk = new Disk();
  decoded = [];
});

/** A platform with the layered toy pack. @param atRun of the video denoiser does `what` */
function layered(atRun = Infinity, what: () => Promise<never> = () => new Promise(() => undefined)): Platform {
  const base = fakePlatform();
  const runner = layeredRunner();
  let runs = 0;
  return fakePlatform({
    openPack: () => Promise.resolve({ manifest: LAYERED_TOY, read: () => Promise.resolve(TOY_FILE), open: () => Promise.resolve(new Blob([TOY_FILE])), missingBytes: () => Promise.resolve(0), fetchAll: () => Promise.resolve(), readRows: () => Promise.reject(new Error('The toy pack has no tables.')) }),
    openFolders: () => Promise.resolve(disk),
    decodePicture: async (blob: Blob, _frame: unknown, _background?: string, fit?: PictureFit) => {
      decoded.push(`${await blob.text()} ${JSON.stringify(fit)}`);
      return new Float32Array(24).fill(0.5);
    },
    startRuntime: async (...given) => ({
      ...(await base.platform.startRuntime(...given)),
      run: (graph, inputs) => (graph === 'imageToVideo' && ++runs === atRun ? what() : runner.run(graph, inputs)),
    }),
  }).platform;
}

async function described(platform: Platform): Promise<GeneratorService> {
  const generator = new GeneratorService(platform);
  await generator.describePack(LOAD);
  return generator;
}

function doneOf(last: Ended): Extract<Ended, { type: 'done' }> {
  if (last.type === 'failed') throw new Error(JSON.stringify(last.error));
  return last;
}

const hashOf = (last: Ended): string => doneOf(last).metadata.framesSha256;
const undisturbed = async (request: GenerateRequest = LONG): Promise<string> => hashOf(await run(await described(layered()), request));

describe('a film in layers', () => {
  test('is as large and as fast as it was asked for, and remembers its layers', async () => {
    const { metadata } = doneOf(await run(await described(layered()), LONG));
    expect(metadata).toMatchObject({ width: 64, height: 64, fps: 24, frames: FRAMES, seconds: 7 });
    expect(metadata.settings).toMatchObject({ size: { width: 64, height: 64 }, fps: 24, needs: ['layerImages'], layers: [{ prompt: 'red dog' }, { prompt: 'red cat', image: true }, { text: 'Hi' }] });
    expect(decoded).toEqual(['drawing {"kind":"whole"}']);
  });

  test('cuts a given picture to its own proportions', async () => {
    await run(await described(layered()), requestFor('red apple', 1, { size: { width: 128, height: 64 }, start: { kind: 'image', file: { blob: new Blob(['photo']) } } }));
    expect(decoded).toEqual(['photo {"kind":"cut","shape":{"width":128,"height":64,"fps":12}}']);
  });

  test('tells its progress up to the end', async () => {
    const events: GenerationEvent[] = [];
    await run(await described(layered()), LONG, (event) => events.push(event));
    const progress = events.flatMap((event) => (event.type === 'progress' ? [event] : []));
    expect(progress.at(-1)?.done).toBe(progress.at(-1)?.total);
  });

  test.each([2, 7, 13])('goes on after its worker is gone, with the same frames (%i)', async (at) => {
    const generator = await described(layered(at));
    const accepted = await generator.generate(LONG, () => undefined);
    if (!accepted.ok) throw new Error(accepted.error.code);
    const windows = Math.floor((at - 1) / 3);
    await vi.waitFor(() => expect(disk.written.filter((name) => name.startsWith('state'))).toHaveLength(windows), PATIENCE);
    disk.letGo();
    const second = await described(layered());
    decoded = [];
    const ended = new Promise<Ended>((resolve) => {
      void second.recover(accepted.value.jobId, (event) => {
        if (event.type === 'done' || event.type === 'failed') resolve(event);
      });
    });
    expect(hashOf(await ended)).toBe(await undisturbed());
    expect(decoded[0]).toBe('drawing {"kind":"whole"}');
  });

  test('writes what its parts depend on once, and not with each window', async () => {
    doneOf(await run(await described(layered()), LONG));
    expect(disk.written.filter((name) => name.startsWith('conditioning'))).toHaveLength(1);
  });

  test('loses the windows that were being made with a lost device, and says so', async () => {
    const events: GenerationEvent[] = [];
    const generator = await described(layered(8, () => Promise.reject(Failure.because('device-lost', {}))));
    const last = await run(generator, LONG, (event) => events.push(event));
    expect(hashOf(last)).toBe(await undisturbed());
    expect(events.flatMap((event) => (event.type === 'paused' ? [event.reason] : []))).toEqual(['device-lost']);
    expect((await generator.resources()).frames).toBe(0);
  });
});

describe('a request with layers is refused', () => {
  const refused = async (generator: GeneratorService, request: GenerateRequest) => {
    const accepted = await generator.generate(request, () => undefined);
    return accepted.ok ? null : accepted.error;
  };

  test('by a pack whose films are whole, and titles are not', async () => {
    const generator = await described(fakePlatform().platform);
    expect(await refused(generator, requestFor('red apple', 1, { layers: [red] }))).toMatchObject({ code: 'pack-not-layered', params: { title: 'Toy', what: 'layers' } });
    expect(await refused(generator, requestFor('red apple', 1, { fps: 24 }))).toMatchObject({ params: { what: 'fps' } });
    expect(codeOf(await run(generator, requestFor('red apple', 1, { layers: [title] })))).toBe('done');
  });

  test('with a word that the model does not know, and the layer is named', async () => {
    const blue = { ...red, content: { kind: 'prompt', prompt: 'blue' } } as const;
    expect(await refused(await described(layered()), requestFor('red apple', 1, { layers: [red, blue] }))).toMatchObject({ place: { layer: 2 } });
    // The words of a film that shows its layers alone are not read.
    const alone = requestFor('blue', 1, { transparent: true, hideSubject: true, layers: [red] });
    expect(codeOf(await run(await described(layered()), alone))).toBe('done');
  });
});

test('a transparent film goes on from the last frame of a transparent video, with its alpha', async () => {
  const alphas = [[0, 255, 0, 0, 0, 255, 0, 0], [255, 0, 128, 0, 255, 0, 0, 0]];
  const asked: unknown[] = [];
  const films: FilmFrame[] = [];
  const base = layered();
  const generator = await described({
    ...base,
    openVideo: (_video, _frame, background, isTransparent) => {
      asked.push([background, isTransparent]);
      return Promise.resolve({
        frames: alphas.length,
        read: async function* () {
          for (const alpha of alphas) yield Uint8ClampedArray.from(alpha.flatMap((value) => [200, 100, 50, value]));
        },
        pictureOf: (rgba) => joined([planesFromRgba(rgba, 4, 2), alphaOf(rgba)]),
      });
    },
    startEncoder: async (...given) => {
      const clip = await base.startEncoder(...given);
      const add = clip.add.bind(clip);
      return Object.assign(clip, { add: (frame: FilmFrame) => (films.push(frame), add(frame)) });
    },
  });
  const start = { kind: 'video', file: { blob: new Blob(['film']) } } as const;
  doneOf(await run(generator, requestFor('red apple', 1, { start, transparent: true })));
  expect(asked).toEqual([[undefined, true]]);
  // The video's two frames, of which the second is the shot's own first one, and a second of film.
  expect(films).toHaveLength(14);
  const alphaIn = (frame: FilmFrame | undefined): readonly number[] => (frame && 'rgba' in frame ? [...frame.rgba].slice(32).filter((_, i) => i % 4 === 0) : []);
  expect(films.slice(0, 2).map(alphaIn)).toEqual(alphas);
  // What moves on is what the video ended with, and not what the model would take for its subject.
  expect(alphaIn(films[2])).not.toEqual([0, 255, 255, 0, 0, 255, 255, 0]);
  expect(Math.max(...alphaIn(films[2]))).toBeGreaterThan(0);
});

test('stills have the shadows and the weather that the film begins with, and none where it has none', async () => {
  const base = layered();
  const frames: FilmFrame[] = [];
  const read = (ground: PromptGround, weather?: PromptWeather): Platform => {
    return {
      ...base,
      loadTokenizer: async (...given) => {
        const tokenizer = await base.loadTokenizer(...given);
        return { ...tokenizer, check: (prompt) => ({ ...tokenizer.check(prompt), ground, ...(weather && { weather }) }) };
      },
      startRuntime: async (...given) => {
        const runtime = await base.startRuntime(...given);
        // The subject is the upper half, so that there is room for its shadow.
        const alpha = float32([1, 1, 2, 4], Float32Array.of(1, 1, 1, 1, 0, 0, 0, 0));
        return { ...runtime, run: async (graph, inputs) => ({ ...(await runtime.run(graph, inputs)), ...(graph === 'imageEncoder' && { alpha }) }) };
      },
      startEncoder: async (...given) => {
        const clip = await base.startEncoder(...given);
        const add = clip.add.bind(clip);
        return Object.assign(clip, { add: (frame: FilmFrame) => (frames.push(frame), add(frame)) });
      },
    };
  };
  const begins = async (ground: PromptGround, shadows: boolean, weather?: PromptWeather): Promise<{ readonly still: readonly number[]; readonly film: readonly number[] }> => {
    frames.length = 0;
    const generator = await described(read(ground, weather));
    let still: Blob | null = null;
    await generator.drawStills({ prompt: 'red apple', seeds: [7], ...(shadows && { shadows }) }, (drawn) => void (still = drawn.file));
    await vi.waitFor(() => expect(still).not.toBeNull());
    doneOf(await run(generator, requestFor('red apple', 0.5, { ...(shadows && { shadows }) })));
    const [first] = frames;
    return { still: [...new Uint8Array(await still!.arrayBuffer())], film: first && 'rgba' in first ? [...first.rgba] : [] };
  };
  const onGround = { horizon: 0.2, stands: 'rests' } as const;
  const [plain, shaded, flying] = [await begins(onGround, false), await begins(onGround, true), await begins({ ...onGround, stands: null }, true)];
  const [night, dry] = [await begins(onGround, true, { kind: 'fireflies', isSaid: true, words: '' }), await begins(onGround, true, { kind: null, isSaid: true, words: '' })];
  for (const { still, film } of [plain, shaded, flying, night, dry]) expect(still).toEqual(film);
  expect(shaded.still).not.toEqual(plain.still);
  expect(flying.still).toEqual(plain.still);
  expect(night.still).not.toEqual(shaded.still);
  expect(dry.still).toEqual(shaded.still);
});

test('stills show a subject alone, or a place alone', async () => {
  const stills: Uint8Array[] = [];
  const wish = { prompt: 'red apple', seeds: [1] };
  for (const more of [{}, { transparent: true }, { hideSubject: true }]) {
    const drawn = await (await described(layered())).drawStills({ ...wish, ...more }, (still) => void still.file.arrayBuffer().then((bytes) => stills.push(new Uint8Array(bytes))));
    expect(drawn).toEqual({ ok: true, value: { drawn: 1 } });
  }
  await vi.waitFor(() => expect(stills).toHaveLength(3));
  const [whole, subject, bare] = stills;
  const alphas = (bytes: Uint8Array | undefined): readonly number[] => [...(bytes ?? [])].filter((_, i) => i % 4 === 3);
  expect(alphas(subject)).toEqual([0, 255, 255, 0, 0, 255, 255, 0]);
  expect(alphas(bare)).toEqual(Array(8).fill(255));
  expect(bare).not.toEqual(whole);
  expect(await (await described(fakePlatform().platform)).drawStills({ ...wish, hideSubject: true }, () => undefined)).toMatchObject({ ok: false, error: { code: 'pack-not-layered' } });
});
