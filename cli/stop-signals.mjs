/** Stops a command on a signal, or when the npm that started it has ended. */
import { readFileSync } from 'node:fs';
import { constants } from 'node:os';

const SIGNALS = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT', 'SIGBREAK']);
const PARENT_CHECK_MS = 250;
/** npm passes on a Ctrl+C that the terminal has already sent, so two signals within this time are one. */
const SAME_PRESS_MS = 150;

/**
 * The first signal aborts; a second one exits at once, and listeners for `exit` clean up.
 *
 * @returns {{ signal: AbortSignal, exitCode: () => number }} `exitCode` is 128 plus the number of the first signal
 */
export function listenForStop() {
  const stop = new AbortController();
  /** @type {NodeJS.Signals} */
  let first = 'SIGINT';
  let stoppedAt = Number.NEGATIVE_INFINITY;
  const exitCode = () => 128 + (constants.signals[first] ?? 0);
  const onSignal = (/** @type {NodeJS.Signals} */ name) => {
    if (!stop.signal.aborted) {
      first = name;
      stoppedAt = performance.now();
      stop.abort();
    } else if (performance.now() - stoppedAt > SAME_PRESS_MS) {
      process.exit(exitCode());
    }
  };
  for (const name of SIGNALS) process.on(name, onSignal);
  watchParent(() => onSignal('SIGHUP'));
  return { signal: stop.signal, exitCode };
}

/**
 * When npm is killed, a shell between it and this program passes no signal on, and the work would continue without an owner.
 * Without npm nothing is watched: the parent is then the person's shell, which may end before its background jobs.
 *
 * @param {() => void} onDeath
 */
function watchParent(onDeath) {
  if (process.env['npm_lifecycle_event'] === undefined) return;
  const parent = process.ppid;
  const ofShell = isShellOfNpm(parent) ? parentOf(parent) : null;
  const timer = setInterval(() => {
    if (process.ppid === parent && (ofShell === null || parentOf(parent) === ofShell)) return;
    clearInterval(timer);
    onDeath();
  }, PARENT_CHECK_MS);
  timer.unref();
}

/**
 * npm sets variables for what it runs, and does not have them itself.
 *
 * @param {number} pid
 * @returns {boolean} false except on Linux
 */
function isShellOfNpm(pid) {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'utf8').includes('\0npm_lifecycle_event=');
  } catch {
    return false;
  }
}

/**
 * @param {number} pid
 * @returns {number | null} null once it has ended
 */
function parentOf(pid) {
  try {
    return Number(/^PPid:\s*(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]);
  } catch {
    return null;
  }
}
