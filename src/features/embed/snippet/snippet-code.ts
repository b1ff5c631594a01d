import type { EmbedTheme, EmbedUi } from '../../../../contract/names.js';

/** How a site's owner likes to write it. */
export const SNIPPET_KINDS = ['frame', 'script', 'react'] as const;
export type SnippetKind = (typeof SNIPPET_KINDS)[number];

export interface SnippetWish {
  readonly kind: SnippetKind;
  readonly ui: EmbedUi;
  readonly theme: EmbedTheme;
  /** Folder of this Kinora, with a slash at its end. */
  readonly base: string;
}

/** A frame without a script cannot be driven, so there it makes no sense to draw nothing. */
export const suits = (kind: SnippetKind, ui: EmbedUi): boolean => kind !== 'frame' || ui !== 'none';

/** What to paste into a page. Addresses hold no quotes: they come out of the URL parser. */
export function snippetOf(wish: SnippetWish): string {
  switch (wish.kind) {
    case 'frame':
      return frameSnippet(wish);
    case 'script':
      return scriptSnippet(wish);
    case 'react':
      return reactSnippet(wish);
  }
}

function frameSnippet({ ui, theme, base }: SnippetWish): string {
  const address = new URL(`embed.html?ui=${ui}&theme=${theme}`, base).href.replaceAll('&', '&amp;');
  const scheme = theme === 'auto' ? 'light dark' : theme;
  return `<iframe
  src="${address}"
  title="Kinora, a film studio"
  sandbox="allow-scripts allow-same-origin allow-downloads"
  allow="autoplay; fullscreen; clipboard-write; cross-origin-isolated"
  style="width: 100%; height: ${ui === 'full' ? 720 : 520}px; border: 0; color-scheme: ${scheme}"
></iframe>`;
}

function scriptSnippet({ ui, theme, base }: SnippetWish): string {
  return `<div id="kinora"></div>
<script type="module">
  import { createKinora } from '${base}embed.js';

  const kinora = await createKinora(document.querySelector('#kinora'), { ui: '${ui}', theme: '${theme}' });

  // Films that your page asks for; the visitor's own need no more than the lines above.
  // const { blob } = await kinora.generate({ prompt: 'a red apple bouncing', seconds: 4, seed: 7 });
</script>`;
}

function reactSnippet({ ui, theme, base }: SnippetWish): string {
  return `import { useEffect, useRef } from 'react';

export function KinoraFrame({ onReady }) {
  const element = useRef(null);
  const ready = useRef(onReady);
  ready.current = onReady;

  useEffect(() => {
    let kinora = null;
    let gone = false;
    import(/* @vite-ignore */ /* webpackIgnore: true */ '${base}embed.js')
      .then(({ createKinora }) => gone ? null : createKinora(element.current, { ui: '${ui}', theme: '${theme}' }))
      .then((made) => {
        if (gone) return made?.destroy();
        kinora = made;
        ready.current?.(made); // made.generate({ prompt, seconds, seed }) gives { blob, metadata }
      });
    return () => {
      gone = true;
      kinora?.destroy();
    };
  }, []);

  return <div ref={element} />;
}`;
}
