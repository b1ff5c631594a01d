/** Output that nobody reads any more (`| head -1`) ends nothing: the work goes on, and what it says is lost. */

/** A reader that has gone, a terminal that was closed. */
const READER_GONE = new Set(['EPIPE', 'EIO', 'ECONNRESET', 'ERR_STREAM_DESTROYED']);

/** Errors of standard output that are not about its reader. @type {Error | null} */
let outputFault = null;

/**
 * Without a listener Node ends the program at the first write that fails.
 *
 * @returns {void}
 */
export function outliveReaders() {
  process.stdout.on('error', (error) => {
    if (!READER_GONE.has('code' in error ? String(error.code) : '')) outputFault ??= error;
  });
  process.stderr.on('error', () => undefined);
}

/** What kept standard output from being written, where it was not its reader: a full disk behind `> file`. */
export function standardOutputFault() {
  return outputFault;
}
