import { useEffect, useState } from 'react';
import { ADDRESS_LIVES_MS } from './save-blob.js';

/** An address for `blob`, valid as long as the component shows it, and for a download that was clicked just before. */
export function useObjectUrl(blob: Blob | null): string | null {
  const [held, setHeld] = useState<{ blob: Blob; url: string } | null>(null);
  useEffect(() => {
    if (blob === null) return;
    const url = URL.createObjectURL(blob);
    setHeld({ blob, url });
    return () => void setTimeout(() => URL.revokeObjectURL(url), ADDRESS_LIVES_MS);
  }, [blob]);
  return held !== null && held.blob === blob ? held.url : null;
}
