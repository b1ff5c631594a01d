import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readManifest } from '../../../../../contract/pack/read-manifest.js';
import { pairManifests } from '../../../../../workers/generator/model/pair-packs.js';
import { promptWarnings, stepsWarnings } from '../../../../../workers/generator/jobs/job-warnings.js';
import type { PackFiles, Tokenizer } from '../../../../../workers/generator/platform.js';

const example = (name: string) => readManifest(readFileSync(`test/fixtures/manifests/${name}.json`, 'utf8'));
const [draw, move] = [await example('sd-turbo'), await example('image-to-video')];
const modelOf = ({ id, version, title }: typeof draw) => ({ id, version, title });
const pair = { files: { manifest: pairManifests(draw, move) } as PackFiles, models: { draw: modelOf(draw), move: modelOf(move) } };

test('a number of steps that a model does not take is told of, by the name of that model', () => {
  expect(stepsWarnings(pair, 8, true)).toEqual([{ code: 'steps-kept', params: { title: draw.title, asked: 8, kept: 1 } }]);
});

test('nothing is told where nothing is asked for, nothing is drawn, or it is the same number', () => {
  expect(stepsWarnings(pair, undefined, true)).toEqual([]);
  expect(stepsWarnings(pair, 8, false)).toEqual([]);
  expect(stepsWarnings(pair, 1, true)).toEqual([]);
});

test('a prompt that is made in layers is told what does not fit into them, and any other what is not in its one picture', () => {
  const one = { code: 'one-of-it', params: { asked: '10 dogs', thing: 'dog' } } as const;
  const fewer = { code: 'fewer-of-it', params: { asked: '10 dogs', thing: 'dog', drawn: 6 } } as const;
  const things = { background: 'a dog', hideSubject: true, layers: [], limits: [fewer], place: '', camera: '' };
  const tokenizer: Tokenizer = { check: () => ({ unknown: [], knownCount: 1, limits: [one], things }), readSubject: (text) => ({ text }), isTooLong: () => true, encode: () => ({ ids: new Int32Array(), mask: new Int32Array() }) };
  expect(promptWarnings(['10 dogs'], tokenizer, true)).toEqual([fewer]);
  expect(promptWarnings(['10 dogs'], tokenizer)).toEqual([one, { code: 'prompt-cut-off', params: {} }]);
});
