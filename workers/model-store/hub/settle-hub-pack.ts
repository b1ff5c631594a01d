import type { Consent } from '../../../contract/generator.js';
import { Failure } from '../../../contract/errors/failure.js';
import type { FetchOptions } from '../fetch-file.js';
import { hostOf } from './hub-listing.js';
import { readAbout, readHubPack } from './read-hub-pack.js';
import { resolveHubPack } from './resolve-hub-pack.js';

/** The text of a manifest, and that of the hub pack that it was made of. */
export interface SettledManifest {
  readonly source: string;
  readonly template?: string | undefined;
}

/**
 * A manifest that can be fetched by: `source` itself, unless it is a hub pack. The hub is asked once a visit, and not at all for a pack that is kept.
 * @param asked what was settled before, by the text of the hub pack
 * @throws Failure `hub-pack-not-chosen` or `licence-not-accepted` without consent; as {@link resolveHubPack}
 */
export async function settleHubPack(source: string, consent: Consent | undefined, asked: Map<string, string>, fetch: FetchOptions['fetch'], signal: AbortSignal): Promise<SettledManifest> {
  const pack = readHubPack(source);
  if (pack === null) return { source };
  const before = asked.get(source);
  if (before !== undefined) return { source: before, template: source };
  if (consent === undefined || consent === 'hub') {
    const { title, licence } = await readAbout(pack);
    if (licence.mustAccept) throw Failure.because('licence-not-accepted', { title, licence: licence.name, url: licence.url ?? null });
    if (consent === undefined) throw Failure.because('hub-pack-not-chosen', { title, host: hostOf(pack) });
  }
  const settled = await resolveHubPack(pack, fetch, signal);
  asked.set(source, settled);
  return { source: settled, template: source };
}
