import type { BackendName } from '../../../contract/names.js';
import type { GraphName } from '../../../contract/pack.js';
import type { Runtime } from '../platform.js';
import { MEMORY_STAGES } from './plan-memory.js';
import type { NamedTensors } from '../pipelines/graph-runner.js';
import { Mutex } from '../../lib/mutex.js';

/**
 * A runtime for devices that cannot hold all of a pack: a graph is loaded when it is first run, and the graphs of the
 * other stage are freed before that. The results are the same; a film with several cuts takes longer.
 */
export class SequentialOffload implements Runtime {
  readonly #runtime: Runtime;
  readonly #read: (graph: GraphName) => Promise<Uint8Array>;
  readonly #loaded = new Set<GraphName>();
  readonly #lock = new Mutex();

  /** @param read bytes of a graph's file, from the device's own storage */
  constructor(runtime: Runtime, read: (graph: GraphName) => Promise<Uint8Array>) {
    this.#runtime = runtime;
    this.#read = read;
  }

  get backend(): BackendName {
    return this.#runtime.backend;
  }

  get threads(): number {
    return this.#runtime.threads;
  }

  async load(graph: GraphName, bytes: Uint8Array): Promise<void> {
    await this.#lock.run(() => this.#load(graph, () => Promise.resolve(bytes)));
  }

  async unload(graph: GraphName): Promise<void> {
    await this.#lock.run(() => this.#unload(graph));
  }

  run(graph: GraphName, inputs: NamedTensors): Promise<NamedTensors> {
    return this.#lock.run(async () => {
      await this.#load(graph, () => this.#read(graph));
      return this.#runtime.run(graph, inputs);
    });
  }

  async release(): Promise<void> {
    await this.#lock.run(async () => {
      this.#loaded.clear();
      await this.#runtime.release();
    });
  }

  async #load(graph: GraphName, bytes: () => Promise<Uint8Array>): Promise<void> {
    if (this.#loaded.has(graph)) return;
    for (const other of inTheWayOf(graph)) await this.#unload(other);
    await this.#runtime.load(graph, await bytes());
    this.#loaded.add(graph);
  }

  async #unload(graph: GraphName): Promise<void> {
    if (this.#loaded.delete(graph)) await this.#runtime.unload(graph);
  }
}

/** The graphs of the stage that takes turns with that of `graph`. */
function inTheWayOf(graph: GraphName): readonly GraphName[] {
  const { picture, motion } = MEMORY_STAGES;
  const isIn = (stage: readonly GraphName[]): boolean => stage.includes(graph);
  return isIn(picture) ? motion : isIn(motion) ? picture : [];
}
