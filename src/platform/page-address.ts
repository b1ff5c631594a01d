import type { Consent, LoadOptions } from '../../contract/generator.js';
import { BACKENDS } from '../../contract/names.js';
import { pickDefined } from '../../contract/lib/pick-defined.js';
import { parseUrl } from './parse-url.js';

/** Where the embedded model lies, relative to the page. */
const STARTER_PACK = 'packs/starter/';

/** `?pack=URL` and `?draw=URL` (folders) and `?backend=webgpu|wasm` of the page's address; anything else counts as absent. */
export function loadOptionsFrom(search: string, baseUrl: string): LoadOptions {
  const parameters = new URLSearchParams(search);
  const pack = parameters.get('pack') ?? '';
  const draw = parameters.get('draw') ?? '';
  const backend = BACKENDS.find((name) => name === parameters.get('backend'));
  const drawPackUrl = draw === '' ? undefined : folderUrl(draw, baseUrl);
  return { packUrl: folderUrl(pack === '' ? STARTER_PACK : pack, baseUrl), ...pickDefined({ drawPackUrl, backend }) };
}

/** Packs of the catalogue whose files lie at a hub, relative to the page: they are used only when a person has chosen them. */
const HUB_PACKS = 'packs/hub/';

export const isAtHub = (packUrl: string, baseUrl: string): boolean => packUrl.startsWith(folderUrl(HUB_PACKS, baseUrl));

/** The model that comes with the site. */
export const starterPackUrl = (baseUrl: string): string => folderUrl(STARTER_PACK, baseUrl);

/**
 * What the page opens with: a link may ask for a model of another site, but that is used only when a person, or a
 * program that drives the page, says so.
 */
export function openingOptions(asked: LoadOptions, baseUrl: string, driven: boolean): LoadOptions {
  const isForeign = (url: string): boolean => parseUrl(url)?.origin !== new URL(baseUrl).origin || isAtHub(url, baseUrl);
  const { drawPackUrl, ...rest } = asked;
  const foreign = isForeign(asked.packUrl) || (drawPackUrl !== undefined && isForeign(drawPackUrl));
  return foreign && !driven ? { ...rest, packUrl: starterPackUrl(baseUrl) } : asked;
}

/** How far whoever drives the page agrees to the packs of its address, which they chose: `?accept-licence=1` accepts their licences. */
export function drivenConsent(search: string): Consent {
  return new URLSearchParams(search).get('accept-licence') === '1' ? 'licence' : 'hub';
}

/** A folder's address ends in a slash, so that file names can be put behind it. */
function folderUrl(folder: string, baseUrl: string): string {
  const slashed = folder.endsWith('/') ? folder : `${folder}/`;
  return parseUrl(slashed, baseUrl)?.href ?? slashed;
}
