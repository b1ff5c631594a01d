import { useEffect, useRef, type CSSProperties } from 'react';
// Types only; copy embed.d.ts from your Kinora, it lies beside embed.js.
import type { Kinora, KinoraOptions } from '../../public/embed.js';

/** Where your Kinora is. */
const KINORA = 'http://127.0.0.1:4170/';

interface KinoraFrameProps extends Pick<KinoraOptions, 'ui' | 'theme'> {
  /** Called with Kinora when it is ready, and with null when it is gone. */
  readonly onKinora?: (kinora: Kinora | null) => void;
  readonly onError?: (error: Error) => void;
  readonly style?: CSSProperties;
}

/** Kinora in a frame, for as long as the component is on the page. Survives React's strict mode. */
export function KinoraFrame({ ui = 'minimal', theme = 'auto', onKinora, onError, style }: KinoraFrameProps) {
  const element = useRef<HTMLDivElement>(null);
  const kinora = useRef<Kinora | null>(null);
  // The latest callbacks, so that a new function does not make a new frame.
  const callbacks = useRef({ onKinora, onError });
  callbacks.current = { onKinora, onError };

  useEffect(() => {
    let gone = false;
    // Bundlers leave an address alone when they are told to; the browser fetches it.
    const loading = import(/* @vite-ignore */ `${KINORA}embed.js`) as Promise<typeof import('../../public/embed.js')>;
    loading
      .then(({ createKinora }) => (gone || element.current === null ? null : createKinora(element.current, { ui })))
      .then((made) => {
        if (gone) made?.destroy();
        if (gone || made === null) return;
        kinora.current = made;
        callbacks.current.onKinora?.(made);
      })
      .catch((error: Error) => {
        if (!gone) callbacks.current.onError?.(error);
      });
    return () => {
      gone = true;
      kinora.current?.destroy();
      kinora.current = null;
      callbacks.current.onKinora?.(null);
    };
  }, [ui]);

  useEffect(() => kinora.current?.setTheme(theme), [theme]);

  return <div ref={element} style={style} />;
}
