import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { TextEncoderEntry, TextToImage } from '../../../../../contract/pack/manifest.js';
import { PackTokenizer } from '../../../../../workers/generator/tokenizer/pack-tokenizer.js';
import { SubwordTokenizer } from '../../../../../workers/generator/tokenizer/subword-tokenizer.js';

/** Written by make_tokenizers.py, next to it. */
interface Reference {
  readonly maxLength: number;
  readonly padId: number;
  readonly beginId?: number;
  readonly endId: number;
  readonly cases: readonly { readonly prompt: string; readonly ids: readonly number[]; readonly mask: readonly number[] }[];
}

const REFERENCES = JSON.parse(readFileSync('test/fixtures/tokenizers/prompts.json', 'utf8')) as Readonly<Record<'bpe' | 'unigram', Reference>>;
const KINDS = ['bpe', 'unigram'] as const;
const sourceOf = (kind: (typeof KINDS)[number]): string => readFileSync(`test/fixtures/tokenizers/${kind}.json`, 'utf8');

function settingsOf(kind: (typeof KINDS)[number], more: Partial<TextEncoderEntry['tokenizer']> = {}): TextEncoderEntry['tokenizer'] {
  const { cases: _, ...ids } = REFERENCES[kind];
  return { file: 'tokenizer.json', bytes: 1, sha256: kind, kind, padTo: 'max', mask: true, ...ids, ...more };
}

function packOf(settings: TextEncoderEntry['tokenizer']): PackTokenizer {
  const half = { textEncoders: [{ graph: 'text', tokenizer: settings }] } as unknown as TextToImage;
  return new PackTokenizer({ tokenizers: { [settings.sha256]: sourceOf(settings.kind as 'bpe') } }, { textToImage: half, imageToVideo: undefined, vocabulary: undefined });
}

describe.each(KINDS)('a tokenizer of the kind %s', (kind) => {
  test.each(REFERENCES[kind].cases.map((each) => [each.prompt, each] as const))('reads %j as transformers does', (prompt, { ids, mask }) => {
    const settings = settingsOf(kind);
    const read = packOf(settings).encode(prompt, settings);
    expect([...read.ids]).toEqual(ids);
    expect([...read.mask]).toEqual(mask);
  });

  test('pads nothing, masks nothing and fills a template where the pack says so', () => {
    const short = settingsOf(kind, { padTo: 'none' });
    const [, { prompt, ids, mask } = REFERENCES[kind].cases[0]!] = REFERENCES[kind].cases;
    const count = mask.filter((one) => one === 1).length;
    expect([...packOf(short).encode(prompt, short).ids]).toEqual(ids.slice(0, count));
    const open = settingsOf(kind, { mask: false });
    expect([...packOf(open).encode(prompt, open).mask]).toEqual(mask.map(() => 1));
    const filled = settingsOf(kind, { template: 'a {prompt} red fox' });
    expect([...packOf(filled).encode('photo of a', filled).ids]).toEqual(ids);
  });

  test('says which prompt is cut off, and that it knows any word', () => {
    const pack = packOf(settingsOf(kind));
    expect(pack.isTooLong('a red fox')).toBe(false);
    expect(pack.isTooLong('red fox '.repeat(30))).toBe(true);
    expect(pack.check('qwrtzxq')).toEqual({ unknown: [], knownCount: 1, limits: [] });
    expect(pack.check(' ,')).toEqual({ unknown: [], knownCount: 0, limits: [] });
  });
});

test.each(['', 'not json', '{}', '{"model":{"type":"Abacus"}}'])('a tokenizer that cannot be read is told of (%j)', (source) => {
  expect(() => new SubwordTokenizer(source, settingsOf('bpe'))).toThrow(/tokenizer-unreadable/);
});
