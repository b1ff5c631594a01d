import { LOCAL_PACK_SCHEME } from '../../../contract/pack-store.js';
import { isAtHub } from '../../platform/page-address.js';
import { parseUrl } from '../../platform/parse-url.js';

/** Where a pack comes from, as a person would put it. */
export type PackOrigin =
  | { readonly kind: 'site' } // the very site that the page comes from
  | { readonly kind: 'hub' } // of this site's catalogue, with files at a hub
  | { readonly kind: 'host'; readonly host: string } // another site: not to be trusted on our word
  | { readonly kind: 'folder' }; // a folder of this device

export function originOf(packUrl: string, pageUrl: string): PackOrigin {
  if (packUrl.startsWith(LOCAL_PACK_SCHEME)) return { kind: 'folder' };
  const url = parseUrl(packUrl);
  if (!url) return { kind: 'host', host: packUrl };
  const { origin, host } = url;
  if (origin !== new URL(pageUrl).origin) return { kind: 'host', host };
  return isAtHub(packUrl, pageUrl) ? { kind: 'hub' } : { kind: 'site' };
}

export function formatOrigin(
  origin: PackOrigin,
  text: { readonly fromSite: string; readonly fromFolder: string; readonly fromHub: string; readonly fromHost: (host: string) => string },
): string {
  if (origin.kind === 'site') return text.fromSite;
  if (origin.kind === 'hub') return text.fromHub;
  return origin.kind === 'folder' ? text.fromFolder : text.fromHost(origin.host);
}

/** Pages of a hub that show a repository, and how its files are reached: owner/name, revision, folder. */
const HUBS: readonly { readonly host: RegExp; readonly path: RegExp; readonly files: (owner: string, name: string, revision: string, folder: string) => string }[] = [
  {
    host: /^(?:huggingface\.co|hf\.co)$/,
    path: /^\/([^/]+)\/([^/]+?)(?:\/(?:tree|blob|resolve)\/([^/]+)(?:\/(.*))?)?\/?$/,
    files: (owner, name, revision, folder) => `https://huggingface.co/${owner}/${name}/resolve/${revision}/${folder}`,
  },
  {
    host: /^github\.com$/,
    path: /^\/([^/]+)\/([^/]+?)(?:\.git)?(?:\/(?:tree|blob|raw)\/([^/]+)(?:\/(.*))?)?\/?$/,
    files: (owner, name, revision, folder) => `https://raw.githubusercontent.com/${owner}/${name}/${revision}/${folder}`,
  },
];

/**
 * The folder of a pack out of what a person pasted: the folder, its `pack.json`, or the page of a hub that shows either.
 * Null when it cannot be fetched.
 */
export function packAddress(text: string): string | null {
  const typed = text.trim();
  const full = /^[\w.-]+\.[a-z]{2,}(?:[/:]|$)/i.test(typed) ? `https://${typed}` : typed;
  const url = parseUrl(full);
  if (url?.protocol !== 'https:' && url?.protocol !== 'http:') return null;
  url.hash = '';
  url.search = '';
  url.pathname = url.pathname.replace(/(^|\/)pack\.json$/, '$1');
  const hub = HUBS.find(({ host }) => host.test(url.host));
  const match = hub?.path.exec(url.pathname);
  if (hub && match) {
    const [, owner = '', name = '', revision = hub.host.test('github.com') ? 'HEAD' : 'main', folder = ''] = match;
    return slashed(hub.files(owner, name, revision, folder));
  }
  return slashed(url.href);
}

const slashed = (address: string): string => (address.endsWith('/') ? address : `${address}/`);
