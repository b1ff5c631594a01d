import type { EmbedParameters } from '../contract/embed.js';
import { EMBED_THEMES, EMBED_UIS } from '../contract/names.js';
import type { KinoraOptions } from '../public/embed.js';

/** What the studio needs and no more; `allow-same-origin` means Kinora's own origin, never the host's. */
const SANDBOX = 'allow-scripts allow-same-origin allow-downloads';
/** Each only reaches the frame where the host page has it itself. */
const PERMISSIONS = 'autoplay; fullscreen; clipboard-write; cross-origin-isolated';

/** Heights in CSS pixels. */
const FILLED_FROM = 60;
/** The studio scrolls inside its frame, since its dialogs belong into what a person sees; the small one grows. */
const FIRST_HEIGHT = { full: 720, minimal: 420 } as const;
const MOST = 10_000;

export interface FrameElement {
  readonly iframe: HTMLIFrameElement;
  /** Exact origin of the page in the frame. */
  readonly origin: string;
  /** What the frame would like to be; heeded where the host's element leaves it open. */
  readonly wishHeight: (height: number) => void;
}

/**
 * A frame is see-through only where its element and its page agree on the colour scheme; otherwise browsers lay an
 * opaque sheet under the page, which shows at its round corners.
 */
export const schemeOf = (theme: NonNullable<KinoraOptions['theme']>): string => (theme === 'auto' ? 'light dark' : theme);

/**
 * A frame with Kinora's page in it, not yet in the document.
 * @throws {TypeError} for an option that does not exist
 */
export function makeFrame(element: HTMLElement, { ui = 'full', theme = 'auto', title = 'Kinora, a film studio', base }: KinoraOptions): FrameElement {
  // Hosts write JavaScript too, and a slip of the pen should not end in the whole studio.
  if (!EMBED_UIS.includes(ui)) throw new TypeError(`createKinora: ui is "${ui}"; use "full", "minimal" or "none".`);
  if (!EMBED_THEMES.includes(theme)) throw new TypeError(`createKinora: theme is "${theme}"; use "auto", "light" or "dark".`);

  const grows = ui === 'minimal' && element.clientHeight < FILLED_FROM;
  const url = new URL('embed.html', base === undefined ? import.meta.url : new URL(base, document.baseURI));
  // A `sandbox` on an outer frame counts too, so only the outermost page can know.
  const downloads = window.parent === window ? ({ downloads: 'yes' } as const) : {};
  const parameters: EmbedParameters = { ui, theme, fit: grows ? 'content' : 'fill', ...downloads };
  url.search = new URLSearchParams(Object.entries(parameters)).toString();

  const iframe = document.createElement('iframe');
  iframe.title = title;
  iframe.setAttribute('sandbox', SANDBOX);
  iframe.allow = PERMISSIONS;
  // Keeps the host's path private.
  iframe.referrerPolicy = 'origin';
  iframe.src = url.href;

  if (ui === 'none') {
    // Outside the viewport, because browsers throttle a frame with `display: none`.
    iframe.style.cssText = 'position: absolute; width: 1px; height: 1px; border: 0; opacity: 0; pointer-events: none;';
    iframe.tabIndex = -1;
    iframe.setAttribute('aria-hidden', 'true');
    return { iframe, origin: url.origin, wishHeight: () => undefined };
  }
  const height = element.clientHeight >= FILLED_FROM ? '100%' : `${FIRST_HEIGHT[ui]}px`;
  iframe.style.cssText = `display: block; box-sizing: border-box; width: 100%; height: ${height}; border: 0;`;
  iframe.style.colorScheme = schemeOf(theme);
  const wishHeight = (wish: number): void => {
    if (grows) iframe.style.height = `${Math.min(MOST, Math.ceil(wish))}px`;
  };
  return { iframe, origin: url.origin, wishHeight };
}
