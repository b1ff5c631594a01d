import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import type { WebDriverCommands, WebDriverWire } from './web-driver-page.js';

/** Commands of Marionette that are not WebDriver's. */
interface MarionetteCommands {
  'WebDriver:NewSession': { capabilities: object };
  'WebDriver:NewWindow': { type: 'window'; focus: boolean; private: boolean };
  'WebDriver:SwitchToWindow': { handle: string };
  'WebDriver:ExecuteScript': { script: string; args: readonly unknown[]; sandbox?: 'system' };
  'Marionette:SetContext': { value: 'chrome' | 'content' };
}

type Answer = [type: 1, id: number, error: { error: string; message: string } | null, result: unknown];

/** Firefox's own automation: JSON over a socket, each message behind its length. WebDriver without a driver program. */
export class Marionette implements WebDriverWire {
  readonly #socket: Socket;
  readonly #waiting = new Map<number, { resolve: (result: unknown) => void; reject: (error: Error) => void }>();
  #received: Buffer = Buffer.alloc(0);
  #lastId = 0;

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.on('data', (bytes) => this.#take(bytes));
    socket.on('error', () => undefined);
    socket.on('close', () => {
      for (const { reject } of this.#waiting.values()) reject(new Error('Firefox closed the connection.'));
      this.#waiting.clear();
    });
  }

  static async connect(port: number): Promise<Marionette> {
    const socket = connect(port, '127.0.0.1');
    await once(socket, 'connect');
    return new Marionette(socket);
  }

  send<Name extends keyof WebDriverCommands>(command: Name, parameters: WebDriverCommands[Name]): Promise<unknown> {
    return this.#call(`WebDriver:${command}`, parameters).then(unwrap);
  }

  sendOwn<Name extends keyof MarionetteCommands>(command: Name, parameters: MarionetteCommands[Name]): Promise<unknown> {
    return this.#call(command, parameters).then(unwrap);
  }

  /** Runs a script with the browser's own rights in the process of the page. */
  runInPageProcess(script: string): Promise<unknown> {
    return this.sendOwn('WebDriver:ExecuteScript', { script, args: [], sandbox: 'system' });
  }

  /** Runs a script with the browser's own rights in its main process. */
  async runInBrowser(script: string): Promise<unknown> {
    await this.sendOwn('Marionette:SetContext', { value: 'chrome' });
    try {
      return await this.sendOwn('WebDriver:ExecuteScript', { script, args: [] });
    } finally {
      await this.sendOwn('Marionette:SetContext', { value: 'content' });
    }
  }

  close(): void {
    this.#socket.destroy();
  }

  #call(command: string, parameters: object): Promise<unknown> {
    const id = ++this.#lastId;
    const message = JSON.stringify([0, id, command, parameters]);
    return new Promise((resolve, reject) => {
      if (this.#socket.destroyed) {
        reject(new Error('Firefox is gone.'));
        return;
      }
      this.#waiting.set(id, { resolve, reject });
      this.#socket.write(`${Buffer.byteLength(message)}:${message}`);
    });
  }

  #take(bytes: Buffer): void {
    this.#received = Buffer.concat([this.#received, bytes]);
    for (;;) {
      const colon = this.#received.indexOf(':');
      if (colon < 0) return;
      const end = colon + 1 + Number(this.#received.toString('latin1', 0, colon));
      if (this.#received.length < end) return;
      const message = JSON.parse(this.#received.toString('utf8', colon + 1, end)) as Answer | object;
      this.#received = this.#received.subarray(end);
      // The greeting is an object.
      if (Array.isArray(message)) this.#settle(message as Answer);
    }
  }

  #settle([, id, error, result]: Answer): void {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (error === null) waiting?.resolve(result);
    else waiting?.reject(new Error(`${error.error}: ${error.message}`));
  }
}

/** Most results come as the only property `value`. */
const unwrap = (result: unknown): unknown => (typeof result === 'object' && result !== null && 'value' in result ? result.value : result);
