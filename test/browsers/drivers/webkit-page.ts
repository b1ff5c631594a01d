import type { Readable } from 'node:stream';
import type { BrowserPage, LaunchOptions } from './browser-page.js';
import { BrowserProcess } from './browser-process.js';
import { WebDriverHttp, driverIsReady, freePort } from './web-driver-http.js';
import { WebDriverPage } from './web-driver-page.js';

declare global {
  interface Window {
    seenErrors?: string[];
  }
}

const START_MS = 60_000;

/** Without a GPU these spare WebKit attempts that end in a blank page. */
const SOFTWARE_DRAWING = { LIBGL_ALWAYS_SOFTWARE: '1', WEBKIT_DISABLE_DMABUF_RENDERER: '1' };

/** "OMG" is JavaScriptCore's optimizing compiler of WebAssembly. */
const COMPILE_ONCE = { JSC_useOMGJIT: '0' };

export interface WebKitPrograms {
  readonly miniBrowser: string;
  readonly driver: string;
}

/** A MiniBrowser that crashes while it starts leaves its driver waiting for ever; another one is started. */
const STARTS = 3;

export async function openWebKit(programs: WebKitPrograms, options: LaunchOptions = {}): Promise<BrowserPage> {
  for (let tries = 1; ; tries++) {
    try {
      return await startWebKit(programs, options);
    } catch (error) {
      if (tries === STARTS) throw error;
    }
  }
}

/** Starts WebKitGTK's MiniBrowser on a screen and a message bus of its own. */
async function startWebKit({ miniBrowser, driver }: WebKitPrograms, { proxy, compileOnce = false }: LaunchOptions): Promise<BrowserPage> {
  const webkit = await BrowserProcess.make('webkit');
  try {
    // Xvfb finds a free number by itself and writes it to the fourth file.
    const screen = webkit.start('Xvfb', ['-displayfd', '3', '-screen', '0', '1400x1000x24', '-nolisten', 'tcp'], { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
    let display = '';
    (screen.stdio[3] as Readable).on('data', (bytes: Buffer) => (display += bytes.toString()));
    await webkit.until('tells its display', START_MS, async () => (display.endsWith('\n') ? display : null));

    const port = await freePort();
    webkit.start('dbus-run-session', ['--', driver, `--port=${port}`], {
      env: { ...SOFTWARE_DRAWING, ...(compileOnce ? COMPILE_ONCE : {}), DISPLAY: `:${display.trim()}`, XDG_CACHE_HOME: webkit.folder, XDG_DATA_HOME: webkit.folder, XDG_CONFIG_HOME: webkit.folder },
    });
    await webkit.until('listens', START_MS, () => driverIsReady(port));
    const wire = await WebDriverHttp.begin(port, {
      'webkitgtk:browserOptions': { binary: miniBrowser, args: ['--automation'] },
      // No "noProxy": WebKitGTK 2.50 reads beyond a list of two, crashes at times, and its driver then waits for ever.
      ...(proxy === undefined ? {} : { proxy: { proxyType: 'manual', httpProxy: proxy } }),
    });
    const page = await WebDriverPage.open(wire);
    return Object.assign(page, {
      name: `WebKitGTK ${wire.browserVersion}`,
      // The driver does not tell; a site that watches does (site-without.ts).
      errors: () => page.run(() => window.seenErrors?.splice(0) ?? []),
      close: async () => {
        await wire.end();
        await webkit.end();
      },
    });
  } catch (error) {
    await webkit.end();
    throw error;
  }
}
