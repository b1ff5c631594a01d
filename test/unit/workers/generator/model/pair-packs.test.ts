import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { manifest } from '../../../../../contract/pack/manifest.js';
import { graphNamesOf, textEncodersOf } from '../../../../../contract/pack/pack-parts.js';
import { readManifest } from '../../../../../contract/pack/read-manifest.js';
import { pairManifests, pairPacks } from '../../../../../workers/generator/model/pair-packs.js';
import type { PackFiles } from '../../../../../workers/generator/platform.js';
import { filesOf, chooseVariants } from '../../../../../workers/model-store/choose-variants.js';
import { TOY_MANIFEST } from '../../../../fixtures/worker/toy-pack.js';

const example = (name: string) => readManifest(readFileSync(`test/fixtures/manifests/${name}.json`, 'utf8'));
const DRAW = await example('sd-turbo');
const MOVE = await example('image-to-video');
const LAYERS = await readManifest(readFileSync('test/fixtures/layers-pack/pack.json', 'utf8'));
const ON_WEBGPU = { features: ['shader-f16'] };

describe('a pair of packs', () => {
  const pair = pairManifests(DRAW, MOVE);

  test('is a pack, with the graphs of both under names of their own', () => {
    expect(manifest.safeParse(pair).success).toBe(true);
    expect(graphNamesOf(pair)).toEqual(['draw.textEncoder', 'move.caption', 'draw.unet', 'draw.vaeDecoder', 'move.firstFrame', 'move.motion', 'move.prepare', 'move.videoDecoder']);
    expect(textEncodersOf(pair.textToImage, pair.imageToVideo)).toHaveLength(2);
    expect(pair.imageToVideo?.size).toEqual(MOVE.imageToVideo?.size);
    expect(pair.licence).toMatchObject({ mustAccept: true, name: 'Stability AI Community Licence, Apache-2.0' });
    expect(DRAW.memory.webgpu?.image).toBeGreaterThan(0);
    expect(pair.memory).toMatchObject({ webgpu: { image: DRAW.memory.webgpu?.image } });
  });

  test('takes one half of each, whatever else they can do', () => {
    const half = pairManifests(TOY_MANIFEST, TOY_MANIFEST);
    expect(graphNamesOf(half)).toEqual(['draw.textEncoder', 'move.textEncoder', 'draw.textToImage', 'draw.imageDecoder', 'move.imageEncoder', 'move.imageToVideo', 'move.videoDecoder']);
    expect(half.imageToVideo?.firstFrame.sharesLatents).toBe(false);
    expect(manifest.safeParse(half).success).toBe(true);
  });

  test('has the tables that the graphs of each half are given rows of', () => {
    const half = pairManifests(LAYERS, LAYERS);
    expect(manifest.safeParse(half).success).toBe(true);
    expect(Object.keys(half.tables)).toEqual(['draw.words', 'move.words', 'move.beats', 'move.flow', 'move.change']);
    expect(half.graphs['move.textEncoder']?.inputs.map(({ table }) => table)).toEqual([undefined, 'move.words']);
    expect(half.imageToVideo?.decoder.prepare?.tensors.map(({ table }) => table)).toContain('move.beats');
  });

  test('has the table of the places that what draws has stored', () => {
    const { words } = LAYERS.tables;
    const stored = { ...LAYERS, tables: { ...LAYERS.tables, places: words! }, textToImage: { ...LAYERS.textToImage!, places: { table: 'places', background: 'on gray', rows: [['in a canyon']] } } };
    const half = pairManifests(stored, stored);
    expect(Object.keys(half.tables)).toContain('draw.places');
    expect(Object.keys(half.tables)).not.toContain('move.places');
    expect(half.textToImage?.places?.table).toBe('draw.places');
  });

  test('of packs that cannot do their part is refused', () => {
    expect(() => pairManifests(MOVE, MOVE)).toThrow(/pack-draws-nothing/);
    expect(() => pairManifests(DRAW, DRAW)).toThrow(/pack-moves-nothing/);
  });

  test('asks each pack for its own files', async () => {
    const asked: string[] = [];
    const filesIn = (name: string, own: PackFiles['manifest']): PackFiles => ({
      manifest: own,
      missingBytes: (entries) => Promise.resolve(entries.length),
      fetchAll: (entries, _, onBytes) => {
        asked.push(`${name} ${entries.map(({ file }) => file).join(' ')}`);
        onBytes(entries.reduce((sum, { bytes }) => sum + bytes, 0));
        return Promise.resolve();
      },
      read: () => Promise.resolve(new Uint8Array()),
      open: ({ file }) => Promise.resolve(new Blob([`${name} ${file}`])),
      readRows: ({ file }, rows) => Promise.resolve(new TextEncoder().encode(`${name} ${file} ${rows.join(' ')}`)),
    });
    const files = pairPacks(filesIn('draw', DRAW), filesIn('move', MOVE));
    const chosen = chooseVariants(files.manifest, 'webgpu', ON_WEBGPU);
    const entries = filesOf(files.manifest, chosen);
    const never = new AbortController().signal;
    const [words] = Object.values(LAYERS.tables);
    expect(new TextDecoder().decode(await pairPacks(filesIn('draw', DRAW), filesIn('move', LAYERS)).readRows(words!, [3, 5], never))).toBe('move words.q8.bin 3 5');
    let received = 0;
    await files.fetchAll(entries, never, (bytes) => (received = bytes));
    expect(received).toBe(entries.reduce((sum, { bytes }) => sum + bytes, 0));
    expect(asked).toEqual([
      'draw tokenizer.json text_encoder/model.onnx unet/model.onnx vae_decoder/model.onnx',
      'move tokenizer.json caption.q4.onnx caption.q4.0.data caption.q4.1.data first-frame.onnx motion.q8.onnx motion.q8.0.data prepare.onnx video-decoder.onnx',
    ]);
    expect(await files.missingBytes(entries)).toBe(entries.length);
    expect(await (await files.open(chosen.get('move.motion')!, never)).text()).toBe('move motion.q8.onnx');
    expect(await (await files.open(chosen.get('draw.unet')!, never)).text()).toBe('draw unet/model.onnx');
  });
});
