import { Failure } from '../errors/failure.js';
import { manifest1, PACK_FORMAT_1 } from './manifest-1.js';
import { upgradeManifest } from './upgrade-manifest.js';
import { manifest, PACK_FORMAT, type PackManifest } from './manifest.js';
import { readFault } from './read-fault.js';

/** Formats that are read, the newest first. */
const READ_FORMATS: readonly string[] = [PACK_FORMAT, PACK_FORMAT_1];

/**
 * Reads the text of a `pack.json` of any format into the present one.
 * @throws Failure `manifest-not-json`, `pack-format-unknown`, or `manifest-faulty` with the first fault and where it is
 */
export function readManifest(source: string): PackManifest {
  const json = parseJson(source);
  const format: unknown = typeof json === 'object' && json !== null && 'format' in json ? json.format : undefined;
  if (format === PACK_FORMAT) {
    const parsed = manifest.safeParse(json);
    if (parsed.success) return parsed.data;
    throw Failure.because('manifest-faulty', readFault(parsed.error, json));
  }
  if (format === PACK_FORMAT_1) {
    const parsed = manifest1.safeParse(json);
    if (parsed.success) return upgradeManifest(parsed.data);
    throw Failure.because('manifest-faulty', readFault(parsed.error, json));
  }
  throw Failure.because('pack-format-unknown', { format: format === undefined ? null : JSON.stringify(format), reads: READ_FORMATS });
}

function parseJson(source: string): unknown {
  try {
    return JSON.parse(source);
  } catch (error) {
    throw Failure.because('manifest-not-json', {}, error);
  }
}
