/** Shows the progress of a film, on standard error. */

/** In a log, where lines cannot be rewritten, a line is written for each tenth of the job, and one when the model is loaded. */
const LOG_STEPS = 10;

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
 * @returns {{ show: (progress: import('../../src/automation/make-film.js').FilmProgress) => void, note: (line: string) => void, clear: () => void }}
 */
export function progressLine(stream) {
  let lastText = '';
  let lastStep = -1;
  let loading = true;
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
      const step = Math.floor(fraction * LOG_STEPS);
      if (step > lastStep || (loading && stage !== 'load')) stream.write(`${text}\n`);
      lastStep = step;
      loading = stage === 'load';
    },
  };
}
