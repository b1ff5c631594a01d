import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { frameOf, openSites, type Sites } from './open-host.js';
import { PROMPT, launchBrowser } from '../open-studio.js';

/** What comes back of hostile messages is waited for this long, in milliseconds; what has not come by then never does. */
const QUIET_MS = 1500;
const FILM_MS = 200_000;

declare global {
  interface Window {
    /** Everything that came back to a page that sends by hand: by port, and by window message. */
    heard: unknown[];
    port: MessagePort;
  }
}

let sites: Sites;
let browser: Browser;
let page: Page;
let requests: string[];

beforeAll(async () => {
  [sites, browser] = await Promise.all([openSites(), launchBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await sites.close();
});

/** A host page that has Kinora in a frame and speaks the protocol by hand; the frame is not connected yet. */
async function openByHand(host: string, search: string): Promise<void> {
  const context = await browser.newContext();
  requests = [];
  context.on('request', (request) => requests.push(request.url()));
  page = await context.newPage();
  await page.goto(`${host}bare.html`);
  await page.evaluate(async (src) => {
    window.heard = [];
    window.addEventListener('message', (event) => window.heard.push(event.data));
    const iframe = document.createElement('iframe');
    iframe.id = 'kinora';
    iframe.src = src;
    iframe.style.cssText = 'width: 600px; height: 500px';
    document.body.append(iframe);
    await new Promise((resolve) => iframe.addEventListener('load', resolve));
  }, `${sites.kinora}embed.html${search}`);
}

/** Says `message` to the frame as the host page, with a new port whose answers are kept. */
const post = (message: unknown) =>
  page.evaluate(
    ([data, origin]) => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = (event) => window.heard.push(event.data);
      window.port = port1;
      (document.getElementById('kinora') as HTMLIFrameElement).contentWindow!.postMessage(data, origin, [port2]);
    },
    [message, new URL(sites.kinora).origin] as const,
  );

const heardTypes = () => page.evaluate(() => window.heard.map((message) => (message as { type?: unknown }).type));
const quiet = () => page.waitForTimeout(QUIET_MS);

describe('hostile messages', () => {
  const connect = { protocol: 'kinora-embed/1', type: 'connect' };
  const film = { protocol: 'kinora-embed/1', type: 'generate', id: 1, request: { prompt: PROMPT, seconds: 0.5, seed: 7 } };

  it('change nothing and leak nothing, whoever sends them, and the host is served afterwards', async () => {
    await openByHand(sites.host, '?ui=minimal');

    // 1 and 2: another frame of the host's page, of a third origin and of the host's own; 3: a frame within that frame.
    for (const site of [sites.stranger, sites.host]) {
      await page.evaluate(async (src) => {
        const iframe = document.createElement('iframe');
        iframe.src = src;
        document.body.append(iframe);
        await new Promise((resolve) => iframe.addEventListener('load', resolve));
      }, `${site}bare.html?stranger`);
    }
    const strangers = page.frames().filter((frame) => frame.url().endsWith('?stranger'));
    expect(strangers).toHaveLength(2);
    await strangers[1]!.evaluate(async () => {
      const nested = document.createElement('iframe');
      // Browsers do not load an address inside itself.
      nested.src = `${window.location.href}&nested`;
      document.body.append(nested);
      await new Promise((resolve) => nested.addEventListener('load', resolve));
    });
    strangers.push(...strangers[1]!.childFrames());
    expect(strangers).toHaveLength(3);
    for (const frame of strangers) {
      await frame.evaluate(
        ([hello, order]) => {
          window.heard = [];
          window.addEventListener('message', (event) => window.heard.push(event.data));
          const kinora = window.top!.frames[0]!;
          for (const message of [hello, order, { ...hello, origin: 'http://localhost' }]) {
            const { port1, port2 } = new MessageChannel();
            port1.onmessage = (event) => window.heard.push(event.data);
            kinora.postMessage(message, '*', [port2]);
            port1.postMessage(order);
            kinora.postMessage(message, '*');
          }
        },
        [connect, film] as const,
      );
    }
    await quiet();
    for (const frame of strangers) expect(await frame.evaluate(() => window.heard)).toEqual([]);

    // 4 and 5: the host itself, with a film before hello, and with hello that carries more than it should.
    await post(film);
    await post({ ...connect, ui: 'full', drive: true });
    await quiet();
    expect(await page.evaluate(() => window.heard)).toEqual([]);

    // The host comes in; from here on the port is what there is to attack.
    await post(connect);
    await expect.poll(heardTypes, { timeout: FILM_MS }).toEqual(['ready']);

    await page.evaluate((order) => {
      const { protocol } = order;
      const say = (message: unknown): void => window.port.postMessage(message);
      // 6: other versions. 7: no version. 8: words of the worker's own interface.
      for (const version of ['kinora-embed/2', 'kinora-embed/0', 'kinora-embed/1 ', 1, null]) say({ ...order, protocol: version });
      say({ ...order, protocol: undefined });
      for (const type of ['loadPack', 'release', 'probe', 'constructor', '__proto__', ['generate']]) {
        say({ protocol, type, id: 2, packUrl: 'https://evil.example/', path: ['generate'], argumentList: [] });
      }
      // 9: huge. 10: huge in number. 11: cyclic.
      say({ ...order, id: 3, request: { prompt: 'a'.repeat(30_000_000), seconds: 1, seed: 1 } });
      say({ ...order, id: 4, request: { scenes: Array.from({ length: 200_000 }, () => ({ prompt: 'a', seconds: 1 })) } });
      const cyclic: Record<string, unknown> = { ...order, id: 5 };
      cyclic['request'] = cyclic;
      say(cyclic);
      // 12: polluting.
      say(JSON.parse(`{"protocol":"${protocol}","type":"generate","id":6,"request":{"prompt":"a","__proto__":{"polluted":1}}}`));
      say(JSON.parse(`{"protocol":"${protocol}","type":"generate","id":7,"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}`));
      // 13: things that are no data of ours.
      for (const thing of [new Map([['type', 'generate']]), new ArrayBuffer(1e6), [order], new Error('x'), new Date(), /x/, 7n, '']) say(thing);
      // 14: ids that are none.
      for (const id of [0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, '1', 2 ** 60]) say({ ...order, id });
    }, film);
    // 15: hello once more.
    await post(connect);
    await quiet();
    expect(await heardTypes()).toEqual(['ready']);

    const kinora = frameOf(page);
    const left = await kinora.evaluate(() => ({
      polluted: 'polluted' in {},
      doors: ['kinoraAutomation', 'kinora', 'studio', 'engine'].filter((name) => name in window),
      films: document.querySelectorAll('[data-testid="progress"], [data-testid="result-video"], [data-testid="error"]').length,
      prompt: document.querySelector<HTMLTextAreaElement>('[data-testid="prompt"]')?.value,
    }));
    expect(left).toEqual({ polluted: false, doors: [], films: 0, prompt: '' });
    expect(requests.filter((url) => url.endsWith('.onnx') || url.includes('evil'))).toEqual([]);
  });

  it('come to nothing before an honest request, and after it when it is replayed', async () => {
    await openByHand(sites.host, '?ui=minimal');
    await post(connect);
    await page.evaluate((order) => {
      for (let copy = 0; copy < 3; copy++) window.port.postMessage(order);
    }, film);
    const ends = () =>
      page.evaluate(() =>
        (window.heard as { type: string; error?: { message: string } }[]).filter(({ type }) => type === 'done' || type === 'failed').map(({ type, error }) => error?.message ?? type),
      );
    await expect.poll(ends, { timeout: FILM_MS }).toEqual(['done']);
    await page.evaluate((order) => window.port.postMessage(order), film);
    await quiet();
    expect(await ends()).toEqual(['done']);
    const done = await page.evaluate(() => window.heard.find((message) => (message as { type: string }).type === 'done') as { blob: Blob; id: number });
    expect(done.id).toBe(1);
  });

  it('from a page that the list leaves out get a refusal without a user interface, and nothing else', async () => {
    await openByHand(sites.stranger, '?ui=none&automation=1&drive=1');
    await post(connect);
    await expect.poll(heardTypes, { timeout: FILM_MS }).toEqual(['refused']);
    await page.evaluate((order) => window.port.postMessage(order), film);
    await post(connect);
    await quiet();
    expect((await heardTypes()).filter((type) => type !== 'refused')).toEqual([]);
    expect(requests.filter((url) => url.endsWith('.onnx'))).toEqual([]);
    expect(await frameOf(page).evaluate(() => 'kinoraAutomation' in window)).toBe(false);
  });
});

describe('fault 20: a frame with a sandbox', () => {
  const OPAQUE = 'allow-scripts';

  /** What a visitor sees in a frame with this sandbox, once it stands still. */
  async function seenIn(address: string, sandbox: string, locale = 'en-GB'): Promise<string> {
    const context = await browser.newContext({ locale });
    try {
      const host = await context.newPage();
      await host.goto(`${sites.host}bare.html`);
      await host.evaluate(
        ([src, flags]) => {
          const iframe = document.createElement('iframe');
          iframe.setAttribute('sandbox', flags);
          iframe.src = src;
          iframe.style.cssText = 'width: 320px; height: 400px';
          document.body.append(iframe);
        },
        [address, sandbox] as const,
      );
      const body = host.frameLocator('iframe').locator('body');
      await expect.poll(() => body.innerText(), { timeout: 20_000 }).not.toBe('');
      await host.waitForTimeout(QUIET_MS);
      return await body.innerText();
    } finally {
      await context.close();
    }
  }

  it.each(['embed.html?ui=minimal', 'embed.html?ui=full', 'embed.html'])('without allow-same-origin says what is missing and how to add it: %s', async (search) => {
    for (const site of [sites.kinora, sites.plain]) {
      const seen = await seenIn(site + search, OPAQUE);
      expect(seen).toContain('sandboxed without "allow-same-origin"');
      expect(seen).toContain('sandbox="allow-scripts allow-same-origin allow-downloads"');
    }
  });

  it('without allow-same-origin says so of the studio too, and in German', async () => {
    expect(await seenIn(sites.plain, OPAQUE)).toContain('sandboxed without "allow-same-origin"');
    expect(await seenIn(`${sites.kinora}embed.html`, 'allow-scripts allow-forms allow-popups', 'de-DE')).toContain('ohne „allow-same-origin“');
  });

  it('without scripts says what is missing', async () => {
    expect(await seenIn(`${sites.kinora}embed.html`, 'allow-same-origin')).toContain('allow-scripts');
  });

  it('with both shows the form', async () => {
    expect(await seenIn(`${sites.kinora}embed.html?ui=minimal`, 'allow-scripts allow-same-origin')).toContain('The film shows');
  });
});
