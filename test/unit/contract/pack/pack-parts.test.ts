import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { controlsOf } from '../../../../contract/pack/pack-parts.js';
import { readManifest } from '../../../../contract/pack/read-manifest.js';
import { TOY_MANIFEST } from '../../../fixtures/worker/toy-pack.js';

const draws = await readManifest(readFileSync('test/fixtures/manifests/sd-turbo.json', 'utf8'));

test('a form has the controls that its models can follow', () => {
  expect(controlsOf(TOY_MANIFEST)).toEqual({ loop: true, endPicture: true, without: ['transparent'] });
  expect(controlsOf(draws)).toEqual({ loop: false, endPicture: false, without: ['motion', 'steps', 'transparent'] });
  const { imageToVideo } = TOY_MANIFEST;
  expect(controlsOf({ ...TOY_MANIFEST, imageToVideo: { ...imageToVideo!, capabilities: ['loop'] } })).toEqual({ loop: true, endPicture: false, without: ['motion', 'transparent'] });
});
