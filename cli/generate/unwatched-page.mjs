/**
 * A page that Playwright does not watch. Of those it does, the browser keeps a copy of all that they and their workers fetch, in case
 * somebody asks for it: 50 MB of a first film. Playwright lets go of what is in a browser context that it has not made.
 */

/** @typedef {import('playwright-core').CDPSession} CDPSession */
/** A value of the page, as the browser tells it. @typedef {{ objectId?: string, value?: any }} RemoteObject */

/** Pause before it is looked again whether something has come to be, in milliseconds. */
const LOOK_AGAIN_MS = 50;

/** What functions of the page return, where that stays in the page. */
export class PageValue {
  /** @param {string} id */
  constructor(id) {
    this.id = id;
  }
}

export class UnwatchedPage {
  #session;
  #sessionId;
  /** Calls that are not answered. @type {Map<number, { resolve: (result: any) => void, reject: (error: Error) => void }>} */
  #waiting = new Map();
  #calls = 0;
  /** Functions that the page may call, by name. @type {Map<string, (value: any) => void>} */
  #exposed = new Map();
  /** @type {Error | null} */
  #ended = null;
  /** @type {Set<() => void>} */
  #endListeners = new Set();

  /**
   * @param {CDPSession} session of the browser
   * @param {string} sessionId
   */
  constructor(session, sessionId) {
    this.#session = session;
    this.#sessionId = sessionId;
    session.on('Target.receivedMessageFromTarget', ({ sessionId: from, message }) => {
      if (from === sessionId) this.#receive(JSON.parse(message));
    });
    session.on('Target.detachedFromTarget', ({ sessionId: from }) => {
      if (from === sessionId) this.#end();
    });
  }

  /**
   * An empty page, without an address.
   *
   * @param {import('playwright-core').Browser} browser
   * @param {{ exposed: Readonly<Record<string, (value: any) => void>>, firstScript: string }} options
   *   `exposed`: functions that scripts find on `window` and that take one JSON text; `firstScript` runs before any other script
   */
  static async open(browser, { exposed, firstScript }) {
    const session = await browser.newBrowserCDPSession();
    const { browserContextId } = await session.send('Target.createBrowserContext');
    const { targetId } = await session.send('Target.createTarget', { url: 'about:blank', browserContextId });
    // A session of its own would speak through Playwright, which knows no such session.
    const { sessionId } = await session.send('Target.attachToTarget', { targetId, flatten: false });
    const page = new UnwatchedPage(session, sessionId);
    browser.once('disconnected', () => page.#end());
    for (const domain of ['Page', 'Runtime', 'Inspector']) await page.#send(`${domain}.enable`);
    for (const [name, listener] of Object.entries(exposed)) {
      page.#exposed.set(name, listener);
      await page.#send('Runtime.addBinding', { name });
    }
    await page.#send('Page.addScriptToEvaluateOnNewDocument', { source: firstScript });
    return page;
  }

  /** Called once the page is gone: it crashed, or its browser ended. @param {() => void} listener */
  onEnd(listener) {
    if (this.#ended) listener();
    else this.#endListeners.add(listener);
  }

  /**
   * Resolves when `ready` is true in the page at that address.
   *
   * @param {string} address
   * @param {() => boolean} ready
   * @param {number} patienceMs
   */
  async goto(address, ready, patienceMs) {
    const until = Date.now() + patienceMs;
    const { errorText } = await this.#send('Page.navigate', { url: address });
    if (errorText !== undefined) throw new Error(`${address}: ${errorText}`);
    // Scripts of the empty page are gone in the middle of a call.
    while ((await this.evaluate(ready).catch(() => false)) !== true) {
      if (this.#ended) throw this.#ended;
      if (Date.now() > until) throw new Error(`${address} did not start within ${patienceMs / 1000} s.`);
      await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
    }
  }

  /**
   * What `work` returns in the page, where nothing outside of it can be reached.
   *
   * @template {unknown[]} Given
   * @template Result
   * @param {(...given: Given) => Result | Promise<Result>} work
   * @param {{ [Place in keyof Given]: Given[Place] | PageValue }} given
   * @returns {Promise<Result>} a copy
   */
  async evaluate(work, ...given) {
    return (await this.#call(work, given, true)).value;
  }

  /**
   * The same, without a copy.
   *
   * @template {unknown[]} Given
   * @param {(...given: Given) => unknown} work
   * @param {{ [Place in keyof Given]: Given[Place] | PageValue }} given
   * @returns {Promise<PageValue>}
   */
  async keep(work, ...given) {
    const { objectId } = await this.#call(work, given, false);
    if (objectId === undefined) throw new Error('A plain value cannot be kept in the page.');
    return new PageValue(objectId);
  }

  /** Chooses a file in a file field, which reads it from the disk. @param {PageValue} field @param {string} file */
  async chooseFile(field, file) {
    await this.#send('DOM.setFileInputFiles', { files: [file], objectId: field.id });
  }

  /**
   * @param {(...given: any[]) => unknown} work
   * @param {readonly unknown[]} given
   * @param {boolean} returnByValue
   * @returns {Promise<RemoteObject>}
   */
  async #call(work, given, returnByValue) {
    const values = given.map((value) => (value instanceof PageValue ? { objectId: value.id } : { value }));
    const { result: scope } = await this.#send('Runtime.evaluate', { expression: 'globalThis' });
    /** @type {{ result: RemoteObject, exceptionDetails?: { text: string, exception?: { description?: string } } }} */
    const { result, exceptionDetails } = await this.#send('Runtime.callFunctionOn', {
      functionDeclaration: String(work),
      objectId: scope.objectId,
      arguments: values,
      awaitPromise: true,
      returnByValue,
    });
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return result;
  }

  /**
   * @param {string} method
   * @param {object} [params]
   * @returns {Promise<any>}
   */
  #send(method, params = {}) {
    if (this.#ended) return Promise.reject(this.#ended);
    const id = ++this.#calls;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#session.send('Target.sendMessageToTarget', { sessionId: this.#sessionId, message: JSON.stringify({ id, method, params }) }).catch(reject);
    });
  }

  /** @param {{ id?: number, result?: unknown, error?: { message: string }, method?: string, params?: any }} message an answer, or an event */
  #receive({ id, result, error, method, params }) {
    if (id !== undefined) {
      const call = this.#waiting.get(id);
      this.#waiting.delete(id);
      if (error) call?.reject(new Error(error.message));
      else call?.resolve(result);
    } else if (method === 'Runtime.bindingCalled') this.#exposed.get(params.name)?.(JSON.parse(params.payload));
    else if (method === 'Inspector.targetCrashed') this.#end();
  }

  #end() {
    if (this.#ended) return;
    this.#ended = new Error('The page is gone.');
    for (const { reject } of this.#waiting.values()) reject(this.#ended);
    this.#waiting.clear();
    for (const listener of this.#endListeners) listener();
  }
}
