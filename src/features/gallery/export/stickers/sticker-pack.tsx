import { useCallback, useEffect, useId, useRef, useState } from 'react';
import type { KinoraError } from '../../../../../contract/errors.js';
import { PACK_LIMITS } from '../../../../../contract/stickers/presets.js';
import type { StickerLook } from '../../../../../contract/stickers/sticker.js';
import { useErrorText } from '../../../../i18n/use-error-texts.js';
import { useTexts } from '../../../../i18n/use-texts.js';
import { formatBytes } from '../../../../ui/format.js';
import { ProgressBar } from '../../../../ui/progress-bar.js';
import { saveBlob } from '../../../../ui/save-blob.js';
import { nameOf, type Film } from '../../film-store/film.js';
import { useGalleryState, useGalleryTools } from '../../use-gallery.js';
import { makePack, type MadePack } from './pack-zip.js';
import { stickerTexts } from './sticker-texts.js';

/** Several films of the gallery as one pack for WhatsApp. */
export function StickerPack({ look }: { readonly look: StickerLook }) {
  const words = useTexts(stickerTexts);
  const films = useGalleryState((state) => state.films);
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [name, setName] = useState('Kinora');
  const [publisher, setPublisher] = useState('');
  const { fraction, made, fault, start, cancel } = usePack();
  const error = useErrorText(fault?.error ?? null);
  const id = useId();
  const { min, max } = PACK_LIMITS;
  const picked = films.filter((film) => chosen.includes(film.id));
  const complete = picked.length >= min && picked.length <= max && name.trim() !== '' && publisher.trim() !== '';

  return (
    <details className="stickers__pack" data-testid="sticker-pack">
      <summary>{words.packTitle}</summary>
      <p className="stickers__hint">{words.packHint(min, max)}</p>
      <div role="group" aria-label={words.packFilms} className="stickers__films">
        {films.map((film) => (
          <label key={film.id}>
            <input
              type="checkbox"
              data-testid="pack-film"
              checked={chosen.includes(film.id)}
              onChange={({ target }) => setChosen(target.checked ? [...chosen, film.id] : chosen.filter((each) => each !== film.id))}
            />
            <span dir="auto">{nameOf(film)}</span>
          </label>
        ))}
      </div>
      <div className="stickers__options">
        <label htmlFor={`${id}-name`}>
          {words.packName}
          <input id={`${id}-name`} className="stickers__text" data-testid="pack-name" maxLength={PACK_LIMITS.nameCharacters} value={name} onChange={({ target }) => setName(target.value)} />
        </label>
        <label htmlFor={`${id}-by`}>
          {words.publisher}
          <input id={`${id}-by`} className="stickers__text" data-testid="pack-publisher" maxLength={PACK_LIMITS.nameCharacters} value={publisher} onChange={({ target }) => setPublisher(target.value)} />
        </label>
      </div>
      <div className="stickers__row">
        {fraction === null ? (
          <button type="button" className="button" data-testid="make-pack" disabled={!complete} onClick={() => void start(picked, name.trim(), publisher.trim(), look)}>
            {words.makePack}
          </button>
        ) : (
          <>
            <ProgressBar fraction={fraction} label={words.making} className="export__bar" />
            <button type="button" className="button" onClick={cancel}>
              {words.cancel}
            </button>
          </>
        )}
        <p role="status" data-testid="pack-facts">
          {made === null ? words.chosen(picked.length, min, max) : words.packMade(made.stickers, formatBytes(made.mostBytes))}
        </p>
      </div>
      {fault !== null && error !== null && (
        <p className="export__error" role="alert">
          {words.packFailed(nameOf(fault.film))} {error.message} {error.remedy}
        </p>
      )}
    </details>
  );
}

interface PackWork {
  readonly fraction: number | null;
  readonly made: MadePack | null;
  readonly fault: { readonly film: Film; readonly error: KinoraError } | null;
  readonly start: (films: readonly Film[], name: string, publisher: string, look: StickerLook) => Promise<void>;
  readonly cancel: () => void;
}

function usePack(): PackWork {
  const { gallery, exporter } = useGalleryTools();
  const [fraction, setFraction] = useState<number | null>(null);
  const [made, setMade] = useState<MadePack | null>(null);
  const [fault, setFault] = useState<PackWork['fault']>(null);
  const abort = useRef<AbortController>(null);
  const cancel = useCallback(() => abort.current?.abort(), []);
  useEffect(() => cancel, [cancel]);
  const start: PackWork['start'] = async (films, name, publisher, look) => {
    setFault(null);
    setMade(null);
    setFraction(0);
    const { signal } = (abort.current = new AbortController());
    const pack = await makePack({ films, name, publisher, look }, exporter, (film) => gallery.file(film.id), { signal, onProgress: setFraction });
    setFraction(null);
    if (pack.ok) {
      setMade(pack.value);
      saveBlob(pack.value.file, 'kinora-whatsapp-pack.zip');
    } else if (pack.error.code !== 'cancelled') setFault(pack);
  };
  return { fraction, made, fault, start, cancel };
}
