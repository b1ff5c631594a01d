/**
 * A pack whose files others published at a hub: all that `pack.json` says but the sizes and hashes of its files, which the hub
 * lists. It becomes a manifest of `kinora-pack/2` when a person chooses it, and stays that one from then on.
 */
import * as z from 'zod/mini';
import { count, file, folderAddress, rule, size, text, withDefault, type DeepReadonly } from '../pack/fields.js';

export const HUB_PACK_FORMAT = 'kinora-hub-pack/1';

/** "owner/name" */
const repo = z.string().check(rule((value) => /^[\w.-]+\/[\w.-]+$/.test(value), (value) => ({ kind: 'bad-path', params: { found: JSON.stringify(value) } })));

export const hubPack = z.strictObject({
  format: z.literal(HUB_PACK_FORMAT),
  hub: folderAddress,
  /** The first is what the pack is named after. `revision`: a commit, or the name of a branch, whose commit is then recorded. */
  repos: z.array(z.strictObject({ repo, revision: text })).check(z.minLength(1)),
  /** By their paths. `repo` counts from 0; `about`: bytes, as far as it is known before the hub is asked. */
  files: z.record(file, z.strictObject({ repo: withDefault(count, 0), about: size })),
  /** A manifest of `kinora-pack/2` whose files have no `bytes` and no `sha256`. */
  pack: z.record(z.string(), z.unknown()),
});

export type HubPack = DeepReadonly<z.infer<typeof hubPack>>;

/** What a file of a manifest has besides its path. */
export interface FilledFile {
  readonly bytes: number;
  readonly sha256: string;
  readonly base?: string;
}

/** `pack` with sizes and hashes, as the text of a manifest, whose check finds the files that have none. */
export function fillFiles(pack: HubPack['pack'], fileOf: (path: string) => FilledFile | undefined): string {
  const fill = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(fill);
    if (typeof value !== 'object' || value === null) return value;
    const filled = Object.fromEntries(Object.entries(value).map(([name, field]) => [name, fill(field)]));
    return typeof filled['file'] === 'string' ? { ...filled, ...fileOf(filled['file']) } : filled;
  };
  return JSON.stringify(fill(pack));
}
