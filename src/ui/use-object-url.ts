import { useEffect, useState } from 'react';
import { ADDRESS_LIVES_MS } from './save-blob.js';

/** An address for `blob`, valid as long as the component shows it; for a link, also while a download goes on that was clicked just before. */
export function useObjectUrl(blob: Blob | null, use: 'shown' | 'downloaded' = 'shown'): string | null {
  const [held, setHeld] = useState<{ blob: Blob; url: string } | null>(null);
  useEffect(() => {
    if (blob === null) return;
    const url = URL.createObjectURL(blob);
    setHeld({ blob, url });
    const revoke = (): void => URL.revokeObjectURL(url);
    return use === 'shown' ? revoke : () => void setTimeout(revoke, ADDRESS_LIVES_MS);
  }, [blob, use]);
  return held !== null && held.blob === blob ? held.url : null;
}
