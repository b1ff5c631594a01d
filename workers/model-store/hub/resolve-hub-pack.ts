import { Failure } from '../../../contract/errors/failure.js';
import { fillFiles, type FilledFile, type HubPack } from '../../../contract/catalogue/hub-pack.js';
import { joinBytes } from '../../lib/join-bytes.js';
import { sha256Hex, toHex } from '../../lib/sha256-hex.js';
import type { FetchOptions } from '../fetch-file.js';
import { commitIn, filesInListing, filesUrl, hostOf, isCommit, listingUrl, nextPage, revisionUrl, unreadable, type HubFile, type HubPlace } from './hub-listing.js';

/** More pages than a repository of a model has. */
const MOST_PAGES = 20;

type Fetch = FetchOptions['fetch'];

/**
 * Asks the hub what the files of a pack are, and gives the text of its manifest: with the commits, sizes and hashes as they are now.
 * @throws Failure of the hub, of a file that is gone, or of the listing
 */
export async function resolveHubPack({ hub, repos, files, pack }: HubPack, fetch: Fetch, signal: AbortSignal): Promise<string> {
  const places: HubPlace[] = [];
  const listings: ReadonlyMap<string, HubFile>[] = [];
  for (const { repo, revision } of repos) {
    const place = await pinned({ hub, repo, revision }, fetch, signal);
    places.push(place);
    listings.push(await listingOf(place, fetch, signal));
  }
  const filled = new Map<string, FilledFile>();
  for (const [path, { repo }] of Object.entries(files)) {
    const place = places[repo];
    if (place === undefined) continue;
    const listed = listings[repo]?.get(path);
    if (listed === undefined) throw Failure.because('hub-file-gone', { repo: place.repo, file: path });
    const sha256 = listed.sha256 ?? (await hashSmall(place, listed, fetch, signal));
    filled.set(path, { bytes: listed.bytes, sha256, ...(repo > 0 && { base: filesUrl(place) }) });
  }
  const [first] = places;
  if (first === undefined) throw new Error('A pack without a repository.');
  const source = { repo: first.repo, revision: first.revision };
  return fillFiles({ ...pack, source, base: filesUrl(first) }, (path) => filled.get(path));
}

/** A branch moves: its commit of now is what the pack is. */
async function pinned(place: HubPlace, fetch: Fetch, signal: AbortSignal): Promise<HubPlace> {
  if (isCommit(place.revision)) return place;
  const response = await ask(place, revisionUrl(place), fetch, signal);
  return { ...place, revision: commitIn(place, await jsonOf(place, response)) };
}

async function listingOf(place: HubPlace, fetch: Fetch, signal: AbortSignal): Promise<ReadonlyMap<string, HubFile>> {
  const files = new Map<string, HubFile>();
  let page: URL | null = listingUrl(place);
  for (let count = 0; page !== null && count < MOST_PAGES; count++) {
    const response: Response = await ask(place, page, fetch, signal);
    for (const file of filesInListing(place, await jsonOf(place, response))) files.set(file.file, file);
    const next: URL | null = nextPage(response.headers.get('Link'));
    // Only the hub that the person chose is asked.
    page = next?.origin === page.origin ? next : null;
  }
  return files;
}

/** The SHA-256 of a small file that lies in Git itself, whose own hash is checked on the way. */
async function hashSmall(place: HubPlace, { file, bytes, gitSha1 }: HubFile, fetch: Fetch, signal: AbortSignal): Promise<string> {
  const response = await ask(place, new URL(file, filesUrl(place)), fetch, signal);
  const content = new Uint8Array(await response.arrayBuffer());
  if (content.length < bytes) throw Failure.because('pack-file-short', { file, found: content.length, bytes });
  if (content.length > bytes) throw Failure.because('pack-file-long', { file, found: content.length, bytes });
  const object = joinBytes([new TextEncoder().encode(`blob ${bytes}\0`), content]);
  const found = toHex(new Uint8Array(await crypto.subtle.digest('SHA-1', object)));
  if (found !== gitSha1) throw Failure.because('pack-hash-mismatch', { file, found, expected: gitSha1 });
  return sha256Hex(content);
}

async function ask(place: HubPlace, url: URL, fetch: Fetch, signal: AbortSignal): Promise<Response> {
  const { repo, revision } = place;
  const host = hostOf(place);
  let response: Response;
  try {
    response = await fetch(url, { signal, cache: 'no-cache' });
  } catch (error) {
    if (signal.aborted) throw error;
    throw Failure.because('hub-not-reached', { host }, error);
  }
  if (response.ok) return response;
  if (response.status === 401 || response.status === 403) throw Failure.because('hub-asks-for-sign-in', { host, repo });
  if (response.status === 404) throw Failure.because('hub-revision-gone', { host, repo, revision });
  throw Failure.because('hub-refuses', { host, repo, status: response.status });
}

async function jsonOf(place: HubPlace, response: Response): Promise<unknown> {
  try {
    return await response.json();
  } catch {
    throw unreadable(place);
  }
}
