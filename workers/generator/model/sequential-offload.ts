import type { BackendName } from '../../../contract/names.js';
import type { GraphFiles, Runtime } from '../platform.js';
import type { NamedTensors } from '../pipelines/tensors/graph-runner.js';
import { Mutex } from '../../lib/mutex.js';

/**
 * A runtime for devices that cannot hold all of a pack: a graph is loaded when it is first run, and the graphs that it does not share
 * memory with are freed before that. The results are the same; a film takes longer.
 */
export class SequentialOffload implements Runtime {
  readonly #runtime: Runtime;
  readonly #groups: readonly (readonly string[])[];
  readonly #open: (graph: string) => Promise<GraphFiles>;
  readonly #loaded = new Set<string>();
  readonly #lock = new Mutex();

  /**
   * @param groups graphs that may be loaded at the same time; a graph may be in several
   * @param open the files of a graph, from the device's own storage
   */
  constructor(runtime: Runtime, groups: readonly (readonly string[])[], open: (graph: string) => Promise<GraphFiles>) {
    this.#runtime = runtime;
    this.#groups = groups;
    this.#open = open;
  }

  get backend(): BackendName {
    return this.#runtime.backend;
  }

  get threads(): number {
    return this.#runtime.threads;
  }

  async load(graph: string, files: GraphFiles): Promise<void> {
    await this.#lock.run(() => this.#load(graph, () => Promise.resolve(files)));
  }

  async unload(graph: string): Promise<void> {
    await this.#lock.run(() => this.#unload(graph));
  }

  run(graph: string, inputs: NamedTensors): Promise<NamedTensors> {
    return this.#lock.run(async () => {
      await this.#load(graph, () => this.#open(graph));
      return this.#runtime.run(graph, inputs);
    });
  }

  async release(): Promise<void> {
    await this.#lock.run(async () => {
      this.#loaded.clear();
      await this.#runtime.release();
    });
  }

  async #load(graph: string, open: () => Promise<GraphFiles>): Promise<void> {
    if (this.#loaded.has(graph)) return;
    const beside = new Set(this.#groups.filter((group) => group.includes(graph)).flat());
    for (const other of [...this.#loaded]) if (!beside.has(other)) await this.#unload(other);
    await this.#runtime.load(graph, await open());
    this.#loaded.add(graph);
  }

  async #unload(graph: string): Promise<void> {
    if (this.#loaded.delete(graph)) await this.#runtime.unload(graph);
  }
}
