import type { BackendName, LoadOptions } from '../../contract/generator.js';

/** Where the embedded model lies, relative to the page. */
const STARTER_PACK = 'packs/starter/';

const isBackend = (name: string | null): name is BackendName => name === 'webgpu' || name === 'wasm';

/** `?pack=URL` (a folder) and `?backend=webgpu|wasm` of the page's address; anything else counts as absent. */
export function loadOptionsFrom(search: string, baseUrl: string): LoadOptions {
  const parameters = new URLSearchParams(search);
  const pack = parameters.get('pack') ?? '';
  const backend = parameters.get('backend');
  return { packUrl: folderUrl(pack === '' ? STARTER_PACK : pack, baseUrl), ...(isBackend(backend) ? { backend } : {}) };
}

/** A folder's address ends in a slash, so that file names can be put behind it. */
function folderUrl(folder: string, baseUrl: string): string {
  const slashed = folder.endsWith('/') ? folder : `${folder}/`;
  return URL.canParse(slashed, baseUrl) ? new URL(slashed, baseUrl).href : slashed;
}
