import type { MeasuredBackends } from '../../../../contract/backends/measured-backends.js';
import { readStored, writeStored } from '../../../platform/stored-text.js';

const KEY = 'kinora-backends';

/** Packs are renewed and browsers updated: the oldest measurements are forgotten. */
const MOST_KEPT = 12;

/** What was measured on this device, the newest last. What cannot be read is measured again. */
export function readMeasured(): readonly MeasuredBackends[] {
  try {
    const stored: unknown = JSON.parse(readStored(KEY) ?? '[]');
    return Array.isArray(stored) ? stored.filter(isMeasured) : [];
  } catch {
    return [];
  }
}

export const keepMeasured = (measured: readonly MeasuredBackends[]): void => writeStored(KEY, JSON.stringify(measured.slice(-MOST_KEPT)));

/** Written by hand: the page reads this before anything else, and a schema's library is no part of the first download. */
function isMeasured(value: unknown): value is MeasuredBackends {
  const { key, seconds, tries } = (value ?? {}) as Partial<Record<keyof MeasuredBackends, unknown>>;
  const { webgpu, wasm } = (seconds ?? {}) as Partial<Record<string, unknown>>;
  return typeof key === 'string' && typeof tries === 'number' && (seconds === null || (isTime(webgpu) && isTime(wasm)));
}

const isTime = (value: unknown): boolean => typeof value === 'number' && value > 0;
