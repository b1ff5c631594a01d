import { createServer, request as ask, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface LoggedRequest {
  readonly path: string;
  readonly range: string | null;
  /** Of the answer's head and body, as they went over the line; 0 before it was answered. */
  bytes: number;
}

/** How the next answer for a path goes wrong. */
export interface Trouble {
  /** Share of the file after which the connection is cut. */
  readonly cutAfter?: number;
  /** Position of a byte that arrives with one bit flipped. */
  readonly flipAt?: number;
}

/** The built app behind a server that can be cut, damaged, stopped and updated; its address stays the same. */
export class TroubledSite {
  readonly log: LoggedRequest[] = [];
  /** Used up in order, one for each answer of the path. */
  readonly troubles = new Map<string, Trouble[]>();
  /** Content in place of that of the build. */
  readonly replaced = new Map<string, (content: string) => string>();
  readonly #behind: string;
  #server: Server | null = null;
  #port = 0;

  /** @param behind address of the site that stands behind, with a slash at its end */
  constructor(behind: string) {
    this.#behind = behind;
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}/`;
  }

  async start(): Promise<void> {
    const server = createServer((request, response) => {
      void this.#answer(request, response);
    });
    await new Promise<void>((resolve) => server.listen(this.#port, '127.0.0.1', resolve));
    this.#port = (server.address() as AddressInfo).port;
    this.#server = server;
  }

  async stop(): Promise<void> {
    const server = this.#server;
    this.#server = null;
    if (server === null) return;
    await new Promise((resolve) => {
      server.close(resolve);
      server.closeAllConnections();
    });
  }

  requestsFor(path: string): LoggedRequest[] {
    return this.log.filter((request) => request.path === path);
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = new URL(request.url ?? '/', this.#behind).pathname;
    const logged: LoggedRequest = { path, range: request.headers.range ?? null, bytes: 0 };
    this.log.push(logged);
    const replace = this.replaced.get(path);
    const { status, headers, body } = await this.#fetch(request, replace === undefined);
    const content = replace === undefined ? body : Buffer.from(replace(body.toString()));
    const { cutAfter, flipAt } = this.troubles.get(path)?.shift() ?? {};
    if (flipAt !== undefined) content.writeUInt8(content.readUInt8(flipAt) ^ 1, flipAt);
    // Another content is another version of the file.
    if (replace !== undefined) headers['etag'] = `"${content.length}-replaced"`;
    headers['content-length'] = String(content.length);
    logged.bytes = content.length + Object.entries(headers).reduce((sum, [name, value]) => sum + `${name}: ${String(value)}\r\n`.length, 0);
    response.writeHead(status, headers);
    if (cutAfter === undefined) {
      response.end(content);
      return;
    }
    response.write(content.subarray(0, Math.floor(content.length * cutAfter)), () => {
      // Time for what was written to arrive, as on a line that breaks later.
      setTimeout(() => void this.stop(), 300);
    });
  }

  /** @param compressed whether the answer may be */
  #fetch(request: IncomingMessage, compressed: boolean): Promise<{ status: number; headers: Record<string, string | string[]>; body: Buffer }> {
    const { host: _, 'if-none-match': __, ...headers } = request.headers;
    if (!compressed) delete headers['accept-encoding'];
    return new Promise((resolve, reject) => {
      ask(new URL(request.url ?? '/', this.#behind), { method: request.method, headers }, (answer) => {
        const parts: Buffer[] = [];
        answer.on('data', (part: Buffer) => parts.push(part));
        answer.on('end', () => resolve({ status: answer.statusCode ?? 500, headers: answer.headers as Record<string, string>, body: Buffer.concat(parts) }));
      })
        .once('error', reject)
        .end();
    });
  }
}
