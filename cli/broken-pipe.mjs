/** Output that nobody reads any more (`| head -1`) ends nothing: the work goes on, and what it says is lost. */

/** A reader that has gone, a terminal that was closed. */
const READER_GONE = new Set(['EPIPE', 'EIO', 'ECONNRESET', 'ERR_STREAM_DESTROYED']);

/**
 * Without a listener Node ends the program at the first write that fails.
 *
 * @returns {void}
 */
export function outliveReaders() {
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
}

/**
 * @param {NodeJS.WriteStream} stream
 * @param {string} text
 * @returns {Promise<Error | null>} what kept it from being written, where it was not its reader: a full disk behind `> file`
 */
export function print(stream, text) {
  return new Promise((resolve) => {
    stream.write(text, (error) => {
      const gone = error && 'code' in error && READER_GONE.has(String(error.code));
      resolve(error && !gone ? error : null);
    });
  });
}
