import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Failure } from '../../../../contract/errors/failure.js';
import type { ManifestFault } from '../../../../contract/errors/manifest-fault.js';
import { CAPABILITIES, PREDICTIONS, SCHEDULER_KINDS, TOKENIZER_KINDS } from '../../../../contract/pack/half-schema.js';
import { MEMORY_STAGES } from '../../../../contract/pack/memory-stages.js';
import { manifest } from '../../../../contract/pack/manifest.js';
import { knownRoles, ROLES } from '../../../../contract/pack/roles.js';
import { readManifest } from '../../../../contract/pack/read-manifest.js';

const read = (name: string): string => readFileSync(name === 'layers' ? 'test/fixtures/layers-pack/pack.json' : `test/fixtures/manifests/${name}.json`, 'utf8');

/** A manifest with one field, given by its path, replaced; or deleted, where `value` is undefined. */
function changed(name: string, path: string, value: unknown): string {
  const manifest = JSON.parse(read(name)) as Record<string, unknown>;
  const keys = path.split('.');
  const last = keys.pop()!;
  const parent = keys.reduce((record, key) => record[key] as Record<string, unknown>, manifest);
  if (value === undefined) Reflect.deleteProperty(parent, last);
  else parent[last] = value;
  return JSON.stringify(manifest);
}

const GOLDEN = { file: 'unet.golden.json', bytes: 1, sha256: 'a'.repeat(64) };

async function faultOf(source: string): Promise<unknown> {
  try {
    await readManifest(source);
  } catch (caught) {
    return (caught as Failure).error.params;
  }
  return 'nothing was thrown';
}

describe('a manifest of kinora-pack/2', () => {
  test('that describes published files is read, with what it leaves out filled in', async () => {
    const { textToImage, imageToVideo, graphs, licence, credits } = await readManifest(read('sd-turbo'));
    expect(imageToVideo).toBeUndefined();
    expect(licence.mustAccept).toBe(true);
    expect(credits).toEqual([]);
    expect(textToImage?.scheduler).toMatchObject({ stochastic: false, guidance: 1, negative: [] });
    expect(textToImage?.textEncoders[0]?.tokenizer).toMatchObject({ mask: true, padId: 0 });
    expect(graphs['unet']?.inputs.map(({ encoders }) => encoders)).toEqual([[0], [0], [0]]);
    expect(graphs['unet']?.variants[0]?.data).toEqual([]);
  });

  test('that moves pictures is read, with its shards', async () => {
    const { imageToVideo, graphs } = await readManifest(read('image-to-video'));
    expect(imageToVideo?.window).toEqual({ latents: 7, first: 8, context: 2, fps: 24, perTokenTimestep: true });
    expect(graphs['caption']?.variants[0]?.data.map(({ path }) => path)).toEqual(['caption.q4.0.data', 'caption.q4.1.data']);
    expect(graphs['caption']?.variants[0]?.needs).toEqual({ features: [] });
  });

  test.each<[string, object]>([
    ['is trusted and runs wherever it does', {}],
    ['needs less of a GPU', { needs: { features: ['shader-f16'], maxBufferSize: 100 } }],
    ['runs elsewhere', { backend: ['wasm'], needs: undefined }],
    ['needs more of a GPU', { needs: { features: ['subgroups'] } }],
    ['needs larger buffers', { needs: { features: ['shader-f16'], maxBufferSize: 2 ** 40 } }],
    ['has a golden itself', { golden: GOLDEN }],
  ])('a variant that has a golden wants one behind it; of one that %s', async (name, more) => {
    const [half] = (JSON.parse(read('sd-turbo')) as { graphs: { unet: { variants: [object] } } }).graphs.unet.variants;
    const source = changed('sd-turbo', 'graphs.unet.variants', [{ ...half, golden: GOLDEN }, { ...half, ...more }]);
    const isEnough = name.startsWith('is trusted') || name.startsWith('needs less');
    if (isEnough) expect(await faultOf(source)).toBe('nothing was thrown');
    else expect(await faultOf(source)).toMatchObject({ where: 'graphs.unet.variants.0.golden' });
  });

  const sd = (path: string, value: unknown, fault: ManifestFault, where = path) => ['sd-turbo', path, value, where, fault] as const;
  const i2v = (path: string, value: unknown, fault: ManifestFault, where = path) => ['image-to-video', path, value, where, fault] as const;
  const layers = (path: string, value: unknown, fault: ManifestFault, where = path) => ['layers', path, value, where, fault] as const;
  const unet = 'graphs.unet.variants.0';

  test.each([
    sd('id', undefined, { kind: 'missing', params: {} }),
    sd('id', '', { kind: 'empty', params: {} }),
    sd('colour', 'red', { kind: 'unknown-field', params: {} }),
    sd('licence.mustAccept', 'yes', { kind: 'wrong-type', params: { expected: 'true or false', found: '"yes"' } }),
    sd('licence.url', 'nowhere', { kind: 'bad-address', params: { found: '"nowhere"' } }),
    sd('base', 'https://host/files', { kind: 'no-slash', params: { found: '"https://host/files"' } }),
    sd('textToImage.size.width', 483, { kind: 'odd', params: { found: '483' } }),
    sd('textToImage.size.width', 6000, { kind: 'too-large', params: { max: 4096, found: '6000' } }),
    sd('textToImage.size.width', '512', { kind: 'wrong-type', params: { expected: 'number', found: '"512"' } }),
    sd('textToImage.size.width', 0.5, { kind: 'wrong-type', params: { expected: 'whole number', found: '0.5' } }),
    sd('textToImage.latents.shape', [64, 64], { kind: 'wrong-length', params: { expected: 3, found: '[64,64]' } }),
    sd('textToImage.latents.scalingFactor', 0, { kind: 'too-small', params: { min: 0, exclusive: true, found: '0' } }),
    sd('textToImage.scheduler.kind', 'ddim', { kind: 'not-one-of', params: { choices: ['flow', 'euler-epsilon', 'lcm'], found: '"ddim"' } }),
    sd('textToImage.scheduler.sigmas', [1, 2, 0], { kind: 'sigmas-climb', params: {} }),
    sd('textToImage.scheduler.sigmas', [14.6, 1], { kind: 'sigmas-climb', params: {} }),
    sd('textToImage.scheduler.timesteps', [999, 499], { kind: 'timesteps-count', params: { steps: 1, found: 2 } }),
    sd('textToImage.scheduler.timesteps', undefined, { kind: 'timesteps-needed', params: {} }),
    sd('textToImage.textEncoders', [], { kind: 'empty', params: {} }),
    sd('textToImage.textEncoders.0.graph', 'clip', { kind: 'graph-unknown', params: { graph: 'clip', known: ['textEncoder', 'unet', 'vaeDecoder'] } }),
    sd('textToImage.textEncoders.0.tokenizer.kind', 'clip', { kind: 'not-one-of', params: { choices: ['words', 'bpe', 'unigram'], found: '"clip"' } }),
    sd('textToImage.textEncoders.0.tokenizer.template', 'A photo', { kind: 'template-without-prompt', params: {} }),
    sd(`${unet}.sha256`, 'abc', { kind: 'bad-hash', params: { found: '"abc"' } }),
    sd(`${unet}.file`, '../unet.onnx', { kind: 'bad-path', params: { found: '"../unet.onnx"' } }),
    sd(`${unet}.backend`, ['cuda'], { kind: 'not-one-of', params: { choices: ['webgpu', 'wasm'], found: '"cuda"' } }, `${unet}.backend.0`),
    sd('graphs.unet.variants', [], { kind: 'empty', params: {} }),
    sd(`${unet}.golden`, GOLDEN, { kind: 'variant-unreplaced', params: {} }),
    sd(`${unet}.golden`, { ...GOLDEN, decibels: 40 }, { kind: 'unknown-field', params: {} }, `${unet}.golden.decibels`),
    sd('graphs.unet.inputs.1.type', 'uint8', { kind: 'not-one-of', params: { choices: ['float32', 'float16', 'int32', 'int64'], found: '"uint8"' } }),
    sd('graphs.unet.inputs.1.shape', [0], { kind: 'too-small', params: { min: 1, exclusive: false, found: '0' } }, 'graphs.unet.inputs.1.shape.0'),
    sd('graphs.unet.inputs.1.role', 'hour', { kind: 'role-unknown', params: { role: 'hour', known: ['latents', 'sigma', 'timestep', 'text', 'textMask', 'pooled', 'reference', 'subject', 'guidance', 'constant'] } }),
    sd('graphs.unet.inputs.1.role', 'latents', { kind: 'role-twice', params: { role: 'latents' } }),
    sd('graphs.unet.inputs.1.role', 'constant', { kind: 'value-needed', params: {} }, 'graphs.unet.inputs.1.value'),
    sd('graphs.unet.inputs.2.name', 'sample', { kind: 'name-twice', params: { name: 'sample' } }),
    sd('graphs.unet.inputs.2.encoders', [0, 1], { kind: 'encoder-unknown', params: { encoder: 1, count: 1 } }, 'graphs.unet.inputs.2.encoders.1'),
    sd('graphs.unet.outputs', [], { kind: 'role-missing', params: { roles: ['prediction'] } }),
    sd('graphs.vaeDecoder.inputs.0.shape', [1, 4, 32, 64], { kind: 'shape-mismatch', params: { shape: '[1,4,32,64]', expected: '[4,64,64]' } }),
    sd('graphs.unet.freeDimensions', { 'a b': 1 }, { kind: 'bad-name', params: { found: '"a b"' } }, 'graphs.unet.freeDimensions.a b'),
    sd('textToImage', undefined, { kind: 'no-half', params: {} }),
    sd('memory.webgpu.text', -1, { kind: 'too-small', params: { min: 1, exclusive: false, found: '-1' } }),
    i2v('imageToVideo.firstFrame', undefined, { kind: 'missing', params: {} }),
    i2v('imageToVideo.window.fps', 0, { kind: 'too-small', params: { min: 0, exclusive: true, found: '0' } }),
    i2v('imageToVideo.window.latents', 0, { kind: 'too-small', params: { min: 1, exclusive: false, found: '0' } }),
    i2v('imageToVideo.scheduler.sigmas.0', 0.999, { kind: 'sigmas-not-from-one', params: { first: 0.999 } }, 'imageToVideo.scheduler.sigmas'),
    i2v('imageToVideo.scheduler.prediction', 'epsilon', { kind: 'prediction-unfit', params: { kind: 'flow', choices: ['clean', 'velocity'] } }),
    i2v('imageToVideo.decoder.mode', 'perFrame', { kind: 'not-one-of', params: { choices: ['perLatent', 'layers', 'perWindow'], found: '"perFrame"' } }),
    i2v('imageToVideo.decoder.mode', undefined, { kind: 'missing', params: {} }),
    i2v('imageToVideo.decoder.overlap', 0, { kind: 'overlap-needed', params: {} }),
    i2v('imageToVideo.decoder.overlap', 9, { kind: 'overlap-beyond-window', params: { overlap: 9, latents: 7 } }),
    i2v('imageToVideo.decoder.states', [], { kind: 'unknown-field', params: {} }),
    i2v('imageToVideo.decoder.prepare', undefined, { kind: 'graph-unused', params: {} }, 'graphs.prepare'),
    i2v('imageToVideo.motion', { mode: 'factor' }, { kind: 'factor-needs-per-latent', params: {} }, 'imageToVideo.motion.mode'),
    i2v('imageToVideo.motion.mode', 'strength', { kind: 'not-one-of', params: { choices: ['factor', 'condition', 'none'], found: '"strength"' } }),
    i2v('imageToVideo.firstFrame.sharesLatents', true, { kind: 'shares-with-nobody', params: {} }),
    i2v('imageToVideo.capabilities', ['sound'], { kind: 'not-one-of', params: { choices: ['loop', 'endPicture', 'motionStrength', 'alpha'], found: '"sound"' } }, 'imageToVideo.capabilities.0'),
    i2v('graphs.motion.inputs.4', { role: 'fps', name: 'fps', type: 'float32', shape: [1] }, { kind: 'role-missing', params: { roles: ['motion'] } }, 'imageToVideo.motion.mode'),
    i2v('graphs.firstFrame.outputs.0.role', 'alpha', { kind: 'role-missing', params: { roles: ['firstFrameLatents', 'firstFrameEmbedding'] } }, 'graphs.firstFrame.outputs'),
    sd('graphs.unet.inputs.1.table', 'words', { kind: 'table-unknown', params: { table: 'words', known: [] } }),
    layers('tables.words.rows', 1, { kind: 'table-bytes', params: { found: 190_728, expected: 72 } }, 'tables.words.bytes'),
    layers('tables.words.hashes.bytes', 3, { kind: 'table-bytes', params: { found: 3, expected: 384 } }),
    layers('tables.words.dtype', 'q2', { kind: 'not-one-of', params: { choices: ['q4', 'q8'], found: '"q2"' } }),
    layers('graphs.textEncoder.inputs.1.shape', [1, 32, 65], { kind: 'table-columns', params: { shape: '[1,32,65]', columns: 64 } }),
    layers('graphs.textEncoder.inputs.1.table', undefined, { kind: 'role-twice', params: { role: 'tokens' } }, 'graphs.textEncoder.inputs.1.role'),
    layers('imageToVideo.decoder.prepare.tensors.3.table', 'beat', { kind: 'table-unknown', params: { table: 'beat', known: ['words', 'beats', 'flow', 'change'] } }),
    sd('textToImage.places', { table: 'places', background: 'on gray', rows: [['in a canyon']] }, { kind: 'role-missing', params: { roles: ['alpha'] } }),
    sd('textToImage.colours', { teal: [28, 130, 130] }, { kind: 'role-missing', params: { roles: ['alpha'] } }),
    layers('textToImage.places', { table: 'place', background: 'on gray', rows: [['in a canyon']] }, { kind: 'table-unknown', params: { table: 'place', known: ['words', 'beats', 'flow', 'change'] } }, 'textToImage.places.table'),
    layers('textToImage.places', { table: 'beats', background: 'on gray', rows: [['in a canyon']] }, { kind: 'table-columns', params: { shape: '[64]', columns: 288 } }, 'textToImage.places.shape'),
    i2v('graphs.caption.variants.0.data.0.bytes', undefined, { kind: 'missing', params: {} }),
    i2v('graphs.caption.variants.0.needs', { features: [], maxBufferSize: 'much' }, { kind: 'wrong-type', params: { expected: 'number', found: '"much"' } }, 'graphs.caption.variants.0.needs.maxBufferSize'),
  ])('%s with %s = %j is refused at %s', async (name, path, value, where, fault) => {
    expect(await faultOf(changed(name, path, value))).toEqual({ where, fault });
  });

  test('with more places than rows is refused', async () => {
    const places = { table: 'words', background: 'on gray', rows: Array.from({ length: 2650 }, () => ['in a canyon']) };
    expect(await faultOf(changed('layers', 'textToImage.places', places))).toEqual({ where: 'textToImage.places.rows', fault: { kind: 'place-rows', params: { places: 2650, rows: 2649 } } });
    expect(await faultOf(changed('layers', 'textToImage.places', { ...places, rows: places.rows.slice(1) }))).toBe('nothing was thrown');
  });

  test('in no format that is read is refused', async () => {
    expect(await faultOf('<!doctype html>')).toEqual({});
    expect(await faultOf('3')).toMatchObject({ format: null });
    expect(await faultOf(changed('sd-turbo', 'format', 'kinora-pack/3'))).toMatchObject({ format: '"kinora-pack/3"' });
  });
});

describe('docs/packs.md', () => {
  const page = readFileSync('docs/packs.md', 'utf8');
  const quotes = [...page.matchAll(/^```json\n(.*?)^```$/gms)].map(([, json]) => json);

  test('quotes the manifests that are tested here', () => {
    expect(quotes).toEqual([read('sd-turbo'), read('image-to-video')]);
  });

  test('names every field of a manifest, every role and every choice', () => {
    const roles = Object.values(ROLES).flatMap(({ inputs, outputs }) => [...knownRoles(inputs), ...knownRoles(outputs)]);
    const names = [...Object.keys(manifest.def.shape), ...roles, ...CAPABILITIES, ...PREDICTIONS, ...SCHEDULER_KINDS, ...TOKENIZER_KINDS, ...MEMORY_STAGES];
    expect([...new Set(names)].filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
  });
});
