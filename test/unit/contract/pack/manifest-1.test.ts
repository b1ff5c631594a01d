import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Failure } from '../../../../contract/errors/failure.js';
import type { ManifestFaultKind } from '../../../../contract/errors/manifest-fault.js';
import { GRAPHS_1, manifest1, type PackManifest1 } from '../../../../contract/pack/manifest-1.js';
import { upgradeManifest } from '../../../../contract/pack/upgrade-manifest.js';
import type { PackManifest } from '../../../../contract/pack/manifest.js';
import { drawingHalf, hasRole, movingHalf, plateOf } from '../../../../contract/pack/pack-parts.js';
import { readManifest } from '../../../../contract/pack/read-manifest.js';
import { TOY_MANIFEST_1 } from '../../../fixtures/worker/toy-pack.js';

async function errorOf(source: string): Promise<unknown> {
  try {
    await readManifest(source);
  } catch (caught) {
    return (caught as Failure).error;
  }
  return 'nothing was thrown';
}

/** The old format, read out of the places where the present one has it. */
function downgraded(now: PackManifest): PackManifest1 {
  const { id, version, title, credits, vocabulary, metrics, nearWords, words, goldens, licence } = now;
  const [draw, move] = [drawingHalf(now), movingHalf(now)];
  const shapeOf = (graph: string, role: string): readonly number[] =>
    [...now.graphs[graph]!.inputs, ...now.graphs[graph]!.outputs].find((binding) => binding.role === role)!.shape.filter((length) => typeof length === 'number');
  const [, channels = 0, height = 0, width = 0] = shapeOf('imageEncoder', 'firstFrameLatents');
  const [pictureChannels, pictureHeight, pictureWidth] = draw.latents.shape;
  const { kind: _, padTo: __, padId: ___, mask: ____, maxLength, learnedTokens, ...entry } = draw.textEncoders[0]!.tokenizer;
  const states = move.decoder.mode === 'perLatent' ? move.decoder.states.map(({ input, output, shape }) => ({ input, output, shape })) : [];
  const hasAlpha = hasRole(now, 'imageDecoder', 'outputs', 'alpha');
  const plate = plateOf(now);
  const sampler = ({ scheduler: { sigmas, guidance } }: typeof draw | typeof move) => ({ kind: 'flow' as const, sigmas, guidance });
  return {
    ...{ format: 'kinora-pack/1', id, version, title, license: licence.name, credits, metrics },
    vocabulary: vocabulary!,
    ...(nearWords && { nearWords }),
    ...(words && { words }),
    ...(goldens && { goldens }),
    frame: { ...move.size, fps: move.window.fps },
    latent: {
      ...{ channels, width, height },
      ...(move.latents.shape[0] !== channels && { videoChannels: move.latents.shape[0] }),
      framesPerLatent: move.decoder.framesPerLatent.rest,
    },
    ...(hasAlpha && { firstFrameAlpha: true }),
    ...(plate && { firstFramePlate: { drawn: plate === 'drawn' } }),
    ...(!move.firstFrame.sharesLatents && { imageLatent: { channels: pictureChannels, width: pictureWidth, height: pictureHeight } }),
    tokenizer: { ...entry, maxTokens: maxLength, ...(learnedTokens !== undefined && { learnedTokens }) },
    sampler: { textToImage: sampler(draw), imageToVideo: sampler(move) },
    window: { latents: move.window.latents, context: move.window.context },
    graphs: Object.fromEntries(
      GRAPHS_1.map((name) => {
        const variants = now.graphs[name]!.variants.map(({ data, needs, ...rest }) => (expect(data).toEqual([]), { ...rest, needs: needs.features }));
        return [name, { variants, ...(name === 'videoDecoder' && states.length > 0 && { state: states }) }];
      }),
    ) as unknown as PackManifest1['graphs'],
  };
}

/** The toy manifest with one field, given by its path, replaced. */
function changed(path: string, value: unknown): string {
  const manifest = structuredClone(TOY_MANIFEST_1) as unknown as Record<string, unknown>;
  const names = path.split('.');
  const last = names.pop()!;
  const parent = names.reduce((record, name) => record[name] as Record<string, unknown>, manifest);
  if (value === undefined) Reflect.deleteProperty(parent, last);
  else parent[last] = value;
  return JSON.stringify(manifest);
}

describe('a manifest of kinora-pack/1', () => {
  /** What it says in the words of the old format, from all places where it stands now. */
  test.each([
    ['toy', TOY_MANIFEST_1],
    ['tiny', manifest1.parse(JSON.parse(readFileSync('test/fixtures/tiny-pack/pack.json', 'utf8')))],
  ])('%s loses nothing on its way into the present form', (_, old) => {
    expect(downgraded(upgradeManifest(old))).toEqual(old);
  });

  test('gives one that the schema of the present form takes', async () => {
    const now = await readManifest(readFileSync('public/packs/starter/pack.json', 'utf8'));
    expect(await readManifest(JSON.stringify(now))).toEqual(now);
  });

  test.each([
    ['tiny', 'test/fixtures/tiny-pack/pack.json'],
    ['starter', 'public/packs/starter/pack.json'],
  ])('of the pack "%s" is right', async (id, file) => {
    expect((await readManifest(readFileSync(file, 'utf8'))).id).toBe(id);
  });

  test('may hold fields that a later version added', async () => {
    expect((await readManifest(changed('colour', 'red'))).id).toBe('toy');
  });

  const at = (where: string, kind?: ManifestFaultKind): object => ({
    code: 'manifest-faulty',
    params: { where: expect.stringMatching(new RegExp(`${where}$`)) as string, ...(kind && { fault: { kind } }) },
  });

  test.each([
    ['no JSON', '<!doctype html>', { code: 'manifest-not-json' }],
    ['JSON that is no record', '3', { code: 'pack-format-unknown', params: { format: null } }],
    ['another format', changed('format', 'kinora-pack/3'), { code: 'pack-format-unknown', params: { format: '"kinora-pack/3"', reads: ['kinora-pack/2', 'kinora-pack/1'] } }],
    ['no format', changed('format', undefined), { code: 'pack-format-unknown', params: { format: null } }],
    ['no name', changed('id', ''), at('id')],
    ['an odd frame', changed('frame.width', 3), at('frame.width')],
    ['no frame rate', changed('frame.fps', 0), at('frame.fps')],
    ['a graph that is missing', changed('graphs.imageToVideo', undefined), at('graphs.imageToVideo')],
    ['a graph without variants', changed('graphs.textEncoder.variants', []), at('graphs.textEncoder.variants')],
    ['a short hash', changed('graphs.textEncoder.variants.0.sha256', 'abc'), at('variants.0.sha256', 'bad-hash')],
    ['a file outside', changed('graphs.textEncoder.variants.0.file', '../x.onnx'), at('variants.0.file', 'bad-path')],
    ['a file elsewhere', changed('tokenizer.file', 'https://example.org/x'), at('tokenizer.file')],
    ['a backend of another world', changed('graphs.textEncoder.variants.0.backend', ['cuda']), at('backend.0')],
    ['a schedule that climbs', changed('sampler.textToImage.sigmas', [1, 0.2, 0.5, 0]), at('sampler.textToImage.sigmas', 'sigmas-climb')],
    ['a schedule that ends early', changed('sampler.imageToVideo.sigmas', [1, 0.2]), at('sampler.imageToVideo.sigmas', 'sigmas-climb')],
    ['a window of nothing', changed('window.latents', 0), at('window.latents')],
  ])('with %s is refused, and the place is named', async (_, source, fault) => {
    expect(await errorOf(source)).toMatchObject(fault);
  });
});
