import { Failure } from '../../../contract/errors/failure.js';
import { fillFiles, HUB_PACK_FORMAT, hubPack, type HubPack } from '../../../contract/catalogue/hub-pack.js';
import type { PackManifest } from '../../../contract/pack/manifest.js';
import { readFault } from '../../../contract/pack/read-fault.js';
import { readManifest } from '../../../contract/pack/read-manifest.js';

/** Null for a manifest of any other format. @throws Failure `manifest-faulty` */
export function readHubPack(source: string): HubPack | null {
  let json: unknown;
  try {
    json = JSON.parse(source);
  } catch {
    return null;
  }
  if (typeof json !== 'object' || json === null || !('format' in json) || json.format !== HUB_PACK_FORMAT) return null;
  const parsed = hubPack.safeParse(json);
  if (parsed.success) return parsed.data;
  throw Failure.because('manifest-faulty', readFault(parsed.error, json));
}

/**
 * What is known of a pack before its hub is asked. Its hashes are numbers that only tell its files apart: nothing can be fetched by it.
 * @throws Failure as {@link readManifest}
 */
export function readAbout({ files, pack }: HubPack): Promise<PackManifest> {
  const numbers = new Map(Object.keys(files).map((path, i) => [path, String(i).padStart(64, '0')]));
  return readManifest(
    fillFiles(pack, (path) => {
      const [file, sha256] = [files[path], numbers.get(path)];
      return file && sha256 !== undefined ? { bytes: file.about, sha256 } : undefined;
    }),
  );
}
