import { readStored, writeStored } from './stored-text.js';

const KEY = 'kinora-single-keys';

/** Whether shortcuts of one letter work. Speech input and tremor press letters by accident, so a person can turn them off. */
export const singleKeysAllowed = (): boolean => readStored(KEY) !== 'off';

export const allowSingleKeys = (allowed: boolean): void => writeStored(KEY, allowed ? null : 'off');
