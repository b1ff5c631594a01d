import { createServer, type AddressInfo } from 'node:net';
import type { WebDriverCommands, WebDriverWire } from './web-driver-page.js';

/** Longer than any script or load may take. */
const ANSWER_MS = 190_000;
/** A browser that takes longer to start never does. */
const BEGIN_MS = 30_000;

const ROUTES: Record<keyof WebDriverCommands, (id: string) => string> = {
  Navigate: () => '/url',
  SetTimeouts: () => '/timeouts',
  FindElement: () => '/element',
  ElementClear: (id) => `/element/${id}/clear`,
  ElementClick: (id) => `/element/${id}/click`,
  ElementSendKeys: (id) => `/element/${id}/value`,
  ExecuteAsyncScript: () => '/execute/async',
  TakeScreenshot: () => '/screenshot',
};

/** One session of a WebDriver program that listens on a port of this machine. */
export class WebDriverHttp implements WebDriverWire {
  readonly browserVersion: string;
  readonly #session: string;

  private constructor(session: string, browserVersion: string) {
    this.#session = session;
    this.browserVersion = browserVersion;
  }

  static async begin(port: number, capabilities: object): Promise<WebDriverHttp> {
    const driver = `http://127.0.0.1:${port}`;
    const value = (await ask('POST', `${driver}/session`, { capabilities: { alwaysMatch: capabilities } }, BEGIN_MS)) as { sessionId: string; capabilities: { browserVersion: string } };
    return new WebDriverHttp(`${driver}/session/${value.sessionId}`, value.capabilities.browserVersion);
  }

  send<Name extends keyof WebDriverCommands>(command: Name, parameters: WebDriverCommands[Name]): Promise<unknown> {
    const { id = '', ...body }: { id?: string } = parameters as { id?: string };
    return ask(command === 'TakeScreenshot' ? 'GET' : 'POST', this.#session + ROUTES[command](id), command === 'TakeScreenshot' ? undefined : body);
  }

  async end(): Promise<void> {
    await ask('DELETE', this.#session).catch(() => undefined);
  }
}

/** Whether a driver listens on `port`. */
export async function driverIsReady(port: number): Promise<boolean> {
  await ask('GET', `http://127.0.0.1:${port}/status`);
  return true;
}

async function ask(method: string, url: string, body?: object, patienceMs = ANSWER_MS): Promise<unknown> {
  const answer = await fetch(url, { method, signal: AbortSignal.timeout(patienceMs), ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
  const { value } = (await answer.json()) as { value: unknown };
  if (typeof value === 'object' && value !== null && 'error' in value && 'message' in value && !answer.ok) throw new Error(`${String(value.error)}: ${String(value.message)}`);
  return value;
}

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
