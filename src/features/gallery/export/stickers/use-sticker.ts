import { useCallback, useEffect, useRef, useState } from 'react';
import type { KinoraError } from '../../../../../contract/errors.js';
import type { StickerOrder } from '../../../../../contract/stickers/sticker.js';
import type { Film } from '../../film-store/film.js';
import { useGalleryTools } from '../../use-gallery.js';
import type { ExportedSticker } from '../exporter.js';

interface StickerWork {
  /** Of the work, 0 to 1; null while there is none. */
  readonly fraction: number | null;
  readonly made: ExportedSticker | null;
  readonly error: KinoraError | null;
  readonly start: (order: StickerOrder) => Promise<void>;
  readonly cancel: () => void;
  /** Forgets what was made, because something else is wanted now. */
  readonly reset: () => void;
}

/** Makes stickers of a film, one at a time; ends when it is no longer shown. */
export function useSticker(film: Film): StickerWork {
  const { gallery, exporter } = useGalleryTools();
  const [fraction, setFraction] = useState<number | null>(null);
  const [made, setMade] = useState<ExportedSticker | null>(null);
  const [error, setError] = useState<KinoraError | null>(null);
  const abort = useRef<AbortController>(null);

  const cancel = useCallback(() => abort.current?.abort(), []);
  useEffect(() => cancel, [cancel]);

  const reset = (): void => {
    setMade(null);
    setError(null);
  };
  const start = async (order: StickerOrder): Promise<void> => {
    reset();
    setFraction(0);
    const { signal } = (abort.current = new AbortController());
    const video = await gallery.file(film.id);
    if (video !== null) {
      const result = await exporter.makeSticker(film, video, order, { signal, onProgress: setFraction });
      if (result.ok) setMade(result.value);
      else if (result.error.code !== 'cancelled') setError(result.error);
    }
    setFraction(null);
  };
  return { fraction, made, error, start, cancel, reset };
}
