/** `KINORA_THOROUGH=1`: all cases of tests that otherwise take a part of theirs, which adds about half an hour. */
export const THOROUGH = process.env['KINORA_THOROUGH'] === '1';
