import { spawn, type ChildProcess } from 'node:child_process';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { PROJECT } from '../../../cli/prepare.mjs';

const started: ChildProcess[] = [];

afterEach(async () => {
  await Promise.all(started.splice(0).map(stop));
});

function stop(child: ChildProcess): Promise<number | null> {
  if (child.exitCode !== null) return Promise.resolve(child.exitCode);
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  return ended;
}

/** Runs `npm start` without npm until it prints its address. */
async function start(...flags: string[]): Promise<{ child: ChildProcess; address: string }> {
  const child = spawn(process.execPath, [path.join(PROJECT, 'cli/start.mjs'), ...flags], { stdio: ['ignore', 'pipe', 'inherit'] });
  started.push(child);
  const address = await new Promise<string>((resolve, reject) => {
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      const printed = /http:\S+/.exec(output)?.[0];
      if (printed !== undefined) resolve(printed);
    });
    child.once('exit', (code) => reject(new Error(`It ended with ${code} after "${output}".`)));
  });
  return { child, address };
}

const PORT = 4390;

describe('npm start', () => {
  it('serves the app at the address it prints, and ends when told to', async () => {
    const { child, address } = await start('--port', String(PORT));
    const response = await fetch(address);
    expect(response.status).toBe(200);
    expect(await response.text()).toContain('<title>Kinora');
    expect(response.headers.get('cross-origin-embedder-policy')).toBe('require-corp');
    expect(await stop(child)).toBe(0);
    await expect(fetch(address)).rejects.toThrow();
  });

  it('takes the next port when one is in use', async () => {
    const first = await start('--port', String(PORT));
    const second = await start('--port', String(PORT));
    expect(new URL(second.address).port).not.toBe(new URL(first.address).port);
    expect((await fetch(second.address)).status).toBe(200);
  });

  it.each(['0', '-1', '65536', 'http'])('refuses the port %s', async (port) => {
    const child = spawn(process.execPath, [path.join(PROJECT, 'cli/start.mjs'), `--port=${port}`], { stdio: 'ignore' });
    const code = await new Promise((resolve) => child.once('exit', resolve));
    expect(code).toBe(2);
  });
});
