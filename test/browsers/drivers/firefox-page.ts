import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { BrowserPage, LaunchOptions } from './browser-page.js';
import { BrowserProcess } from './browser-process.js';
import { Marionette } from './marionette.js';
import { WebDriverPage } from './web-driver-page.js';

export type Preferences = Readonly<Record<string, string | number | boolean>>;

export interface FirefoxOptions extends LaunchOptions {
  readonly preferences?: Preferences;
  /** Opens the page in a private window. */
  readonly privateWindow?: boolean;
}

const START_MS = 60_000;

const PREFERENCES: Preferences = {
  // Any free one; Firefox writes it into its profile.
  'marionette.port': 0,
  'media.autoplay.default': 0,
  'browser.shell.checkDefaultBrowser': false,
  // Whatever would talk to anyone but the page's own origin.
  'app.update.enabled': false,
  'datareporting.policy.dataSubmissionEnabled': false,
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
  'media.gmp-manager.updateEnabled': false,
  'extensions.update.enabled': false,
  'services.settings.server': 'data:,#remote-settings-dummy/v1',
};

const COMPILE_ONCE: Preferences = { 'javascript.options.wasm_optimizingjit': false };

const proxyPreferences = (proxy: string): Preferences => {
  const [host = '', port] = proxy.split(':');
  return { 'network.proxy.type': 1, 'network.proxy.http': host, 'network.proxy.http_port': Number(port) };
};

/** Starts Firefox without a window, with a profile of its own. */
export async function openFirefox(program: string, { preferences, proxy, privateWindow = false, compileOnce = false }: FirefoxOptions = {}): Promise<BrowserPage> {
  const firefox = await BrowserProcess.make('firefox');
  try {
    const all = { ...PREFERENCES, ...(compileOnce ? COMPILE_ONCE : {}), ...(proxy === undefined ? {} : proxyPreferences(proxy)), ...preferences };
    const lines = Object.entries(all).map(([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`);
    await writeFile(path.join(firefox.folder, 'user.js'), lines);
    firefox.start(program, ['--headless', '--no-remote', '--marionette', '--remote-allow-system-access', '--profile', firefox.folder, 'about:blank']);
    const port = await firefox.until('tells its port', START_MS, async () => Number(await readFile(path.join(firefox.folder, 'MarionetteActivePort'), 'utf8')) || null);
    const marionette = await firefox.until('takes a connection', START_MS, () => Marionette.connect(port));
    const { capabilities } = (await marionette.sendOwn('WebDriver:NewSession', { capabilities: {} })) as { capabilities: { browserVersion: string } };
    if (privateWindow) {
      const { handle } = (await marionette.sendOwn('WebDriver:NewWindow', { type: 'window', focus: true, private: true })) as { handle: string };
      await marionette.sendOwn('WebDriver:SwitchToWindow', { handle });
    }
    return Object.assign(await WebDriverPage.open(marionette), {
      name: `Firefox ${capabilities.browserVersion}`,
      errors: async () => [...((await marionette.runInBrowser(READ_COMPLAINTS)) as string[]), ...((await marionette.runInPageProcess(READ_LOG)) as string[])],
      close: async () => {
        marionette.close();
        await firefox.end();
      },
    });
  } catch (error) {
    await firefox.end();
    throw error;
  }
}

/** What the console holds of scripts that threw and of what the browser complained of. Forgets it. */
const READ_COMPLAINTS = `
  const complaints = Services.console.getMessageArray()
    .filter((message) => message instanceof Ci.nsIScriptError && (message.flags & Ci.nsIScriptError.warningFlag) === 0 && /^(https?|blob):/.test(message.sourceName))
    .map((message) => message.errorMessage + ' (' + message.sourceName + ')');
  Services.console.reset();
  return complaints;`;

/** What the page and its workers logged; the process of the page keeps it. Forgets it. */
const READ_LOG = `
  const storage = Cc['@mozilla.org/consoleAPI-storage;1'].getService(Ci.nsIConsoleAPIStorage);
  const errors = storage.getEvents().filter(({ level }) => level === 'error').map((event) => event.arguments.map(String).join(' '));
  storage.clearEvents();
  return errors;`;
