import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { BadInputError } from '../../../../cli/generate/failures.mjs';
import { describeJsonFault } from '../../../../cli/generate/json-fault.mjs';
import { readScenes } from '../../../../cli/generate/read-inputs.mjs';
import { jsonEncodingOf } from '../../../../contract/input/text-encoding.js';
import { fetchAllowList } from '../../../../src/features/embed/host-link/allow-list.js';
import { readPasted } from '../../../../src/features/composer/settings/read-pasted.js';
import { decodeManifest } from '../../../../workers/model-store/decode-manifest.js';

const BOM = '\ufeff';

const utf16be = (text: string): Buffer => Buffer.from(text, 'utf16le').swap16();

/** The ways in which editors and shells of Windows write a text. */
const WAYS: readonly [name: string, encode: (text: string) => Buffer][] = [
  ['UTF-8', (text) => Buffer.from(text)],
  ['UTF-8 with a byte order mark', (text) => Buffer.from(BOM + text)],
  ['UTF-16LE with a byte order mark', (text) => Buffer.from(BOM + text, 'utf16le')],
  ['UTF-16LE', (text) => Buffer.from(text, 'utf16le')],
  ['UTF-16BE with a byte order mark', (text) => utf16be(BOM + text)],
  ['UTF-16BE', utf16be],
];

describe('JSON that people write', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'kinora-json-'));
  });

  afterEach(() => rm(folder, { recursive: true }));

  async function read(bytes: Uint8Array) {
    const file = path.join(folder, 'scenes.json');
    await writeFile(file, bytes);
    return readScenes(file, jsonEncodingOf);
  }

  const SCENES = '[\r\n  { "prompt": "ein Äpfelchen 夕焼け", "seconds": 2 }\r\n]\r\n';

  it.each(WAYS)('fault 17: scenes in %s are read', async (_, encode) => {
    expect(await read(encode(SCENES))).toEqual({ scenes: [{ prompt: 'ein Äpfelchen 夕焼け', seconds: 2 }], composition: null, note: null });
  });

  it('fault 17: scenes in Windows-1252 are read, and the person is told', async () => {
    const { scenes, note } = await read(Buffer.from('[{ "prompt": "ein Äpfelchen", "seconds": 2 }]', 'latin1'));
    expect(scenes).toEqual([{ prompt: 'ein Äpfelchen', seconds: 2 }]);
    expect(note).toContain('is not UTF-8, so it is read as Windows-1252');
  });

  it('fault 17: what is wrong with a file is told by line and column', async () => {
    const refused = read(Buffer.from('[\r\n  { "prompt": “a cat”, "seconds": 2 }\r\n]', 'utf16le'));
    await expect(refused).rejects.toThrow(BadInputError);
    await expect(refused).rejects.toThrow('is not JSON: line 2, column 15 has the typographic quote “ where a value should be. Write a list such as');
    await expect(read(Buffer.alloc(0))).rejects.toThrow('is empty. Write a list such as');
  });

  it.each(WAYS)('fault 17: the list of who may embed in %s is read', async (_, encode) => {
    vi.spyOn(globalThis, 'fetch').mockResolvedValueOnce(new Response(new Uint8Array(encode('{ "embed": ["https://a.example"] }'))));
    expect(await fetchAllowList(new URL('https://kinora.example/embed-hosts.json'))).toEqual({ embed: ['https://a.example'], drive: [] });
    vi.restoreAllMocks();
  });

  it.each(WAYS)('fault 17: the manifest of a pack in %s is read', (_, encode) => {
    expect(decodeManifest(encode('{ "format": "kinora-pack/1" }'))).toBe('{ "format": "kinora-pack/1" }');
  });

  it('fault 17: pasted settings may begin with a byte order mark', () => {
    expect(readPasted(`${BOM}{"kinora":1,"prompt":"a cat","seconds":4,"seed":7}`)).toMatchObject({ settings: { prompt: 'a cat', seconds: 4, seed: 7 } });
  });
});

describe('a fault in JSON', () => {
  it.each([
    ['', 'it ends at line 1, column 1, where a value should be'],
    ['[{"prompt":', 'it ends at line 1, column 12, where a value should be'],
    ['[{"prompt": "a cat", "seconds": 2', 'it ends at line 1, column 34, where "," or "}" should be'],
    ['[1,\n 2,\n]', 'line 3, column 1 has "]" where a value should be'],
    ['[{ "a": 1, }]', 'line 1, column 12 has "}" where a name in straight quotes should be'],
    ["[{ 'a': 1 }]", "line 1, column 4 has \"'\" where a name in straight quotes or \"}\" should be"],
    ['[{ "a" 1 }]', 'line 1, column 8 has "1" where ":" should be'],
    ['[1 2]', 'line 1, column 4 has "2" where "," or "]" should be'],
    ['[1]\n[2]', 'line 2, column 1 has "[" where the end should be'],
    ['[\u00a01]', 'line 1, column 2 has the character U+00A0 where a value or "]" should be'],
    ['["a\ncat"]', 'line 1, column 4 has the character U+000A where the closing quote should be'],
    ['["C:\\clips"]', 'line 1, column 6 has "c" where one of "\\/bfnrtu (a backslash is written \\\\) should be'],
    ['[4,5e]', 'line 1, column 5 has "e" where "," or "]" should be'],
    ['["a cat]', 'it ends at line 1, column 9, where the closing quote should be'],
  ])('in %j is found', (text, fault) => {
    expect(() => void JSON.parse(text)).toThrow(SyntaxError);
    expect(describeJsonFault(text)).toBe(fault);
  });
});
