import { spawn, type ChildProcess } from 'node:child_process';
import path from 'node:path';
import { inject } from 'vitest';
import { PROJECT } from '../../../cli/prepare.mjs';

export const TINY_PACK = path.join(PROJECT, 'test/fixtures/tiny-pack');
export const LAYERS_PACK = path.join(PROJECT, 'test/fixtures/layers-pack');

/** The line that `--json` prints last. */
export interface GenerateReport {
  readonly file: string;
  readonly seconds: number;
  readonly frames: number;
  readonly width: number;
  readonly height: number;
  readonly fps: number;
  readonly codec: string;
  readonly backend: string;
  readonly adapter: string;
  readonly timings: Readonly<Record<'load' | 'text' | 'image' | 'video' | 'decode' | 'encode' | 'total', number>>;
  readonly peakMemoryMB: number | null;
  /** Of another file than the MP4. */
  readonly format?: string;
  readonly bytes?: number;
  readonly sticker?: { readonly frames: number; readonly width: number; readonly height: number } | null;
}

export interface CommandResult {
  /** Exit code, or null when a signal ended it. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Seconds it ran. */
  readonly seconds: number;
}

/** The environment of a person's shell: the variables of `npm test` would make a command believe that npm started it. */
export function shellEnvironment(): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(([name]) => !/^(npm_|INIT_CWD$)/.test(name));
  return { ...Object.fromEntries(own), KINORA_CHROMIUM: inject('quickChromium') };
}

/** Starts `npm run generate -- <flags>` without npm, in the folder `cwd`. */
export function startGenerate(cwd: string, flags: readonly string[], variables: NodeJS.ProcessEnv = {}): { process: ChildProcess; finished: Promise<CommandResult> } {
  const startedAt = performance.now();
  const child = spawn(process.execPath, [path.join(PROJECT, 'cli/generate.mjs'), ...flags], { cwd, env: { ...shellEnvironment(), ...variables } });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const finished = new Promise<CommandResult>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, stdout, stderr, seconds: (performance.now() - startedAt) / 1000 }));
  });
  return { process: child, finished };
}

export function generate(cwd: string, ...flags: string[]): Promise<CommandResult> {
  return startGenerate(cwd, flags).finished;
}

export function lastJson({ stdout }: CommandResult): GenerateReport {
  return JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '') as GenerateReport;
}
