/** The errors that end `npm run generate`. */

/** Bad input: exit code 2, one line, nothing written. */
export class BadInputError extends Error {
  /**
   * @param {string} what what is wrong, with the offending value: "Seconds is 0; the least is 0.5."
   * @param {string} remedy what to do about it: "Ask for 0.5 seconds or more."
   */
  constructor(what, remedy) {
    super(oneLine(`${what} ${remedy}`));
  }
}

/** An error of the page, in the page's words. */
export class ClipError extends Error {
  /** @param {Pick<import('../../contract/errors/describe.js').ToldError, 'code' | 'message' | 'remedy' | 'cause'>} error */
  constructor(error) {
    super(oneLine(`${error.message} ${error.remedy}`));
    this.code = error.code;
    /** For a bug report. */
    this.detail = error.cause ?? null;
  }
}

/** An error outside the page: the browser did not start, the film could not be written. Exit code 1. */
export class FailedError extends Error {
  /**
   * @param {string} what
   * @param {string} remedy what to do, or where a finished film is kept
   * @param {string | null} [detail] for a bug report
   */
  constructor(what, remedy, detail = null) {
    super(oneLine(`${what} ${remedy}`));
    this.detail = detail;
  }
}

/** A signal stopped the command. */
export class StoppedError extends Error {}

/** @param {string} text */
function oneLine(text) {
  return text.replace(/\s*\n\s*/g, ' ');
}
