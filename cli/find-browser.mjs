/**
 * Finds a Chromium or Chrome for the command line and the tests, or installs one where that needs no confirmation.
 * It imports Node built-ins only, because it may run before the dependencies are installed.
 */
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, readFileSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const PROJECT = fileURLToPath(new URL('..', import.meta.url));
const INSTALL_TIMEOUT_MS = 10 * 60_000;
const INSTALL_OUTPUT_BYTES = 64e6;
const VERSION_TIMEOUT_MS = 20_000;

/** Variables that name a browser; one that is set is used, or refused with an error. */
const VARIABLES = ['KINORA_CHROMIUM', 'CHROME_PATH'];

const PATH_NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome'];

export class NoBrowserError extends Error {}

/**
 * Path of a Chromium or Chrome that starts.
 *
 * @param {{ install?: boolean, log?: (line: string) => void }} [options]
 *   `install: false` installs nothing. `log` gets a line for each installation; standard error by default.
 * @returns {string}
 * @throws {NoBrowserError} with a message of one line
 */
export function findBrowser({ install = true, log = (line) => process.stderr.write(`${line}\n`) } = {}) {
  for (const variable of VARIABLES) {
    const named = process.env[variable];
    if (!named) continue;
    if (starts(named)) return named;
    throw new NoBrowserError(`${variable} is ${named}, which does not start; point it at a Chromium or Chrome, or unset it.`);
  }
  const found = candidates().find(starts);
  if (found !== undefined) return found;
  if (!install || process.env['KINORA_NO_INSTALL'] === '1') throw new NoBrowserError(howToGetOne());

  for (const attempt of installers(log)) {
    attempt();
    const installed = candidates().find(starts);
    if (installed !== undefined) return installed;
  }
  throw new NoBrowserError(howToGetOne());
}

/**
 * Features that are off. The first two draw the address bar's suggestions as a web page, which every new window loads, seen or
 * not. The rest is Playwright's own list, as far as it matters here: Chromium takes the last list that it is given.
 */
const FEATURES_OFF = [
  'WebUIOmniboxPopup',
  'WebUIOmniboxAimPopup',
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'DestroyProfileOnBrowserClose',
  'HttpsUpgrades',
  'HttpsFirstBalancedModeAutoEnable',
  'LensOverlay',
  'MediaRouter',
  'PaintHolding',
  'ThirdPartyStoragePartitioning',
  'AvoidCorsURLLoaderRestartOnRedirect',
  'OptimizationHints',
  'NetworkTimeServiceQuerying',
  'AimEnabled',
  'PreconnectToSearch',
];

/**
 * Flags without which the browser contacts other servers than the page's own, which also delays its start where the network
 * is closed.
 */
const QUIET_FLAGS = [
  `--disable-features=${FEATURES_OFF.join(',')}`,
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/**
 * Launch flags for one kind of backend.
 *
 * - `wasm`: without a GPU process.
 * - `webgpu`: the machine's own GPU. Headless Chromium on Linux needs flags for Vulkan; elsewhere
 *   WebGPU is on by default.
 * - `webgpu-software`: SwiftShader, an implementation on the CPU: correct and very slow, for tests and machines without a GPU.
 *
 * @param {'wasm' | 'webgpu' | 'webgpu-software'} kind
 * @param {NodeJS.Platform} [platform]
 * @returns {string[]}
 */
export function launchFlags(kind, platform = process.platform) {
  switch (kind) {
    case 'wasm':
      return [...QUIET_FLAGS, '--disable-gpu'];
    case 'webgpu':
      // Chromium's blocklist turns WebGPU off on headless Linux, whatever the driver.
      return platform === 'linux'
        ? [...QUIET_FLAGS, '--enable-unsafe-webgpu', '--enable-features=Vulkan,WebGPU', '--use-angle=vulkan', '--ignore-gpu-blocklist']
        : [...QUIET_FLAGS, '--enable-unsafe-webgpu', '--ignore-gpu-blocklist'];
    case 'webgpu-software':
      // What is drawn with WebGPU reaches a canvas only where that is drawn by the same Vulkan.
      return [...QUIET_FLAGS, '--enable-unsafe-webgpu', '--use-webgpu-adapter=swiftshader', '--enable-features=Vulkan,WebGPU', '--use-vulkan=swiftshader', '--use-angle=swiftshader', '--enable-unsafe-swiftshader'];
  }
}

/** Whether this machine has a GPU that a browser may use; on Linux a guess from its devices, elsewhere assumed. */
export function hasGpu() {
  const devices = ['/dev/dri', '/dev/nvidia0', '/dev/dxg', '/dev/kgsl-3d0', '/dev/mali0'];
  return process.platform !== 'linux' || devices.some((device) => existsSync(device));
}

/** @returns {string[]} executables in the order in which they are tried */
function candidates() {
  const onPath = (process.env['PATH'] ?? '')
    .split(path.delimiter)
    .filter(Boolean)
    .flatMap((folder) => PATH_NAMES.map((name) => path.join(folder, process.platform === 'win32' ? `${name}.exe` : name)));
  return [...onPath, ...usualPlaces(), ...playwrightBrowsers()].filter(isExecutable);
}

/** @returns {string[]} */
function usualPlaces() {
  if (process.platform === 'darwin') {
    const inside = ['Google Chrome.app/Contents/MacOS/Google Chrome', 'Chromium.app/Contents/MacOS/Chromium'];
    return ['/Applications', path.join(homedir(), 'Applications')].flatMap((folder) => inside.map((app) => path.join(folder, app)));
  }
  if (process.platform === 'win32') {
    const inside = ['Google\\Chrome\\Application\\chrome.exe', 'Chromium\\Application\\chrome.exe', 'Microsoft\\Edge\\Application\\msedge.exe'];
    const folders = [process.env['PROGRAMFILES'], process.env['PROGRAMFILES(X86)'], process.env['LOCALAPPDATA']];
    return folders.filter((folder) => folder !== undefined).flatMap((folder) => inside.map((app) => path.join(folder, app)));
  }
  return ['/usr/bin/chromium', '/usr/lib/chromium/chromium', '/opt/google/chrome/chrome', '/snap/bin/chromium'];
}

/** @returns {string[]} full Chromium builds in Playwright's cache, newest first */
function playwrightBrowsers() {
  const cache =
    process.env['PLAYWRIGHT_BROWSERS_PATH'] ??
    (process.platform === 'darwin'
      ? path.join(homedir(), 'Library/Caches/ms-playwright')
      : process.platform === 'win32'
        ? path.join(process.env['LOCALAPPDATA'] ?? homedir(), 'ms-playwright')
        : path.join(process.env['XDG_CACHE_HOME'] ?? path.join(homedir(), '.cache'), 'ms-playwright'));
  if (!existsSync(cache)) return [];
  const inside = [
    'chrome-linux64/chrome',
    'chrome-linux/chrome',
    'chrome-win64/chrome.exe',
    'chrome-win/chrome.exe',
    'chrome-mac-arm64/Google Chrome for Testing.app/Contents/MacOS/Google Chrome for Testing',
    'chrome-mac-x64/Google Chrome for Testing.app/Contents/MacOS/Google Chrome for Testing',
    'chrome-mac/Chromium.app/Contents/MacOS/Chromium',
  ];
  return readdirSync(cache)
    .filter((name) => /^chromium-\d+$/.test(name))
    .sort((a, b) => Number(b.slice('chromium-'.length)) - Number(a.slice('chromium-'.length)))
    .flatMap((name) => inside.map((file) => path.join(cache, name, file)));
}

/**
 * Ways to install a browser without confirmation, best first.
 *
 * @param {(line: string) => void} log
 * @returns {(() => void)[]}
 */
function installers(log) {
  const ways = [];
  const distribution = linuxDistribution();
  if (mayInstallDebianPackages()) {
    ways.push(() => {
      log('No Chromium found; installing one with apt-get.');
      installDebianPackages(['chromium']);
    });
  }
  const playwright = path.join(PROJECT, 'node_modules/playwright-core/cli.js');
  if (existsSync(playwright)) {
    const isRoot = process.getuid?.() === 0;
    ways.push(() => {
      log("No Chromium found; installing one into Playwright's cache in your home folder.");
      const withLibraries = isRoot && distribution !== null ? ['--with-deps'] : [];
      execute(process.execPath, [playwright, 'install', '--no-shell', ...withLibraries, 'chromium']);
    });
  }
  return ways;
}

/**
 * Whether packages of Debian can be installed without confirmation.
 * Ubuntu's browser packages install snaps, which containers cannot run.
 */
export const mayInstallDebianPackages = () => process.getuid?.() === 0 && linuxDistribution() === 'debian' && process.env['KINORA_NO_INSTALL'] !== '1';

/** @param {readonly string[]} packages */
export function installDebianPackages(packages) {
  execute('apt-get', ['update', '-q']);
  execute('apt-get', ['install', '-y', '-q', '--no-install-recommends', ...packages], { DEBIAN_FRONTEND: 'noninteractive' });
}

/** @returns {'debian' | 'ubuntu' | null} */
function linuxDistribution() {
  if (process.platform !== 'linux' || !existsSync('/etc/os-release')) return null;
  const id = /^ID=["']?(\w+)/m.exec(readFileSync('/etc/os-release', 'utf8'))?.[1];
  return id === 'debian' || id === 'ubuntu' ? id : null;
}

function howToGetOne() {
  const install =
    process.platform === 'linux'
      ? 'install one ("sudo apt-get install chromium" on Debian)'
      : 'install Google Chrome from https://www.google.com/chrome';
  return `No Chromium or Chrome was found; ${install}, or set KINORA_CHROMIUM to the path of one.`;
}

/**
 * Runs an installer. Its output goes to standard error: standard output belongs to the program that needs the browser. If
 * standard error is a pipe it is written at the end, because a closed pipe would end the installation.
 *
 * @param {string} program
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} [extra]
 */
function execute(program, args, extra = {}) {
  const output = process.stderr.isTTY ? 2 : 'pipe';
  const { stdout, stderr } = spawnSync(program, args, { stdio: ['ignore', output, output], maxBuffer: INSTALL_OUTPUT_BYTES, timeout: INSTALL_TIMEOUT_MS, env: { ...process.env, ...extra } });
  for (const text of [stdout, stderr]) if (text !== null) process.stderr.write(text);
}

/** @param {string} file */
function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * Whether the browser starts: a file named chromium may be a stub, or its libraries may be missing.
 *
 * @param {string} file
 */
function starts(file) {
  if (!isExecutable(file)) return false;
  // chrome.exe opens a window instead of printing its version.
  if (process.platform === 'win32') return true;
  return spawnSync(file, ['--version'], { stdio: 'ignore', timeout: VERSION_TIMEOUT_MS }).status === 0;
}
