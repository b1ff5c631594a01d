/** What a worker answers besides its own interface, so that one that computes can be told from one that hangs. */
export interface Pingable {
  /** Resolves as soon as the worker's event loop turns. */
  ping(): Promise<void>;
}
