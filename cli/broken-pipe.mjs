/** Lets a program survive its output pipe being closed (`| head -1`): later output is dropped. */

/** Error codes of a closed pipe or terminal. */
const CLOSED = new Set(['EPIPE', 'EIO', 'ECONNRESET', 'ERR_STREAM_DESTROYED']);

/**
 * Without a listener for `error`, Node ends the program at the first failed write.
 *
 * @returns {void}
 */
export function ignoreClosedOutput() {
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
}

/**
 * @param {NodeJS.WriteStream} stream
 * @param {string} text
 * @returns {Promise<Error | null>} why it could not be written, such as a full disk behind `> file`; null also when the reader has closed the pipe
 */
export function print(stream, text) {
  return new Promise((resolve) => {
    stream.write(text, (error) => {
      const closed = error && 'code' in error && CLOSED.has(String(error.code));
      resolve(error && !closed ? error : null);
    });
  });
}
