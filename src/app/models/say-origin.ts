import type { PackOrigin } from '../../state/pack-address.js';

export function sayOrigin(
  origin: PackOrigin,
  text: { readonly fromSite: string; readonly fromFolder: string; readonly fromHost: (host: string) => string },
): string {
  if (origin.kind === 'site') return text.fromSite;
  return origin.kind === 'folder' ? text.fromFolder : text.fromHost(origin.host);
}
