/** How a command is told to stop: by a signal, or by the death of the npm that started it. */
import { constants } from 'node:os';

const SIGNALS = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT', 'SIGBREAK']);
const PARENT_CHECK_MS = 250;
/** npm passes on a Ctrl+C that the terminal has sent already; the second of two so close together is the same one. */
const SAME_PRESS_MS = 150;

/**
 * The first signal aborts; a second one ends the program at once, and what is registered for `exit` cleans up.
 *
 * @returns {{ signal: AbortSignal, exitCode: () => number }} `exitCode` is 128 and the number of the signal that stopped it
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
 * A shell between npm and the program does not pass signals on, and npm itself may be killed: then the work is nobody's.
 * Without npm the parent is a shell, which may end before its background jobs.
 *
 * @param {() => void} onDeath
 */
function watchParent(onDeath) {
  if (process.env['npm_lifecycle_event'] === undefined) return;
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    onDeath();
  }, PARENT_CHECK_MS);
  timer.unref();
}
