/** One page of a real browser: what the tests of all engines have in common. Close it at the end. */
export interface BrowserPage {
  /** Engine and version, for messages. */
  readonly name: string;
  /** Opens an address; resolves once it has loaded. */
  go(url: string): Promise<void>;
  /** Runs `work` in the page. It sees nothing of its surroundings; arguments and result must survive JSON. */
  run<Args extends readonly unknown[], Result>(work: (...args: Args) => Result, ...args: Args): Promise<Awaited<Result>>;
  click(testId: string): Promise<void>;
  /** Types into a field in place of what it held. */
  type(testId: string, text: string): Promise<void>;
  /** Picks a file of this machine in an `<input type="file">`. */
  give(testId: string, file: string): Promise<void>;
  /** A PNG of what the page shows. */
  screenshot(): Promise<Buffer>;
  /** Errors that the console shows, of the page and its workers, since the last call. */
  errors(): Promise<string[]>;
  close(): Promise<void>;
}

export interface LaunchOptions {
  /** Host and port of an HTTP proxy. Some browsers ask it for this machine's own addresses too. */
  readonly proxy?: string;
  /** Keeps the browser from compiling ONNX Runtime a second time, optimized, in every page: toy graphs never win that back. */
  readonly compileOnce?: boolean;
}

export const testIdSelector = (testId: string): string => `[data-testid="${testId}"]`;
