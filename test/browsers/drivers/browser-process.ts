import { spawn, type ChildProcess, type StdioOptions } from 'node:child_process';
import { rmSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const LOOK_EVERY_MS = 50;
/** Time to end in peace. */
const GRACE_MS = 3000;

/** What ends the tests before their time, besides `exit`, which does not come then. */
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
const REMOVAL = { recursive: true, force: true, maxRetries: 10, retryDelay: 200 } as const;

/** A browser's processes and the folder that they write to; both are gone after `end`, and after the tests however they end. */
export class BrowserProcess {
  readonly folder: string;
  readonly #started: ChildProcess[] = [];
  readonly #killAll = (): void => {
    for (const child of this.#started) signal(child, 'SIGKILL');
  };
  readonly #leaveNothing = (): void => {
    this.#killAll();
    try {
      rmSync(this.folder, REMOVAL);
    } catch {
      // A file system that the message bus mounted in it outlives the bus for a moment; what stays is an empty folder.
    }
  };
  readonly #endBy = (name: NodeJS.Signals): void => {
    this.#leaveNothing();
    // Nobody listens any more, so it ends this process as it would have.
    process.kill(process.pid, name);
  };
  /** The process that started the tests is gone, and nobody waits for them. */
  readonly #endAlone = (): void => this.#endBy('SIGTERM');

  private constructor(folder: string) {
    this.folder = folder;
    process.once('exit', this.#leaveNothing);
    process.once('disconnect', this.#endAlone);
    for (const name of SIGNALS) process.once(name, this.#endBy);
  }

  static async make(name: string): Promise<BrowserProcess> {
    return new BrowserProcess(await mkdtemp(path.join(tmpdir(), `kinora-${name}-`)));
  }

  /** Starts a program as the head of a process group, so that what it starts ends with it. */
  start(program: string, args: readonly string[], options: { stdio?: StdioOptions; env?: NodeJS.ProcessEnv } = {}): ChildProcess {
    const child = spawn(program, args, { detached: true, stdio: options.stdio ?? 'ignore', env: { ...process.env, ...options.env } });
    child.on('error', () => undefined);
    this.#started.push(child);
    return child;
  }

  /** Tries until `attempt` gives something other than null, as long as all that was started is alive. */
  async until<Result>(what: string, patienceMs: number, attempt: () => Promise<Result | null>): Promise<Result> {
    for (const begun = Date.now(); ; ) {
      const [result, problem] = await attempt().then(
        (value) => [value, null] as const,
        (thrown: unknown) => [null, thrown] as const,
      );
      if (result !== null) return result;
      const gone = this.#started.find(({ exitCode, signalCode }) => exitCode !== null || signalCode !== null);
      if (gone !== undefined) throw new Error(`${gone.spawnfile} ended before it ${what}.`);
      if (Date.now() - begun > patienceMs) throw new Error(`${this.#started.at(-1)?.spawnfile} never ${what}.`, { cause: problem });
      await pause(LOOK_EVERY_MS);
    }
  }

  async end(): Promise<void> {
    // The last that was started stands on the ones before.
    for (const child of this.#started.reverse()) {
      signal(child, 'SIGTERM');
      const isGone = (): boolean => child.exitCode !== null || child.signalCode !== null || child.pid === undefined;
      for (const begun = Date.now(); !isGone() && Date.now() - begun < GRACE_MS; ) await pause(LOOK_EVERY_MS);
    }
    this.#killAll();
    process.off('exit', this.#leaveNothing);
    process.off('disconnect', this.#endAlone);
    for (const name of SIGNALS) process.off(name, this.#endBy);
    await rm(this.folder, REMOVAL);
  }
}

function signal(child: ChildProcess, name: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, name);
  } catch {
    // The whole group is gone already.
  }
}
