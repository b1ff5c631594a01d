import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { editDistance, nearWords } from '../../../../../workers/generator/tokenizer/near-words.js';
import type { TextToImage } from '../../../../../contract/pack/manifest.js';
import { PackTokenizer } from '../../../../../workers/generator/tokenizer/pack-tokenizer.js';
import { PromptTokenizer } from '../../../../../workers/generator/tokenizer/prompt-tokenizer.js';

const source = readFileSync('test/fixtures/tiny-pack/tokenizer.json', 'utf8');
const settings = { file: 'tokenizer.json', bytes: 1, sha256: '', kind: 'words', maxLength: 8, padTo: 'max', padId: 0, mask: true } as const;
const vocabulary = { objects: ['apple', 'panda', 'taxi'], cameras: [] };
const tokenizer = new PromptTokenizer({ tokenizer: source }, settings, vocabulary);
const { vocab } = (JSON.parse(source) as { model: { vocab: Record<string, number> } }).model;
const UNKNOWN = vocab['[UNK]']!;

describe('the tokenizer', () => {
  test('gives ids, and none for nothing', () => {
    expect(tokenizer.encode('a Red APPLE')).toEqual([vocab['a'], vocab['red'], vocab['apple']]);
    expect(tokenizer.encode('')).toEqual([]);
  });

  test('maps words outside the vocabulary to the unknown token', () => {
    expect([...tokenizer.encode('a qwrtzxq apple')].slice(0, 3)).toEqual([vocab['a'], UNKNOWN, vocab['apple']]);
  });

  test('cuts what is too long, and says so', () => {
    const long = 'apple '.repeat(9);
    expect([...tokenizer.encode(long)]).toEqual(Array<number>(8).fill(vocab['apple']!));
    expect(tokenizer.isTooLong(long)).toBe(true);
    expect(tokenizer.isTooLong('a red apple')).toBe(false);
  });

  test('reads the goldens\' prompts as Python does', () => {
    const goldens = JSON.parse(readFileSync('test/fixtures/tiny-pack/goldens.json', 'utf8')) as {
      prompts: { text: string; tokens: number[] }[];
    };
    const { maxTokens } = (JSON.parse(readFileSync('test/fixtures/tiny-pack/pack.json', 'utf8')) as { tokenizer: { maxTokens: number } }).tokenizer;
    const half = { textEncoders: [{ graph: 'textEncoder', tokenizer: { ...settings, maxLength: maxTokens } }] } as unknown as TextToImage;
    const whole = new PackTokenizer({ tokenizers: { [settings.sha256]: source } }, { textToImage: half, vocabulary: undefined });
    expect(goldens.prompts.length).toBeGreaterThan(0);
    for (const { text, tokens } of goldens.prompts) {
      const padded = whole.encode(text, { ...settings, maxLength: maxTokens });
      expect([...padded.ids], text).toEqual(tokens);
      expect([...padded.mask], text).toEqual(tokens.map((id) => Math.sign(id)));
    }
  });

  test.each(['', 'not json', '{}', '{"model":{"type":"Abacus"}}'])('that cannot be read is a broken pack (%j)', (broken) => {
    expect(() => new PromptTokenizer({ tokenizer: broken }, settings, vocabulary)).toThrow(/tokenizer\.json/);
  });
});

describe('the check of a prompt', () => {
  test('finds each unknown word once, with near words, and counts known ones', () => {
    const check = tokenizer.check('A red aple, bouncing like an aple.');
    expect(check.unknown.map(({ word }) => word)).toContain('aple');
    expect(check.unknown.filter(({ word }) => word === 'aple')).toHaveLength(1);
    expect(check.unknown.find(({ word }) => word === 'aple')?.near[0]).toBe('apple');
    expect(check.knownCount).toBe(2);
  });

  test('suggests what is near in meaning before what is near in spelling', () => {
    const knowing = new PromptTokenizer({ tokenizer: source, nearWords: '{"ample":["panda","car"]}' }, settings, vocabulary);
    expect(knowing.check('an ample apple').unknown).toEqual([{ word: 'ample', near: ['panda', 'car'], isRead: false }]);
    expect(knowing.check('an aple').unknown[0]?.near[0]).toBe('apple');
  });

  test('tells words that are read by their meaning from words that are skipped', () => {
    const learnedTokens = Math.max(...Object.values(vocab)) + 1;
    const wider = JSON.parse(source) as { model: { vocab: Record<string, number> } };
    wider.model.vocab['limousine'] = learnedTokens;
    wider.model.vocab['philosophy'] = learnedTokens + 1;
    const reading = new PromptTokenizer(
      { tokenizer: JSON.stringify(wider), nearWords: '{"limousine":["panda"]}' },
      { ...settings, learnedTokens },
      vocabulary,
    );
    expect([...reading.encode('a limousine')].slice(0, 2)).toEqual([vocab['a'], vocab['panda']]);
    const check = reading.check('a limousine of philosophy');
    expect(check.unknown.map(({ word, isRead }) => [word, isRead])).toEqual([['limousine', true], ['philosophy', false]]);
    expect(check.knownCount).toBe(1);
    // A word that was not learned is no suggestion for a misspelt one.
    expect(reading.check('limousin').unknown[0]?.near).not.toContain('limousine');
  });

  test.each(['', '[]', '{"a":1}'])('refuses near words that cannot be read (%j)', (broken) => {
    expect(() => new PromptTokenizer({ tokenizer: source, nearWords: broken }, settings, vocabulary)).toThrow(/near-words-unreadable/);
  });

  test('does not count words that draw nothing', () => {
    expect(tokenizer.check('a qwrtzxq on the vbnmplk')).toMatchObject({ knownCount: 0 });
    expect(tokenizer.check('the of a')).toEqual({ unknown: [], knownCount: 0, limits: [] });
  });

  test('has nothing to say about signs', () => {
    expect(tokenizer.check('!?., -- "()"')).toEqual({ unknown: [], knownCount: 0, limits: [] });
  });

  test('fault 1: finds plurals and verb forms by rules where a pack lists none', () => {
    const ids = (prompt: string): number[] => [...tokenizer.encode(prompt)];
    expect(ids('red apples')).toEqual(ids('red apple'));
    expect(ids("the pandas' apple").slice(0, 2)).toEqual(ids('the panda').slice(0, 2));
    expect(ids('a panda bounced')).toEqual(ids('a panda bouncing'));
    expect(tokenizer.check('red apples bounced').unknown).toEqual([]);
  });
});

describe('near words', () => {
  const WORDS = ['apple', 'banana', 'bounce', 'bouncing', 'dog', 'panda', 'pineapple', 'red', 'rocket'];

  test.each([
    ['aple', ['apple']],
    ['bananna', ['banana']],
    ['apples', ['apple']],
    ['rokcet', ['rocket']],
    ['pandas', ['panda']],
    ['xyzzy', []],
    ['hat', []],
  ])('of "%s"', (word, near) => {
    expect(nearWords(word, WORDS).slice(0, 1)).toEqual(near);
  });

  test('are three at most', () => {
    expect(nearWords('bat', ['cat', 'hat', 'mat', 'rat'])).toEqual(['cat', 'hat', 'mat']);
  });

  test.each([
    ['', '', 0],
    ['abc', '', 3],
    ['kitten', 'sitting', 3],
    ['ab', 'ba', 1],
    ['flaw', 'lawn', 2],
  ])('the distance of "%s" and "%s" is %i', (a, b, edits) => {
    expect(editDistance(a, b)).toBe(edits);
    expect(editDistance(b, a)).toBe(edits);
  });
});
