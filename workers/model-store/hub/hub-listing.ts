/**
 * How a hub in the manner of huggingface.co lists the files of a repository: what a revision is called as a commit, and for each file
 * its size and its hash. The hub that is meant, and the repositories, are the packs' business.
 */
import * as z from 'zod/mini';
import { Failure } from '../../../contract/errors/failure.js';

export interface HubPlace {
  /** Address with a slash at its end: "https://huggingface.co/". */
  readonly hub: string;
  /** "owner/name" */
  readonly repo: string;
  /** A commit, or the name of a branch. */
  readonly revision: string;
}

export interface HubFile {
  readonly file: string;
  readonly bytes: number;
  /** Null for a file that lies in Git itself: of such a one the hub knows the hash of Git only. */
  readonly sha256: string | null;
  /** SHA-1 of Git's object. */
  readonly gitSha1: string;
}

const entry = z.object({
  type: z.string(),
  path: z.string(),
  size: z.optional(z.number()),
  oid: z.optional(z.string()),
  lfs: z.optional(z.object({ oid: z.string().check(z.regex(/^[0-9a-f]{64}$/)), size: z.number() })),
});

export const isCommit = (revision: string): boolean => /^[0-9a-f]{40}$/.test(revision);

export const hostOf = ({ hub }: Pick<HubPlace, 'hub'>): string => new URL(hub).host;

/** Answers with the commit of a revision. */
export const revisionUrl = ({ hub, repo, revision }: HubPlace): URL => new URL(`api/models/${repo}/revision/${encodeURIComponent(revision)}`, hub);

/** Answers with the files, page by page. */
export const listingUrl = ({ hub, repo, revision }: HubPlace): URL => new URL(`api/models/${repo}/tree/${encodeURIComponent(revision)}?recursive=true`, hub);

/** Folder that the files of a revision are fetched from. */
export const filesUrl = ({ hub, repo, revision }: HubPlace): string => new URL(`${repo}/resolve/${encodeURIComponent(revision)}/`, hub).href;

/** @throws Failure `hub-listing-unreadable` */
export function commitIn(place: HubPlace, answer: unknown): string {
  const { data } = z.object({ sha: z.string().check(z.regex(/^[0-9a-f]{40}$/)) }).safeParse(answer);
  if (data === undefined) throw unreadable(place);
  return data.sha;
}

/**
 * The files of one page of a listing.
 * @throws Failure `hub-listing-unreadable`
 */
export function filesInListing(place: HubPlace, listing: unknown): readonly HubFile[] {
  const { data } = z.array(entry).safeParse(listing);
  if (data === undefined) throw unreadable(place);
  return data.flatMap(({ type, path, size, oid = '', lfs }) =>
    type === 'file' ? [{ file: path, bytes: lfs?.size ?? size ?? 0, sha256: lfs?.oid ?? null, gitSha1: oid }] : [],
  );
}

/** The address of the next page, as the header `Link` has it. */
export function nextPage(link: string | null): URL | null {
  const address = /<([^>]+)>\s*;[^,]*\brel="?next"?/.exec(link ?? '')?.[1];
  if (address === undefined) return null;
  try {
    return new URL(address);
  } catch {
    return null;
  }
}

export function unreadable(place: HubPlace): Failure {
  return Failure.because('hub-listing-unreadable', { host: hostOf(place), repo: place.repo });
}
