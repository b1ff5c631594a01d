import { EMBED_FITS, type EmbedParameters } from '../../../../contract/embed.js';
import { EMBED_THEMES, EMBED_UIS } from '../../../../contract/names.js';

export interface PageOptions extends Omit<EmbedParameters, 'downloads'> {
  /** Whether the host knows that its frame may download; embed.js says so when it does. */
  readonly downloads: boolean;
}

/**
 * `?ui=full|minimal|none`, `&theme=auto|light|dark` `&fit=fill|content` and `&downloads=yes` of the frame's address; anything else counts as absent.
 * They stand in the address so that a bare `<iframe>` works without a script, and so that nothing flashes.
 */
export function pageOptionsFrom(search: string): PageOptions {
  const parameters = new URLSearchParams(search);
  const get = (name: keyof EmbedParameters): string | null => parameters.get(name);
  const pick = <T extends string>(names: readonly T[], wanted: string | null, otherwise: T): T =>
    names.find((name) => name === wanted) ?? otherwise;
  return {
    ui: pick(EMBED_UIS, get('ui'), 'full'),
    theme: pick(EMBED_THEMES, get('theme'), 'auto'),
    fit: pick(EMBED_FITS, get('fit'), 'fill'),
    downloads: get('downloads') === ('yes' satisfies EmbedParameters['downloads']),
  };
}
