import { Failure } from '../errors/failure.js';
import type { PackManifest } from './manifest.js';

/** Formats that are read, the newest first. */
const READ_FORMATS = ['kinora-pack/2', 'kinora-pack/1'];

/**
 * Reads the text of a `pack.json` of any format into the present one. The schema of a format is fetched with the first pack that has it.
 * @throws Failure `manifest-not-json`, `pack-format-unknown`, or `manifest-faulty` with the first fault and where it is
 */
export async function readManifest(source: string): Promise<PackManifest> {
  const json = parseJson(source);
  const format: unknown = typeof json === 'object' && json !== null && 'format' in json ? json.format : undefined;
  if (format === 'kinora-pack/2') {
    const { manifest } = await import('./manifest.js');
    const parsed = manifest.safeParse(json);
    if (parsed.success) return parsed.data;
    const { readFault } = await import('./read-fault.js');
    throw Failure.because('manifest-faulty', readFault(parsed.error, json));
  }
  if (format === 'kinora-pack/1') {
    const [{ manifest1 }, { upgradeManifest }] = await Promise.all([import('./manifest-1.js'), import('./upgrade-manifest.js')]);
    const parsed = manifest1.safeParse(json);
    if (parsed.success) return upgradeManifest(parsed.data);
    const { readFault } = await import('./read-fault.js');
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
