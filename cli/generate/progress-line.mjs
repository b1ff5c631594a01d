/** Shows how far a clip is, on standard error. */

/** On a log, where lines cannot be rewritten, a line is written for each tenth of the way. */
const LOG_STEP = 0.1;

const STAGE_WORDS = new Map([
  ['load', 'loading the model'],
  ['text', 'reading the prompt'],
  ['image', 'drawing the first frame'],
  ['video', 'animating'],
  ['decode', 'decoding frames'],
  ['encode', 'encoding'],
  ['finish', 'finishing the file'],
]);

/**
 * @param {NodeJS.WriteStream} stream
 * @returns {{ show: (progress: import('./studio.mjs').Progress) => void, note: (line: string) => void, clear: () => void }}
 */
export function progressLine(stream) {
  let lastText = '';
  let lastStep = -1;
  const clear = () => {
    if (stream.isTTY && lastText !== '') stream.write('\r\x1b[2K');
    lastText = '';
  };
  return {
    clear,
    note: (line) => {
      clear();
      stream.write(`${line}\n`);
    },
    show: ({ stage, fraction, eta }) => {
      const words = STAGE_WORDS.get(stage) ?? stage;
      const text = `${String(Math.floor(fraction * 100)).padStart(3)} %  ${words}${eta === null ? '' : `, ${Math.ceil(eta)} s left`}`;
      if (stream.isTTY) {
        if (text !== lastText) stream.write(`\r\x1b[2K${text}`);
        lastText = text;
        return;
      }
      // Loading counts from nothing to all, and so does the job after it.
      const step = (stage === 'load' ? 0 : 2) + Math.floor(fraction / LOG_STEP) * LOG_STEP;
      if (step > lastStep) stream.write(`${text}\n`);
      lastStep = Math.max(lastStep, step);
    },
  };
}
