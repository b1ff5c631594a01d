/** Options of a test that holds a stopwatch: whatever else the machine does can only lengthen what is timed, so it may try again. */
export const TIMED = { retry: 2 } as const;
