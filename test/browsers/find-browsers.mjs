/** Finds Firefox and WebKitGTK for the tests, or installs them where nobody has to be asked. Chromium: cli/find-browser.mjs. */
import { accessSync, constants, existsSync } from 'node:fs';
import path from 'node:path';
import { installDebianPackages, mayInstallDebianPackages } from '../../cli/find-browser.mjs';

/**
 * @typedef {object} Browsers what can be driven here; null for what is missing
 * @property {{ program: string } | null} firefox
 * @property {{ miniBrowser: string, driver: string } | null} webkit
 * @property {boolean} ffprobe whether films can be judged by FFmpeg, whose libraries also give Firefox H.264
 */

/** Debian's packages, by what they are needed for. .ci/run installs the same. */
const PACKAGES = {
  firefox: ['firefox-esr'],
  webkit: ['webkit2gtk-driver', 'libwebkit2gtk-4.1-0', 'xvfb', 'dbus-daemon', 'gstreamer1.0-plugins-good', 'gstreamer1.0-plugins-bad', 'gstreamer1.0-libav'],
  ffprobe: ['ffmpeg'],
};

const NAMES = {
  firefox: 'Firefox',
  webkit: 'WebKit',
  ffprobe: "what FFmpeg says of other browsers' films, and H.264 in Firefox",
};

/**
 * @param {(line: string) => void} log hears of installations, and of each browser that stays missing
 * @returns {Browsers}
 */
export function findBrowsers(log) {
  let browsers = look();
  const missing = () => /** @type {(keyof Browsers)[]} */ (Object.keys(PACKAGES)).filter((name) => !browsers[name]);
  if (missing().length > 0 && mayInstallDebianPackages()) {
    const packages = missing().flatMap((name) => PACKAGES[name]);
    log(`Installing browsers for the tests with apt-get: ${packages.join(' ')}.`);
    installDebianPackages(packages);
    browsers = look();
  }
  for (const name of missing()) log(`NOT TESTED: ${NAMES[name]}, which is not installed. On Debian: sudo apt-get install ${PACKAGES[name].join(' ')}`);
  if (missing().length > 0 && process.env['KINORA_REQUIRE_BROWSERS'] === '1') {
    throw new Error('KINORA_REQUIRE_BROWSERS is 1, but a browser is missing: install what the lines above say, or unset it.');
  }
  return browsers;
}

/** @returns {Browsers} */
function look() {
  const firefox = process.env['KINORA_FIREFOX'] || onPath(['firefox-esr', 'firefox']);
  const [driver, screen, bus] = ['WebKitWebDriver', 'Xvfb', 'dbus-run-session'].map((name) => onPath([name]));
  const miniBrowser = LIBRARY_FOLDERS.map((folder) => path.join(folder, 'webkit2gtk-4.1/MiniBrowser')).find(isProgram);
  const plays = PLUGINS.every((plugin) => LIBRARY_FOLDERS.some((folder) => existsSync(path.join(folder, 'gstreamer-1.0', plugin))));
  return {
    firefox: firefox === undefined ? null : { program: firefox },
    webkit: driver !== undefined && screen !== undefined && bus !== undefined && miniBrowser !== undefined && plays ? { miniBrowser, driver } : null,
    ffprobe: onPath(['ffprobe']) !== undefined && onPath(['ffmpeg']) !== undefined,
  };
}

/** Where distributions put programs that are not for the PATH. */
const LIBRARY_FOLDERS = ['/usr/lib/x86_64-linux-gnu', '/usr/lib/aarch64-linux-gnu', '/usr/libexec', '/usr/lib64', '/usr/lib'];

/** Of GStreamer: WebKit encodes H.264 with the first, and plays MP4 with all. */
const PLUGINS = ['libgstopenh264.so', 'libgstvideoparsersbad.so', 'libgstlibav.so', 'libgstisomp4.so'];

/** @param {readonly string[]} names */
function onPath(names) {
  const folders = (process.env['PATH'] ?? '').split(path.delimiter).filter(Boolean);
  return names.flatMap((name) => folders.map((folder) => path.join(folder, name))).find(isProgram);
}

/** @param {string} file */
function isProgram(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
