import { Failure } from '../errors/failure.js';
import { manifest, PACK_FORMAT, type PackManifest } from './manifest.js';
import { readFault } from './read-fault.js';

/** Formats that are read, the newest first. */
export const READ_FORMATS: readonly string[] = [PACK_FORMAT];

/**
 * Reads the text of a `pack.json`.
 * @throws Failure `manifest-not-json`, `pack-format-unknown`, or `manifest-faulty` with the first fault and where it is
 */
export function readManifest(source: string): PackManifest {
  const json = parseJson(source);
  const format: unknown = typeof json === 'object' && json !== null && 'format' in json ? json.format : undefined;
  if (format !== PACK_FORMAT) {
    throw Failure.because('pack-format-unknown', { format: format === undefined ? null : JSON.stringify(format), reads: READ_FORMATS });
  }
  const parsed = manifest.safeParse(json);
  if (!parsed.success) throw Failure.because('manifest-faulty', readFault(parsed.error, json));
  return parsed.data;
}

function parseJson(source: string): unknown {
  try {
    return JSON.parse(source);
  } catch (error) {
    throw Failure.because('manifest-not-json', {}, error);
  }
}
