import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readFlags } from '../../../cli/generate/flags.mjs';
import { explainSwallowedFlags } from '../../../cli/npm-flags.mjs';
import { PROJECT } from '../../../cli/prepare.mjs';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'kinora-npm-'));
});

afterEach(() => rmSync(folder, { recursive: true }));

/** Runs npm as a person in another folder does; only what is refused, so that no browser starts. */
function npm(...args: string[]): { code: number | null; lines: string[] } {
  const environment = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(npm_|INIT_CWD$)/.test(name)));
  const { status, stderr } = spawnSync('npm', ['--prefix', PROJECT, ...args], { cwd: folder, env: environment, encoding: 'utf8' });
  return { code: status, lines: stderr.split('\n').filter((line) => !/^(npm (warn|error)|> |$)/.test(line)) };
}

describe.skipIf(process.platform === 'win32')('a command without -- before its flags', () => {
  it.each([
    [
      ['run', 'generate', '--prompt', 'a red apple', '--seconds', '2', '--out', 'clip.mp4'],
      'npm run generate -- --prompt "a red apple" --seconds 2 --out clip.mp4',
    ],
    [
      ['run', 'generate', '--prompt=a $5 note', '--end-image', 'last one.png', '--loop', '--out=clip.mp4'],
      `npm run generate -- --prompt 'a $5 note' --end-image "last one.png" --loop --out clip.mp4`,
    ],
    [['run', 'generate', '--prompt', 'a cat', '--', '--out', 'clip.mp4'], 'npm run generate -- --prompt "a cat" --out clip.mp4'],
    [['run', 'bench', '--json', 'out.json'], 'npm run bench -- --json out.json'],
    [['start', '--port', '4999'], 'npm start -- --port 4999'],
  ])('fault 16: npm %j is told the line to type', (args, line) => {
    const { code, lines } = npm(...args);
    expect(code).toBe(2);
    expect(lines.at(-1)).toMatch(/^npm kept --.+ for itself\. Put -- before the flags: /);
    expect(lines.at(-1)).toContain(line);
    expect(readdirSync(folder)).toEqual([]);
  });

  it.runIf(process.platform === 'linux')('fault 16: with several numbers the order is that of the typing', () => {
    const { lines } = npm('run', 'generate', '--seed', '7', '--out', 'clip.mp4', '--seconds', '2', '--prompt', 'a cat');
    expect(lines.at(-1)).toContain('npm run generate -- --seed 7 --out clip.mp4 --seconds 2 --prompt "a cat"');
  });
});

const OPTIONS = { prompt: { type: 'string' }, seconds: { type: 'string', number: 'decimal' }, seed: { type: 'string', number: 'whole' }, out: { type: 'string' }, json: { type: 'boolean' } } as const;
const explain = (argv: string[], kept: Record<string, string>) =>
  explainSwallowedFlags('generate', OPTIONS, argv, { npm_lifecycle_event: 'generate', ...Object.fromEntries(Object.entries(kept).map(([name, value]) => [`npm_config_${name}`, value])) });

describe('where the order of the flags is not known', () => {
  it('fault 16: values go to the flags that they look like, and to none where they may belong to two', () => {
    expect(explain(['a red apple', '2', 'clip.mp4'], { prompt: 'true', seconds: 'true', out: 'true' })).toEqual([
      'npm kept --prompt, --seconds and --out for itself.',
      'Put -- before the flags: npm run generate -- --prompt "a red apple" --seconds 2 --out clip.mp4',
    ]);
    expect(explain(['a cat', '2', '7'], { prompt: 'true', seconds: 'true', seed: 'true' })?.[1]).toContain('--prompt "a cat" --seconds ... --seed ...');
  });

  it('fault 16: what npm has not kept is no matter of npm', () => {
    expect(explain(['--prompt', 'a cat'], {})).toBeNull();
    // A setting of npm's own.
    expect(explain(['--prompt', 'a cat'], { json: 'true' })).toBeNull();
    expect(explainSwallowedFlags('generate', OPTIONS, [], { npm_lifecycle_event: 'test', npm_config_prompt: 'true' })).toBeNull();
  });
});

describe('flags as other tools and keyboards write them', () => {
  const read = (...argv: string[]) => readFlags(argv, {});

  it('fault 16: pnpm and yarn pass the -- on', () => {
    expect(read('--', '--prompt', 'a cat', '--out=clip.mp4')).toEqual({ prompt: 'a cat', out: 'clip.mp4' });
  });

  it('fault 16: the last of two counts, and values may begin with a dash', () => {
    expect(read('--seed', '7', '--seed', '8', '--out', '-clip.mp4', '--prompt=--a cat')).toEqual({ seed: '8', out: '-clip.mp4', prompt: '--a cat' });
  });

  it.each([
    [['--prompt', '„a', 'red', 'apple“', '--seconds', '2'], 'This shell does not take „ and “ for quotes. Use straight double quotes: --prompt "a red apple".'],
    [['--out', 'a.mp4', '--prompt', "'a", "cat'"], 'does not take \' and \' for quotes. Use straight double quotes: --prompt "a cat".'],
    [['—prompt', 'a cat'], '"—prompt" begins with a long dash. Type two hyphens: --prompt.'],
    [['--prompt', 'a', 'cat'], '"cat" belongs to no flag. Put the prompt in quotes after --prompt.'],
    [['--prompt', '--seconds', '2'], '--prompt is not given as it should be: its value is missing.'],
    [['--loop=yes'], '--loop takes no value. Write --loop alone.'],
  ])('fault 16: %j', (argv, message) => {
    expect(() => read(...argv)).toThrow(message);
  });
});
