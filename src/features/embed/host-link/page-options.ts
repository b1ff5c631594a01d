import { EMBED_THEMES, EMBED_UIS, type EmbedTheme, type EmbedUi } from '../../../../contract/names.js';

export interface PageOptions {
  readonly ui: EmbedUi;
  readonly theme: EmbedTheme;
  /** `fill`: the frame's height is given, so the page fits into it. `content`: the frame becomes as high as the page. */
  readonly fit: 'fill' | 'content';
  /** Whether the host knows that its frame may download; embed.js says so when it does. */
  readonly downloads: boolean;
}

/**
 * `?ui=full|minimal|none`, `&theme=auto|light|dark` `&fit=fill|content` and `&downloads=yes` of the frame's address; anything else counts as absent.
 * They stand in the address so that a bare `<iframe>` works without a script, and so that nothing flashes.
 */
export function pageOptionsFrom(search: string): PageOptions {
  const parameters = new URLSearchParams(search);
  const pick = <T extends string>(names: readonly T[], wanted: string | null, otherwise: T): T =>
    names.find((name) => name === wanted) ?? otherwise;
  return {
    ui: pick(EMBED_UIS, parameters.get('ui'), 'full'),
    theme: pick(EMBED_THEMES, parameters.get('theme'), 'auto'),
    fit: pick(['fill', 'content'], parameters.get('fit'), 'fill'),
    downloads: parameters.get('downloads') === 'yes',
  };
}
