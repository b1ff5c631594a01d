import { testIdSelector, type BrowserPage } from './browser-page.js';

/** The commands of W3C WebDriver that are used, by the names that Firefox gives them, with their parameters. */
export interface WebDriverCommands {
  Navigate: { url: string };
  SetTimeouts: { script: number; pageLoad: number };
  FindElement: { using: 'css selector'; value: string };
  ElementClear: { id: string };
  ElementClick: { id: string };
  ElementSendKeys: { id: string; text: string };
  ExecuteAsyncScript: { script: string; args: readonly unknown[] };
  TakeScreenshot: { full: boolean };
}

/** Whatever carries the commands to a browser: Marionette's socket or WebDriver's HTTP. */
export interface WebDriverWire {
  send<Name extends keyof WebDriverCommands>(command: Name, parameters: WebDriverCommands[Name]): Promise<unknown>;
}

const SCRIPT_MS = 180_000;
const LOAD_MS = 60_000;

/** Calls back with `{ value }` or `{ error }`: how a script throws differs between the drivers. */
const asynchronous = (work: string): string =>
  `const done = arguments[arguments.length - 1];
   Promise.resolve(Array.prototype.slice.call(arguments, 0, -1))
     .then((args) => (${work})(...args))
     .then((value) => done({ value: value === undefined ? null : value }), (error) => done({ error: String(error) + (error && error.stack ? '\\n' + error.stack : '') }));`;

/** The part of a page that all drivers of WebDriver share. */
export class WebDriverPage implements Omit<BrowserPage, 'name' | 'errors' | 'close'> {
  readonly #wire: WebDriverWire;

  private constructor(wire: WebDriverWire) {
    this.#wire = wire;
  }

  static async open(wire: WebDriverWire): Promise<WebDriverPage> {
    await wire.send('SetTimeouts', { script: SCRIPT_MS, pageLoad: LOAD_MS });
    return new WebDriverPage(wire);
  }

  async go(url: string): Promise<void> {
    await this.#wire.send('Navigate', { url });
  }

  async run<Args extends readonly unknown[], Result>(work: (...args: Args) => Result, ...args: Args): Promise<Awaited<Result>> {
    const send = () => this.#wire.send('ExecuteAsyncScript', { script: asynchronous(String(work)), args });
    // WebKitGTK's words for a page that was left meanwhile, as one is that reloads itself under its service worker. The new one is asked.
    const answer = await send().catch((error: unknown) => (String(error).includes('Could not parse script result') ? send() : Promise.reject(error as Error)));
    const outcome = answer as { value: Awaited<Result>; error?: string };
    if (outcome.error !== undefined) throw new Error(`In the page: ${outcome.error}`);
    return outcome.value;
  }

  async click(testId: string): Promise<void> {
    await this.#wire.send('ElementClick', { id: await this.#find(testId) });
  }

  async type(testId: string, text: string): Promise<void> {
    const id = await this.#find(testId);
    await this.#wire.send('ElementClear', { id });
    if (text !== '') await this.#wire.send('ElementSendKeys', { id, text });
  }

  async give(testId: string, file: string): Promise<void> {
    await this.#wire.send('ElementSendKeys', { id: await this.#find(testId), text: file });
  }

  async screenshot(): Promise<Buffer> {
    return Buffer.from((await this.#wire.send('TakeScreenshot', { full: false })) as string, 'base64');
  }

  async #find(testId: string): Promise<string> {
    // The only property is WebDriver's constant name for an element's reference.
    const found = (await this.#wire.send('FindElement', { using: 'css selector', value: testIdSelector(testId) })) as Record<string, string>;
    return Object.values(found)[0]!;
  }
}
