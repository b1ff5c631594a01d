import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { controlsOf } from '../../../../contract/pack/pack-parts.js';
import { readManifest } from '../../../../contract/pack/read-manifest.js';
import { TOY_MANIFEST } from '../../../fixtures/worker/toy-pack.js';

const draws = await readManifest(readFileSync('test/fixtures/manifests/sd-turbo.json', 'utf8'));

const layered = async () => readManifest(readFileSync('test/fixtures/layers-pack/pack.json', 'utf8'));

test('a form has the controls that its models can follow', async () => {
  expect(controlsOf(TOY_MANIFEST)).toEqual({ loop: true, endPicture: true, layers: false, without: ['transparent', 'hideSubject', 'size', 'fps'] });
  expect(controlsOf(draws)).toEqual({ loop: false, endPicture: false, layers: false, without: ['motion', 'steps', 'transparent', 'hideSubject', 'size', 'fps'] });
  const { imageToVideo } = TOY_MANIFEST;
  expect(controlsOf({ ...TOY_MANIFEST, imageToVideo: { ...imageToVideo!, capabilities: ['loop'] } })).toMatchObject({ loop: true, endPicture: false, without: ['motion', 'transparent', 'hideSubject', 'size', 'fps'] });
  expect(controlsOf(await layered())).toEqual({ loop: true, endPicture: true, layers: true, without: [] });
});
